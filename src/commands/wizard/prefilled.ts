import { resolve } from 'node:path';
import * as z from 'zod';
import { loadJobs, newJobOf } from '../../config/jobs/load-jobs.js';
import { defaultReportDirectory } from '../../config/names.js';
import { PcError } from '../../errors.js';
import { type Draft, emptyDraft } from '../../wizard/draft.js';
import { configFromDraft, draftFromConfig } from '../../wizard/draft-config.js';
import { readDraft } from '../../wizard/draft-schema.js';
import type { DetachedScan, KeptDraft, WizardStart } from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import { findConfigFile } from '../account/config-file.js';
import type { CommandIo } from '../process/io.js';
import type { PersonalStore } from '../process/personal-store.js';
import type { WizardArgs } from './world.js';

/** `--config FILE` only: a file that merely lies in the folder is not what was asked for. */
export async function readPrefilled(
  { config, flags = {} }: WizardArgs,
  io: CommandIo,
): Promise<Pick<WizardStart, 'prefilled' | 'jobs'>> {
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  if (file === undefined) return { prefilled: undefined };
  const { jobs, hasJobs } = loadJobs({ file, flags });
  if (!hasJobs) return { prefilled: draftFromConfig(jobs[0].written) };
  return {
    prefilled: undefined,
    jobs: {
      jobs: jobs.map(({ job = '', written }) => ({ name: job, draft: draftFromConfig(written) })),
      newJob: newJobDraft(newJobOf({ file, flags })),
    },
  };
}

/** What neither account nor defaults say is asked as in a new wizard. */
function newJobDraft({ written, defaults }: ReturnType<typeof newJobOf>): Draft {
  const draft = draftFromConfig(written);
  const { target, optionProfile, scanner } = { ...(defaults.scan as Partial<typeof written.scan>) };
  const { failStates, failCriticalities } = emptyDraft;
  return {
    ...draft,
    jobName: '',
    ...(target === undefined ? { ips: '' } : {}),
    ...(optionProfile === undefined ? { optionProfile: undefined } : {}),
    ...(scanner === undefined ? { scanner: '' } : {}),
    ...(defaults.criteria === undefined ? { failStates, failCriticalities } : {}),
  };
}

const keptDraft = z.object({
  draft: z.unknown(),
  reached: z.int().min(0).max(reviewIndex),
  savedAt: z.iso.datetime(),
});

/** The draft and the scan that earlier sessions left unfinished. */
export async function readUnfinished(
  store: PersonalStore,
  io: Pick<CommandIo, 'cwd'>,
): Promise<Pick<WizardStart, 'keptDraft' | 'detachedScan'>> {
  return { keptDraft: readKeptDraft(store), detachedScan: await findDetachedScan(store, io) };
}

/** The draft of an earlier session, unless there is none or it is of another version. */
export function readKeptDraft(store: PersonalStore): KeptDraft | undefined {
  const kept = keptDraft.safeParse(store.get('draft'));
  const draft = kept.success ? readDraft(kept.data.draft) : undefined;
  return kept.success && draft !== undefined ? { ...kept.data, draft } : undefined;
}

/** The unfinished scan that an earlier session launched from this folder. */
async function findDetachedScan(
  store: PersonalStore,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<DetachedScan | undefined> {
  const draft = readDraft(store.get('launched'));
  if (draft === undefined) return undefined;
  const directory = configFromDraft(draft).reports?.directory ?? defaultReportDirectory;
  try {
    const state = await new RunDirectory(resolve(cwd, directory)).readState();
    if (state?.phase !== 'launched' || state.reference === null) return undefined;
    return { reference: state.reference, title: state.title, launchedAt: state.intentAt, draft };
  } catch (error) {
    // A run that uses the state reports why it cannot be read.
    if (error instanceof PcError) return undefined;
    throw error;
  }
}
