import { loadJobs, newJobOf } from '../../config/jobs/load-jobs.js';
import { type Draft, emptyDraft } from '../../wizard/draft.js';
import { draftFromConfig } from '../../wizard/draft-config.js';
import type { WizardStart } from '../../wizard/services.js';
import { findConfigFile } from '../account/config-file.js';
import type { CommandIo } from '../process/io.js';
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
