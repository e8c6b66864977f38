import type { LooseConfig } from './schema.js';

/** One mistake of a config, or one note on it. */
export interface Problem {
  /** Keys to the value, for example `criteria.exclude[0].cids`; empty for the file as a whole. */
  readonly path: string;
  /** The rest of the sentence that the path begins: `is not a setting`. Never holds a secret. */
  readonly problem: string;
  /** An instruction. */
  readonly fix: string;
  /** An `error` stops the run; a `note` is only printed. */
  readonly level: 'error' | 'note';
}

/** The keys to a value as one text: `criteria.exclude[0].cids`. */
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

/** Checks one condition that the schema cannot express. A missing value is reported by the schema, never by a rule. */
export type Rule = (config: LooseConfig) => readonly Problem[];

export function error(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}

export function note(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'note' };
}

/** A setting that a snippet format cannot express, and what to do about it. */
export function refusal(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}
