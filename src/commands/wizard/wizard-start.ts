import { basename } from 'node:path';
import { buildNumberFrom, jobNameFrom, variableIn } from '../../config/job-name.js';
import { noSecrets } from '../../wizard/draft.js';
import type { WizardStart } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';
import type { PersonalStore } from '../process/personal-store.js';
import { readRecentAccounts } from './kept-answers.js';
import type { WizardArgs } from './world.js';

/** Everything that is read before the first frame. Most of it is there only after an earlier session. */
export async function startOf(args: WizardArgs, io: CommandIo, store: PersonalStore): Promise<WizardStart> {
  const job = jobNameFrom({ scan: {} }, io.env, basename(io.cwd));
  return {
    ...(await unfinished(store, io)),
    recentAccounts: readRecentAccounts(store),
    ...(await prefilledDraft(args, io)),
    fromEnvironment: environmentAnswers(io.env),
    // The demo's answers come from no file that the person knows of.
    configPath: args.demo === undefined ? args.config : undefined,
    secrets: { ...noSecrets, password: args.demo?.password ?? '' },
    job: { ...job, build: buildNumberFrom(io.env) },
    demo: args.demo !== undefined,
    given: { caFile: args.caFile, allowServers: args.allowServers },
  };
}

async function unfinished(
  store: PersonalStore,
  io: CommandIo,
): Promise<Pick<WizardStart, 'keptDraft' | 'detachedScan'>> {
  if (store.get('draft') === undefined && store.get('launched') === undefined)
    return { keptDraft: undefined, detachedScan: undefined };
  const { readUnfinished } = await import('./prefilled.js');
  return readUnfinished(store, io);
}

async function prefilledDraft(
  args: WizardArgs,
  io: CommandIo,
): Promise<Pick<WizardStart, 'prefilled' | 'jobs'>> {
  if (args.config === undefined) return { prefilled: undefined };
  const { readPrefilled } = await import('./prefilled.js');
  return readPrefilled(args, io);
}

/** The login that variables name, as a headless run would take it. */
function environmentAnswers(env: CommandIo['env']): WizardStart['fromEnvironment'] {
  const of = (variable: string) => ({ value: (variableIn(env, variable) ?? '').trim(), variable });
  const username = of('QUALYS_USERNAME');
  if (username.value !== '') return { username };
  const clientId = of('QUALYS_CLIENT_ID');
  if (clientId.value !== '') return { loginKind: { value: 'client', variable: clientId.variable }, clientId };
  return {};
}
