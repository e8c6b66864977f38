import { resolve } from 'node:path';
import { configOf } from '../../config/load-config.js';
import { defaultConfigPath, defaultReportDirectory } from '../../config/names.js';
import { exitCodeOf, PcError } from '../../errors.js';
import type { Draft, Secrets } from '../../wizard/draft.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import { rerunCommand } from '../../wizard/rerun-command.js';
import type { LaunchOptions } from '../../wizard/services.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import { checkScan } from '../../workflow/run/check-scan.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import { runScan } from '../../workflow/run/run-scan.js';
import type { CommandIo } from '../process/io.js';
import { asPcError } from '../process/print-error.js';
import { createRun, type PreparedRun, type RunInputs } from '../run/create-run.js';
import { writtenFiles } from '../run/written-files.js';
import { connectArgs, mostWaitMs, wizardSecrets } from './account.js';
import { saveLaunch } from './kept-answers.js';
import { readPrefilled } from './prefilled.js';
import { ownConfig, type WizardArgs, type WizardWorld } from './world.js';

export interface ScanAnswers {
  readonly draft: Draft;
  readonly secrets: Secrets;
}

/** How a scan of the wizard differs from the next one. */
type ScanTerms = Pick<RunInputs, 'signal' | 'needsHostPassword' | 'mostWaitMs'>;

/**
 * Makes a run out of the answers, as `qualys-pc run` makes one out of the saved config.
 * @throws PcError of kind `usage`; nothing was sent.
 */
async function createScan(
  { args, io }: WizardWorld,
  { draft, secrets }: ScanAnswers,
  terms: ScanTerms,
): Promise<PreparedRun> {
  const { config, notes } = configOf(ownConfig(args, configFromDraft(draft)), 'The answers');
  const { target } = config.scan;
  if (target.type === 'ec2' && (target.instances !== undefined || target.connectors !== undefined))
    throw await notNamed(args, io, draft);
  return createRun(
    {
      config,
      notes,
      configPath: undefined,
      args: connectArgs(args, draft),
      secrets: wizardSecrets(secrets, io, args),
      ...terms,
    },
    io,
  );
}

/** A target that only the run looks up, and cuts into as many scans as it takes: one scan is watched here. */
async function notNamed(args: WizardArgs, io: CommandIo, draft: Draft): Promise<PcError> {
  const { jobs } = await readPrefilled(args, io);
  const job = jobs === undefined || draft.jobName === '' ? undefined : draft.jobName;
  const command = rerunCommand({ path: args.config ?? defaultConfigPath, job, given: args, draft });
  return new PcError('The wizard launches named instances behind one connector', {
    kind: 'usage',
    code: 'too-many-instances',
    why: 'This target is looked up when the run starts, and cut into scans by account, region and ten.',
    next: `Save the config, leave, and launch it with: ${command}`,
  });
}

/** Reads everything a run would read, and returns what it would change. */
export async function planScan(
  world: WizardWorld,
  { signal, ...answers }: ScanAnswers & { readonly signal: AbortSignal },
): Promise<Plan> {
  const { request, deps, close } = await createScan(world, answers, { signal, mostWaitMs });
  try {
    let plan: Plan | undefined;
    // However many addresses are new: the person is asked about them.
    const options = { allowNewIps: Number.MAX_SAFE_INTEGER };
    for await (const event of checkScan(request, deps, options))
      if (event.type === 'plan') ({ plan } = event);
    if (plan === undefined) throw new TypeError('The check ended without a plan');
    return plan;
  } finally {
    close();
  }
}

/** Paths of the files that a scan with these answers writes, as far as they are there. */
export function filesOf({ io }: WizardWorld, draft: Draft): Promise<readonly string[]> {
  const directory = configFromDraft(draft).reports?.directory ?? defaultReportDirectory;
  return writtenFiles(new RunDirectory(resolve(io.cwd, directory)), io);
}

/**
 * The run's events in their order; what it throws becomes an event, unless one reported it already. The screen may be
 * left as soon as it has an end, and says which files there are: from an end on, events wait until the run has written
 * them all.
 */
export async function* playScan(
  world: WizardWorld,
  answers: ScanAnswers,
  options: LaunchOptions,
  signal: AbortSignal,
): AsyncGenerator<ScanEvent, void> {
  const held: ScanEvent[] = [];
  let prepared: PreparedRun | undefined;
  try {
    prepared = await createScan(world, answers, {
      signal,
      needsHostPassword: options.resume === undefined,
    });
    saveLaunch(world.store, answers.draft);
    const runOptions = {
      allowNewIps: options.newIps === undefined ? undefined : Number(options.newIps),
      resume: options.resume === undefined ? undefined : {},
    };
    for await (const event of runScan(prepared.request, prepared.deps, runOptions)) {
      if (held.length > 0 || isEnd(event)) held.push(event);
      else yield event;
    }
  } catch (thrown) {
    if (held.findLast(isEnd)?.type !== 'error') held.push(errorEvent(thrown, world.io));
  } finally {
    prepared?.close();
  }
  // A signal while the formats are written: the error says where the verdict stands.
  const end = held.findLast(isEnd);
  yield* end?.type === 'error' ? held.filter((event) => event === end || !isEnd(event)) : held;
}

/** Whether a run is over with it but for the files of its verdict. */
export function isEnd({ type }: ScanEvent): boolean {
  return type === 'judged' || type === 'error';
}

function errorEvent(thrown: unknown, { clock }: CommandIo): ScanEvent {
  const { what, why, next, kind, code } = asPcError(thrown);
  const error = { what, next, kind, code, exitCode: exitCodeOf[kind], why };
  return { v: 1, time: new Date(clock.now()).toISOString(), type: 'error', step: 'connect', error };
}
