import type { LooseConfig } from './schema.js';

/** One thing that a config gets wrong, or that is worth knowing about it. */
export interface Problem {
  /** Where, for example `criteria.exclude[0].cids`; empty for the file as a whole. */
  readonly path: string;
  /** What is so, in a sentence without the path. Never holds a secret. */
  readonly problem: string;
  /** An instruction. */
  readonly fix: string;
  /** An `error` stops the run; a `note` is only said. */
  readonly level: 'error' | 'note';
}

/** Writes the keys of a value's place as people do: `criteria.exclude[0].cids`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** The keys of a problem's place, as {@link pathText} wrote them. */
export function keysOf({ path }: Pick<Problem, 'path'>): PropertyKey[] {
  return path
    .split(/\.|(?=\[\d+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const index = /^\[(\d+)\]$/.exec(part)?.[1];
      return index === undefined ? part : Number(index);
    });
}

/** Looks at one thing that the schema cannot say. Missing parts are the schema's matter, never a rule's. */
export type Rule = (config: LooseConfig) => readonly Problem[];

export function error(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}

export function note(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'note' };
}

/** What a format cannot say about a config, and the way out. */
export function refusal(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}
