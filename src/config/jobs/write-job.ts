import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';
import { isMap, parseDocument } from 'yaml';
import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { type ConfigFormat, readConfigDocument } from '../config-document.js';
import type { ConfigDraft } from '../flag-kinds.js';
import { pathText } from '../problem.js';
import type { WrittenConfig } from '../schema.js';
import { valueAt } from '../setting.js';
import { jobGroups, mergedJob } from './merge-jobs.js';
import { isMapping, isOtherType } from './overlay.js';

/** A job as it stands in a file, and as it is to be. */
interface JobChange {
  readonly name: string;
  /** Its settings with the file's defaults; of a new job the defaults alone. */
  readonly before: ConfigDraft;
  readonly after: WrittenConfig;
}

/** The text of a file with several jobs. */
export interface JobsFile {
  readonly text: string;
  readonly format: ConfigFormat;
  /** As the person named it. */
  readonly path: string;
}

interface Setting {
  readonly path: readonly string[];
  /** Undefined: it goes. */
  readonly value: unknown;
}

/**
 * The text of a file with one job added or changed: of that job only what differs is written, and all else keeps its
 * order and its comments.
 * @throws PcError of kind `usage` where the defaults of the file would win, or an anchor stands in the way.
 */
export function writeJob({ text, format, path }: JobsFile, { name, before, after }: JobChange): string {
  const changes = jobGroups
    .flatMap((group) => settingsOf(before[group], after[group], [group]))
    // A job is called by its name in the file.
    .filter((setting) => pathText(setting.path) !== 'scan.jobName');
  const written = format === 'json' ? inJson(text, name, changes) : inYaml(text, name, changes, path);
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

/** Every setting that differs; lists and plain values are one each. */
function settingsOf(before: unknown, after: unknown, path: readonly string[]): readonly Setting[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMapping(before) || !isMapping(after) || isOtherType(before, after)) return [{ path, value: after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => settingsOf(before[key], after[key], [...path, key]));
}

function inJson(text: string, name: string, changes: readonly Setting[]): string {
  const value: Record<string, unknown> = JSON.parse(text.replace(/^\ufeff/, ''));
  for (const { path, value: setting } of changes) {
    const keys = ['jobs', name, ...path];
    let group = value;
    for (const key of keys.slice(0, -1)) {
      const inner = group[key];
      const next: Record<string, unknown> = isMapping(inner) ? { ...inner } : {};
      group[key] = next;
      group = next;
    }
    const last = keys.at(-1) ?? '';
    if (setting === undefined) delete group[last];
    else group[last] = setting;
  }
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return `${JSON.stringify(value, null, indent)}\n`;
}

function inYaml(text: string, name: string, changes: readonly Setting[], path: string): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true });
  const render = () =>
    document.toString({
      lineWidth: 0,
      indent: /^( +)\S/m.exec(text)?.[1]?.length ?? 2,
      indentSeq: !/^( *)[\w'"-]+:[^\n]*\n\1- /m.test(text),
      flowCollectionPadding: /[[{] /.test(text),
    });
  const same = render();
  const job = ['jobs', name];
  try {
    if (!isMap(document.getIn(job, true))) document.setIn(job, document.createNode({}));
    for (const { path: keys, value } of changes) {
      if (value === undefined) document.deleteIn([...job, ...keys]);
      else document.setIn([...job, ...keys], isMapping(value) ? document.createNode(value) : value);
    }
  } catch (cause) {
    throw new PcError(`The job cannot be changed in ${printable(path)}`, {
      kind: 'usage',
      code: 'config-invalid',
      why: 'It takes some of its settings from an anchor (*name).',
      next: 'Save it under another name, or write those settings out.',
      cause,
    });
  }
  return inOwnWords(text, same, render());
}

/** The changed text with every other line as the file has it: spaces and quotes are the person's own. */
function inOwnWords(text: string, same: string, changed: string): string {
  const own = text.split('\n');
  const rendered = same.split('\n');
  if (own.length !== rendered.length) return changed;
  let at = 0;
  return diffArrays(rendered, changed.split('\n'))
    .flatMap(({ value, added, removed }) => {
      if (added) return value;
      const from = at;
      at += value.length;
      return removed ? [] : own.slice(from, at);
    })
    .join('\n');
}
