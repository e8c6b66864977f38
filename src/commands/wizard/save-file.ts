import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readConfigDocument } from '../../config/document/config-document.js';
import { loadJobs, newJobOf } from '../../config/jobs/load-jobs.js';
import { holdsJobs, jobGroups, jobNames } from '../../config/jobs/merge-jobs.js';
import { writeJob } from '../../config/jobs/write-job.js';
import type { WrittenConfig } from '../../config/schema.js';
import {
  type ConfigFileText,
  changedSettings,
  configTextFor,
  editConfigText,
} from '../../config/write-config-text.js';
import { PcError } from '../../errors.js';
import { planWrite } from '../../files/plan-write.js';
import { readIfThere } from '../../files/whole-file.js';
import { renewBlock } from '../../snippet/markers.js';
import { type SnippetJobs, snippetJobs } from '../../snippet/snippet-format.js';
import { printable } from '../../text/printable.js';
import { configFromDraft, draftFromConfig } from '../../wizard/draft-config.js';
import type { SavedFile } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';

interface FileToSave {
  readonly text: string;
  readonly path: string;
  /** The difference that was shown and agreed to, of a file with another content. */
  readonly accepted: string | undefined;
}

/**
 * Writes a file, unless one with another content is there: its difference is then the answer, and nothing was written
 * until that very difference was accepted; what somebody else changes meanwhile is shown again.
 * In a larger file that holds the marked block of an earlier snippet, that block alone is renewed. A script is runnable.
 * @throws PcError when the file cannot be read or written.
 */
export async function saveFile(
  { text, path, accepted }: FileToSave,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const plan = await planWrite({ path, cwd }, (before) =>
    before === undefined ? text : renewBlock(before, text),
  );
  if (plan.change === 'differs') {
    const diff = changedLines(plan.diff(1));
    if (diff !== accepted) return { path, diff };
  }
  await plan.write({ executable: text.startsWith('#!') });
  return { path };
}

/**
 * Writes a config in the format that the path's ending names. Of a config that is there only what differs is written,
 * and the rest keeps its comments; in a file with several jobs it is one of them.
 */
export async function saveConfig(
  config: WrittenConfig,
  place: Omit<FileToSave, 'text'>,
  io: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const { file, jobs } = await readThere(place.path, io);
  if (jobs === undefined) {
    const { path, format } = file;
    const text =
      editedText(config, file) ?? (await configTextFor(config, { path: resolve(io.cwd, path), format }));
    return saveFile({ ...place, text }, io);
  }
  const { name, text } = writeJobOf(config, { ...file, jobs });
  return { ...(await saveFile({ ...place, text }, io)), job: name };
}

/** What {@link saveConfig} would leave in a file of several jobs, as these; undefined of any other file. */
export async function jobsWith(
  config: WrittenConfig,
  path: string,
  io: Pick<CommandIo, 'cwd'>,
): Promise<SnippetJobs | undefined> {
  const { file, jobs } = await readThere(path, io);
  if (jobs === undefined) return undefined;
  const { text } = writeJobOf(config, { ...file, jobs });
  return snippetJobs(loadJobs({ file: { ...file, text, sourceName: path }, flags: {} }).jobs);
}

/** What lies at a path, and the names of its jobs where it holds several. */
async function readThere(path: string, { cwd }: Pick<CommandIo, 'cwd'>) {
  const format = path.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
  const text = (await readIfThere(resolve(cwd, path)).catch(() => undefined)) ?? '';
  const file: ConfigFileText = { text, format, path };
  return { file, jobs: jobsIn(file) };
}

/** The config that is there with the answers in it; undefined where there is none that can hold them as it stands. */
function editedText(config: WrittenConfig, file: ConfigFileText): string | undefined {
  if (file.text === '') return undefined;
  try {
    const text = editConfigText(file, [], changedSettings(answersIn(file), withoutSchema(config)));
    return isDeepStrictEqual(answersIn({ ...file, text }), withoutSchema(asAnswers(config)))
      ? text
      : undefined;
  } catch (thrown) {
    if (thrown instanceof PcError) return undefined;
    throw thrown;
  }
}

function answersIn(file: ConfigFileText): Partial<WrittenConfig> {
  const { jobs } = loadJobs({ file: { ...file, sourceName: file.path }, flags: {} });
  return withoutSchema(asAnswers(jobs[0].written));
}

/** Where editors find the schema is the file's own business. */
function withoutSchema({ $schema: _, ...config }: WrittenConfig): Partial<WrittenConfig> {
  return config;
}

/** As the answers would say it: what the file leaves to a default is no difference. */
function asAnswers(written: WrittenConfig): WrittenConfig {
  return configFromDraft(draftFromConfig(written));
}

/** Names of the jobs of a file with several; undefined of any other file. */
function jobsIn({ text, format, path }: ConfigFileText): readonly string[] | undefined {
  try {
    const { value } = readConfigDocument(text, format, path);
    return holdsJobs(value) ? jobNames(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A diff without its four lines of header: the file's name is on the screen already. */
function changedLines(diff: string): string {
  return diff.split('\n').slice(4).join('\n');
}

/**
 * The text of a file with several jobs in which the answers are one of them: the one of that name, or a new one.
 * @throws PcError of kind `usage` when the job has no name, or its account is not that of the file.
 */
function writeJobOf(
  config: WrittenConfig,
  file: ConfigFileText & { readonly jobs: readonly string[] },
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
