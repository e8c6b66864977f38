import { counted } from '../text/counted.js';
import type { JobLine } from '../workflow/results/job-line.js';
import type { PolicyResult } from '../workflow/results/result.js';
import { resultFiles } from '../workflow/results/result-files.js';
import { strength } from './merge/merge-verdict.js';

/** Entries of a list in `summary.md` and in a terminal: a step summary may be 1 MiB, and more than that is not read there. */
export const MOST_LISTED = 50;

/** The entries of a list that are shown, and the line that counts the others. */
export interface Listed<Item> {
  readonly shown: readonly Item[];
  /** One line, or none. */
  readonly more: readonly string[];
}

/** The first so many of a list, and the line that counts the others: `and 3 more jobs: result.json has them all.` */
export function capped<Item>(items: readonly Item[], one: string, many?: string): Listed<Item> {
  const left = items.length - MOST_LISTED;
  return {
    shown: items.slice(0, MOST_LISTED),
    more:
      left <= 0
        ? []
        : [
            `and ${counted(left, `more ${one}`, many && `more ${many}`)}: ${resultFiles.result} has them all.`,
          ],
  };
}

/** All of a list. */
export function whole<Item>(items: readonly Item[]): Listed<Item> {
  return { shown: items, more: [] };
}

/** The policies of a result, the worst first; equal ones in their own order. */
export function worstPoliciesFirst(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.toSorted((a, b) => b.failing - a.failing || b.warning - a.warning);
}

/** The jobs of a joined result, the worst first; equal ones in their own order. */
export function worstJobsFirst(jobs: readonly JobLine[]): JobLine[] {
  return jobs.toSorted((a, b) => strength(a) - strength(b) || b.failing - a.failing || b.warning - a.warning);
}
