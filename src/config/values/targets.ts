import { PcError } from '../../errors.js';
import { type IpRange, IpSet, parseIpRange } from '../../net/ip-set.js';
import { closedHyphens } from '../../text/hyphens.js';
import { printable } from '../../text/printable.js';
import { type BuildEnvironment, variableIn } from '../job-name.js';

const variable = /^env\.(.*)$/s;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const instanceId = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i;

/** The parts of one entry of `target.ips`. */
export function ipWords(text: string): string[] {
  return closedHyphens(text)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

function idWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function instanceIdProblem(word: string): string | undefined {
  return instanceId.test(word) ? undefined : `"${word}" is not an instance id`;
}

function variableProblem(entry: string): string | undefined {
  const name = variable.exec(entry.trim())?.[1];
  return name === undefined || variableName.test(name) ? undefined : `"${entry}" names no variable`;
}

const fileEntry = /^@(.*)$/s;

/** The file that an entry of `target.ips` names by `@FILE`. */
export function targetFile(entry: string): string | undefined {
  return fileEntry.exec(entry.trim())?.[1]?.trim();
}

/** What is wrong with one entry of `target.ips` as it stands in a config, before any variable is known. */
export function ipEntryProblems(entry: string): string[] {
  const file = targetFile(entry);
  if (file !== undefined) return file === '' ? ['"@" names no file'] : [];
  if (variable.test(entry.trim())) return [variableProblem(entry)].filter((problem) => problem !== undefined);
  return ipWords(entry).flatMap((word) => {
    const range = parseIpRange(word);
    return typeof range === 'string' ? [range] : [];
  });
}

/** What is wrong with one entry of `target.instanceIds` as it stands in a config. */
export function instanceEntryProblems(entry: string): string[] {
  if (variable.test(entry.trim())) return [variableProblem(entry)].filter((problem) => problem !== undefined);
  return idWords(entry).flatMap((word) => instanceIdProblem(word) ?? []);
}

/** A tag of an instance in AWS. */
export interface InstanceTag {
  readonly key: string;
  readonly value: string;
}

/** Reads `key=value`; the key ends at the first `=`, and a value may be empty. Undefined for anything else. */
export function instanceTag(text: string): InstanceTag | undefined {
  const at = text.indexOf('=');
  const key = text.slice(0, Math.max(0, at)).trim();
  return key === '' ? undefined : { key, value: text.slice(at + 1).trim() };
}

/** A part of an entry, and how a message may call it: a variable's value may be a secret of the build agent. */
interface Word {
  readonly text: string;
  /** Where it stands when that is not the config: the value of a variable, or a line of a file. */
  readonly place: string | undefined;
}

/** Texts of the files that `@FILE` names, by that name. */
export type TargetFiles = ReadonlyMap<string, string>;

function wordsOf(
  entry: string,
  split: (text: string) => string[],
  { env, files }: { readonly env: BuildEnvironment; readonly files: TargetFiles },
): Word[] {
  const file = targetFile(entry);
  if (file !== undefined) return wordsOfFile(file, files.get(file) ?? '', split);
  const name = variable.exec(entry.trim())?.[1];
  const text = name === undefined ? entry : textOf(name, env);
  const place = name === undefined ? undefined : `the value of the variable ${name}`;
  return split(text).map((word) => ({ text: word, place }));
}

/** `#` begins a comment, anywhere in a line. */
function wordsOfFile(file: string, text: string, split: (text: string) => string[]): Word[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      split(line.replace(/#.*/s, '')).map((word) => ({ text: word, place: `line ${index + 1} of ${file}` })),
    );
}

/** The problem of a word, which quotes it only when it stands in the config itself. */
function toldOf({ place }: Word, problem: string, kind: string): string {
  return place === undefined ? problem : `${place} is not ${kind}`;
}

function textOf(name: string, env: BuildEnvironment): string {
  const value = variableIn(env, name);
  if (value !== undefined && value.trim() !== '') return value;
  throw new PcError(`The target names the variable ${printable(name)}, which is not set`, {
    kind: 'usage',
    code: 'variable-missing',
    next: `Set ${printable(name)} for this run, or write the target itself.`,
  });
}

/** Problems that an error lists; a file can hold thousands. */
const MOST_TOLD = 20;

function toldProblems(problems: readonly string[]): string {
  const left = problems.length - MOST_TOLD;
  return [...problems.slice(0, MOST_TOLD).map(printable), ...(left > 0 ? [`and ${left} more`] : [])].join(
    '; ',
  );
}

function invalidTarget(problems: readonly string[], next: string): PcError {
  return new PcError('The target cannot be read', {
    kind: 'usage',
    code: 'target-invalid',
    why: toldProblems([...new Set(problems)]),
    next,
  });
}

/** What a target without any address names: its files, which can be empty. */
function sourcesOf(list: readonly string[]): string {
  const files = list.flatMap((entry) => targetFile(entry) ?? []);
  return files.length === 0 ? 'it' : files.join(', ');
}

/**
 * The addresses of `target.ips`, with `env.NAME` replaced from the environment and `@FILE` from the file.
 * @throws PcError of kind `usage` when a variable is missing, or naming every part that is no address.
 */
export function resolveIps(
  list: readonly string[],
  env: BuildEnvironment,
  files: TargetFiles = new Map(),
): IpSet {
  const ranges: IpRange[] = [];
  const problems: string[] = [];
  for (const word of list.flatMap((entry) => wordsOf(entry, ipWords, { env, files }))) {
    const range = parseIpRange(word.text);
    if (typeof range === 'string') problems.push(toldOf(word, range, 'an address, a range or a CIDR'));
    else ranges.push(range);
  }
  if (problems.length === 0 && ranges.length === 0) problems.push(`${sourcesOf(list)} holds no address`);
  if (problems.length > 0)
    throw invalidTarget(
      problems,
      'Write addresses, ranges such as 10.0.0.1-10.0.0.9, or CIDRs, separated by commas or line ends.',
    );
  return IpSet.of(ranges);
}

/** The addresses of a target that are written one by one, not inside a range or CIDR. Call {@link resolveIps} first. */
export function resolveSingleIps(
  list: readonly string[],
  env: BuildEnvironment,
  files: TargetFiles = new Map(),
): IpSet {
  const ranges = list.flatMap((entry) =>
    wordsOf(entry, ipWords, { env, files }).map(({ text }) => parseIpRange(text)),
  );
  return IpSet.of(
    ranges.filter((range) => typeof range !== 'string').filter(({ first, last }) => first === last),
  );
}

/** How many ids a target names, those of variables with them; what is wrong with them counts as well. */
export function instanceCount(list: readonly string[], env: BuildEnvironment): number {
  const texts = list.map((entry) => {
    const name = variable.exec(entry.trim())?.[1];
    return name === undefined ? entry : (variableIn(env, name) ?? '');
  });
  return new Set(texts.flatMap(idWords).map((id) => id.toLowerCase())).size;
}

/**
 * The distinct instance ids of `target.instanceIds` in lower case, with `env.NAME` replaced from the environment.
 * @throws PcError of kind `usage` when a variable is missing, or naming every part that is no instance id.
 */
export function resolveInstanceIds(list: readonly string[], env: BuildEnvironment): string[] {
  const words = list.flatMap((entry) => wordsOf(entry, idWords, { env, files: new Map() }));
  const problems = words.flatMap((word) => {
    const problem = instanceIdProblem(word.text);
    return problem === undefined ? [] : toldOf(word, problem, 'an instance id');
  });
  if (words.length === 0) problems.push('it holds no instance id');
  if (problems.length > 0)
    throw invalidTarget(
      problems,
      'Write ids such as i-0123456789abcdef0: i- and 8 or 17 hexadecimal digits.',
    );
  return [...new Set(words.map(({ text }) => text.toLowerCase()))];
}
