import { PcError } from '../../errors.js';
import { type IpRange, IpSet, parseIpRange } from '../../net/ip-set.js';
import { printable } from '../../text/printable.js';
import { type BuildEnvironment, variableIn } from '../job-name.js';

const variable = /^env\.(.*)$/s;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const instanceId = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i;

/** The parts of one entry of `target.ips`. */
export function ipWords(text: string): string[] {
  return text
    .replace(/\s*-\s*/g, '-')
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

/** What is wrong with one entry of `target.ips` as it stands in a config, before any variable is known. */
export function ipEntryProblems(entry: string): string[] {
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

/** A part of an entry, and how a message may call it: a variable's value may be a secret of the build agent. */
interface Word {
  readonly text: string;
  readonly variable: string | undefined;
}

function wordsOf(entry: string, split: (text: string) => string[], env: BuildEnvironment): Word[] {
  const name = variable.exec(entry.trim())?.[1];
  const text = name === undefined ? entry : textOf(name, env);
  return split(text).map((word) => ({ text: word, variable: name }));
}

/** The problem of a word, which quotes it only when it stands in the config itself. */
function toldOf({ variable: name }: Word, problem: string, kind: string): string {
  return name === undefined ? problem : `the value of the variable ${name} is not ${kind}`;
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

function invalidTarget(problems: readonly string[], next: string): PcError {
  return new PcError('The target cannot be read', {
    kind: 'usage',
    code: 'target-invalid',
    why: [...new Set(problems)].map(printable).join('; '),
    next,
  });
}

/**
 * The addresses of `target.ips`, with `env.NAME` replaced from the environment.
 * @throws PcError of kind `usage` when a variable is missing, or naming every part that is no address.
 */
export function resolveIps(list: readonly string[], env: BuildEnvironment): IpSet {
  const ranges: IpRange[] = [];
  const problems: string[] = [];
  for (const word of list.flatMap((entry) => wordsOf(entry, ipWords, env))) {
    const range = parseIpRange(word.text);
    if (typeof range === 'string') problems.push(toldOf(word, range, 'an address, a range or a CIDR'));
    else ranges.push(range);
  }
  if (problems.length === 0 && ranges.length === 0) problems.push('it holds no address');
  if (problems.length > 0)
    throw invalidTarget(problems, 'Write addresses, ranges such as 10.0.0.1-10.0.0.9, or CIDRs.');
  return IpSet.of(ranges);
}

/** The addresses of a target that are written one by one, not inside a range or CIDR. Call {@link resolveIps} first. */
export function resolveSingleIps(list: readonly string[], env: BuildEnvironment): IpSet {
  const ranges = list.flatMap((entry) => wordsOf(entry, ipWords, env).map(({ text }) => parseIpRange(text)));
  return IpSet.of(
    ranges.filter((range) => typeof range !== 'string').filter(({ first, last }) => first === last),
  );
}

/**
 * The distinct instance ids of `target.instanceIds` in lower case, with `env.NAME` replaced from the environment.
 * @throws PcError of kind `usage` when a variable is missing, or naming every part that is no instance id.
 */
export function resolveInstanceIds(list: readonly string[], env: BuildEnvironment): string[] {
  const words = list.flatMap((entry) => wordsOf(entry, idWords, env));
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
