import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import { type CheckedConfig, checkConfig } from './check-config.js';
import { type ConfigDocument, type ConfigFormat, readConfigDocument } from './document/config-document.js';
import type { ConfigDraft, FlagValues } from './flag-kinds.js';
import { applyFlags, configFlags } from './flags.js';
import { holdsJobs, jobNames } from './jobs/merge-jobs.js';
import { joinDocuments, overlay } from './jobs/overlay.js';
import { keysOf, type Problem } from './problem.js';
import type { Config, WrittenConfig } from './schema.js';
import type { LocatedProblem } from './schema-problems.js';

/** A config that can be run. */
export interface LoadedConfig {
  /** With every default filled in. */
  readonly config: Config;
  /** As it would be saved again. */
  readonly written: WrittenConfig;
  /** Problems of level `note`: they do not stop a run. */
  readonly notes: readonly Problem[];
}

/** The text of a config file. */
export interface ConfigText {
  readonly text: string;
  readonly format: ConfigFormat;
  /** As the person named it. */
  readonly sourceName: string;
  /** Further files, each laid over those before: objects merge, lists replace. */
  readonly overlays?: readonly ConfigText[] | undefined;
}

/**
 * Reads a config file.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem with its place.
 */
export function parseConfigText(text: string, format: ConfigFormat, sourceName: string): LoadedConfig {
  return loadConfig({ file: { text, format, sourceName }, flags: {} });
}

/** A config file and flags, either of which may be missing. */
export interface ConfigAnswers {
  readonly file?: ConfigText | undefined;
  readonly flags: FlagValues;
}

/**
 * Reads a config of one scan from a file, flags, or both; flags win. `loadJobs` reads one with several jobs as well.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem with its place and its flag.
 */
export function loadConfig(answers: ConfigAnswers): LoadedConfig {
  const { document, draft } = readAnswers(answers);
  if (holdsJobs(document?.value)) throw severalJobs(jobNames(document.value));
  return usable(checkConfig(draft), { document, flags: answers.flags });
}

/**
 * A config that was put together here, such as the wizard's answers.
 * @param sourceName - names it in the error.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem.
 */
export function configOf(written: WrittenConfig, sourceName: string): LoadedConfig {
  return usable(checkConfig(written), { sourceName, flags: {} });
}

/**
 * Writes flags into a file's values, without checking the result.
 * @throws PcError of kind `usage` when the file cannot be read or flags contradict each other.
 */
export function readAnswers({ file, flags }: ConfigAnswers): {
  readonly document: ConfigDocument | undefined;
  readonly draft: ConfigDraft;
} {
  if (file === undefined) return { document: undefined, draft: applyFlags({ version: 1 }, flags) };
  const first = readText(file);
  const others = (file.overlays ?? []).map(readText);
  const value = others.map(mappingOf).reduce(overlay, mappingOf(first));
  return { document: joinDocuments([first, ...others], value), draft: applyFlags(value, flags) };
}

function readText({ text, format, sourceName }: ConfigText): ConfigDocument {
  return readConfigDocument(text, format, sourceName);
}

function mappingOf({ value, sourceName }: ConfigDocument): ConfigDraft {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ConfigDraft;
  throw new PcError(`${printable(sourceName)} ${value === null ? 'is empty' : 'is not a config'}`, {
    kind: 'usage',
    code: 'config-invalid',
    next: 'Write settings such as "version: 1" and "platform: US2", or let the wizard save a config.',
  });
}

function severalJobs(names: readonly string[]): PcError {
  return new PcError('The config holds several jobs, and this needs one', {
    kind: 'usage',
    code: 'several-jobs',
    why: `Its jobs: ${names.slice(0, 20).map(printable).join(', ')}${names.length > 20 ? ' ...' : ''}.`,
    next: 'Name a config with one scan.',
  });
}

/** Keys of the config for login, server and proxy. */
const accountKeys = [
  'platform',
  'apiServer',
  'gateway',
  'apiVersions',
  'network',
  'concurrency',
  'credentials',
  'proxy',
] as const;

/** The part of a config that is needed to ask Qualys anything. */
export type AccountConfig = Pick<Config, (typeof accountKeys)[number]>;

/** A valid scan in place of the file's own, which is not checked here. */
const anyScan = { target: { type: 'host', ips: ['127.0.0.1'] }, optionProfile: { id: '1' } };

/**
 * Reads the account alone, from a file, flags, or both: what the file says about the scan may be unfinished.
 * @throws PcError of kind `usage`, code `config-invalid`, as for a whole config.
 */
export function loadAccount(answers: ConfigAnswers): AccountConfig {
  const { document, draft } = readAnswers(answers);
  return usable(checkAccount(draft), { document, flags: answers.flags }).config;
}

/** {@link loadAccount} of a config that was put together here; see {@link configOf}. */
export function accountOf(written: WrittenConfig, sourceName: string): AccountConfig {
  return usable(checkAccount({ ...written }), { sourceName, flags: {} }).config;
}

function checkAccount(draft: ConfigDraft): CheckedConfig {
  const account = Object.fromEntries(accountKeys.flatMap((key) => (key in draft ? [[key, draft[key]]] : [])));
  return checkConfig({ version: 1, ...account, scan: anyScan });
}

/** Where values come from, as an error names it. */
interface Origin {
  readonly document?: ConfigDocument | undefined;
  readonly sourceName?: string;
  readonly flags: FlagValues;
}

/** @throws PcError when the config cannot be used. */
function usable(checked: CheckedConfig, origin: Origin): LoadedConfig {
  if (!checked.usable) throw invalidConfig(checked.problems, origin);
  return { config: checked.config, written: checked.written, notes: checked.notes };
}

/** The flag that set the value at a place: the message then names the flag instead of a line of the file. */
export function flagBehind(keys: readonly PropertyKey[], flags: FlagValues): string | undefined {
  return configFlags.find(
    ({ key: own, path, severalPath }) =>
      flags[own] !== undefined &&
      [path, severalPath].some((each) => each?.every((key, index) => keys[index] === key)),
  )?.name;
}

/** Problems that an error lists; the others are counted. */
const MOST_LISTED = 50;

/**
 * Every problem of a config as one error: a line for each, in the order of the file, with its line or flag.
 */
export function invalidConfig(
  problems: readonly (Problem | LocatedProblem)[],
  { document, sourceName = document?.sourceName ?? 'The configuration', flags }: Origin,
): PcError {
  const errors = problems.filter(({ level }) => level === 'error');
  const source = printable(sourceName);
  const count = errors.length === 1 ? 'a problem' : `${errors.length} problems`;
  const lines = errors
    .map((problem) => ({
      ...problem,
      at: document?.positionOf('keys' in problem ? problem.keys : keysOf(problem)),
    }))
    .sort(({ at: a }, { at: b }) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0))
    .slice(0, MOST_LISTED)
    .map(({ path, at, problem, fix }) => {
      const flag = flagBehind(keysOf({ path }), flags);
      const place =
        flag ?? (at && `${at.file === undefined ? '' : `${printable(at.file)}:`}${at.line}:${at.column}`);
      return `${path}${place === undefined ? '' : ` (${place})`} ${problem}. ${fix}`;
    });
  const left = errors.length - lines.length;
  return new PcError(`${source} has ${count}`, {
    kind: 'usage',
    code: 'config-invalid',
    why: [...lines, ...(left > 0 ? [`and ${left} more`] : [])].join('\n'),
    next: 'Correct what is listed and run qualys-pc check.',
  });
}
