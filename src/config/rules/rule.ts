import type { LooseConfig } from '../loose-config.js';
import type { Problem } from '../problem.js';

/** Looks at one thing that the schema cannot say. Missing parts are the schema's matter, never a rule's. */
export type Rule = (config: LooseConfig) => readonly Problem[];

export function error(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}

export function note(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'note' };
}
