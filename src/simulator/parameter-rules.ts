import { parseIpList } from './ipv4.js';
import { parseTime } from './server-time.js';

/** Why a request is refused: a code of fact sheet 5.1 and a text. */
export interface Refusal {
  readonly refused: number;
  readonly text: string;
  /** HTTP status; 400 unless given. */
  readonly status?: number;
  readonly items?: Readonly<Record<string, string>>;
}

/** What values a parameter takes. */
export type ValueRule = { readonly problem: (value: string) => string | undefined };

/** The parameters of one action. */
export interface ParameterRules {
  readonly known: Readonly<Record<string, ValueRule>>;
  readonly required?: readonly string[];
  /** At most one of each set (1904). */
  readonly onlyOne?: readonly (readonly string[])[];
  /** At least one of each set (1922). */
  readonly atLeastOne?: readonly (readonly string[])[];
  /** Pairs that do not go together (1907). */
  readonly apart?: readonly (readonly [string, string])[];
}

/** Any text up to a number of letters. */
export function text(limit = 2000): ValueRule {
  return {
    problem: (value) =>
      Array.from(value).length > limit ? `exceeds the maximum length of ${limit} characters` : undefined,
  };
}

/** ASCII text up to a number of letters. */
export function ascii(limit: number): ValueRule {
  return {
    problem: (value) =>
      /[^\x20-\x7e]/.test(value) ? 'contains characters that are not allowed' : text(limit).problem(value),
  };
}

/** One of the words given. */
export function oneOf(...words: readonly string[]): ValueRule {
  return { problem: (value) => (words.includes(value) ? undefined : `must be one of: ${words.join(', ')}`) };
}

/** Comma separated, each one of the words given. */
export function someOf(...words: readonly string[]): ValueRule {
  return {
    problem: (value) =>
      value.split(',').every((each) => words.includes(each)) ? undefined : `must be of: ${words.join(', ')}`,
  };
}

/** A boolean as Qualys takes it. */
export const flag = oneOf('0', '1');

/** A positive integer. */
export const id: ValueRule = {
  problem: (value) => (/^[1-9]\d*$/.test(value) ? undefined : `not a positive integer: ${value}`),
};

/** An integer, zero too. */
export const count: ValueRule = {
  problem: (value) => (/^\d+$/.test(value) ? undefined : `not an integer: ${value}`),
};

/** Ids and hyphen ranges, comma separated. */
export const ids: ValueRule = {
  problem: (value) => {
    const odd = value.split(',').find((part) => {
      const [first = '', last = first, ...rest] = part.split('-');
      return ![first, last].every((each) => /^[1-9]\d*$/.test(each)) || rest.length > 0 || +first > +last;
    });
    return odd === undefined ? undefined : `neither a positive integer nor a range: ${odd}`;
  },
};

/** Addresses and ranges; a CIDR is refused (open question 10). */
export const ipList: ValueRule = {
  problem: (value) => {
    const { invalid } = parseIpList(value);
    return invalid === undefined ? undefined : `neither an IP address nor a range: ${invalid}`;
  },
};

/** A date, or a date with time, UTC. */
export const dateTime: ValueRule = {
  problem: (value) => (parseTime(value) === undefined ? 'not a date: YYYY-MM-DD[THH:MM:SSZ]' : undefined),
};

/** The numbers of an id list, ranges expanded. */
export function idNumbers(value: string): number[] {
  return value.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** A refusal for an invalid value (1905), worded as the recorded one. */
export function invalidValue(name: string, value: string, problem?: string): Refusal {
  const why = problem === undefined ? '' : ` (${problem})`;
  return { refused: 1905, text: `parameter ${name} has invalid value: ${value}${why}` };
}

/** Checks the parameters of an action as strictly as Qualys: fact sheet 5.1, codes 1901 to 1922. */
export function checkParameters(
  rules: ParameterRules,
  params: Readonly<Record<string, string>>,
): Refusal | undefined {
  const known: ParameterRules['known'] = { ...rules.known, echo_request: flag };
  const given = Object.keys(params).filter((name) => name !== 'action');
  const unknown = given.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) {
    return { refused: 1901, text: `Unrecognized parameter(s): ${unknown.join(', ')}` };
  }
  const missing = (rules.required ?? []).filter((name) => (params[name] ?? '') === '');
  if (missing.length > 0) {
    return { refused: 1903, text: `Missing required parameter(s): ${missing.join(', ')}` };
  }
  for (const set of rules.onlyOne ?? []) {
    if (set.filter((name) => given.includes(name)).length > 1) {
      return { refused: 1904, text: `Please specify only one of these parameters: ${set.join(', ')}` };
    }
  }
  for (const pair of rules.apart ?? []) {
    if (pair.every((name) => given.includes(name))) {
      return { refused: 1907, text: `The parameters ${pair.join(' and ')} cannot be combined` };
    }
  }
  for (const set of rules.atLeastOne ?? []) {
    if (!set.some((name) => given.includes(name))) {
      return { refused: 1922, text: `Please specify at least one of the following: ${set.join(', ')}` };
    }
  }
  return given
    .map((name) => {
      const problem = known[name]?.problem(params[name] ?? '');
      return problem === undefined ? undefined : invalidValue(name, params[name] ?? '', problem);
    })
    .find((refusal) => refusal !== undefined);
}
