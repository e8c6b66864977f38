import { isDeepStrictEqual } from 'node:util';
import { loadJobs, newJobOf } from '../../config/jobs/load-jobs.js';
import { jobGroups } from '../../config/jobs/merge-jobs.js';
import { type JobsFile, writeJob } from '../../config/jobs/write-job.js';
import type { WrittenConfig } from '../../config/schema.js';
import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { configFromDraft, draftFromConfig } from '../../wizard/draft-config.js';

/**
 * The text of a file with several jobs in which the answers are one of them: the one of that name, or a new one.
 * @throws PcError of kind `usage` when the job has no name, or its account is not that of the file.
 */
export function writeJobOf(
  config: WrittenConfig,
  file: JobsFile & { readonly jobs: readonly string[] },
): { readonly name: string; readonly text: string } {
  const answers = { file: { ...file, sourceName: file.path }, flags: {} };
  const name = config.scan.jobName ?? '';
  if (name === '')
    throw new PcError(`${printable(file.path)} holds several jobs, and this one has no name`, {
      kind: 'usage',
      code: 'several-jobs',
      next: 'Give the job a name on the target step, or save it under another file name.',
    });
  const isNew = !file.jobs.includes(name);
  const newJob = newJobOf(answers);
  // As the answers would say it: what the file leaves to a default is no difference.
  const asAnswers = (written: WrittenConfig) => configFromDraft(draftFromConfig(written));
  const before = isNew ? newJob.written : loadJobs(answers, [name]).jobs[0].written;
  if (!isDeepStrictEqual(accountOf(asAnswers(before)), accountOf(config)))
    throw new PcError(`All jobs of ${printable(file.path)} use one account`, {
      kind: 'usage',
      code: 'config-invalid',
      why: 'The platform, the login or the proxy of these answers is another one.',
      next: 'Save them under another file name, or change the account in the file.',
    });
  const text = writeJob(file, {
    name,
    before: isNew ? newJob.defaults : { ...asAnswers(before) },
    after: config,
  });
  // What the file says about two jobs together is checked too, such as a title that both would have.
  loadJobs({ file: { ...answers.file, text }, flags: {} });
  return { name, text };
}

/** What stands once in the file, for all of its jobs. */
function accountOf(config: WrittenConfig): Readonly<Record<string, unknown>> {
  const groups: readonly string[] = ['$schema', ...jobGroups];
  return Object.fromEntries(Object.entries(config).filter(([key]) => !groups.includes(key)));
}
