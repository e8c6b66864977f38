import { isDeepStrictEqual } from 'node:util';
import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { type ConfigFormat, readConfigDocument } from '../document/config-document.js';
import type { ConfigDraft } from '../flag-kinds.js';
import { valueAt } from '../flag-kinds.js';
import { pathText } from '../problem.js';
import type { WrittenConfig } from '../schema.js';
import { type ConfigFileText, changedSettings, editConfigText } from '../write-config-text.js';
import { jobGroups, mergedJob } from './merge-jobs.js';

/** A job as it stands in a file, and as it is to be. */
interface JobChange {
  readonly name: string;
  /** Its settings with the file's defaults; of a new job the defaults alone. */
  readonly before: ConfigDraft;
  readonly after: WrittenConfig;
}

/**
 * The text of a file with one job added or changed: of that job only what differs is written, and all else keeps its
 * order and its comments.
 * @throws PcError of kind `usage` where the defaults of the file would win, or an anchor stands in the way.
 */
export function writeJob(file: ConfigFileText, { name, before, after }: JobChange): string {
  const changes = jobGroups
    .flatMap((group) => changedSettings(before[group], after[group], [group]))
    // A job is called by its name in the file.
    .filter((setting) => pathText(setting.path) !== 'scan.jobName');
  const { format, path } = file;
  const written = editConfigText(file, ['jobs', name], changes);
  const merged = mergedJob(valuesIn(written, format, path), name);
  const lost = changes.find(
    (setting) => !isDeepStrictEqual(setting.path.reduce<unknown>(valueAt, merged), setting.value),
  );
  if (lost === undefined) return written;
  throw new PcError(`${printable(path)} cannot hold this job`, {
    kind: 'usage',
    code: 'config-invalid',
    why: `The defaults of the file set ${pathText(lost.path)}, and a job cannot take that back.`,
    next: 'Save it under another name, or move that setting from the defaults to the jobs that need it.',
  });
}

function valuesIn(text: string, format: ConfigFormat, path: string): ConfigDraft {
  return readConfigDocument(text, format, path).value as ConfigDraft;
}
