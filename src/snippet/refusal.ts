import type { Problem } from '../config/problem.js';

/** What a format cannot say about a config, and the way out. */
export function refusal(path: string, problem: string, fix: string): Problem {
  return { path, problem, fix, level: 'error' };
}
