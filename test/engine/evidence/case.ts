import type { Result } from '../../../src/workflow/results/result.js';
import type { JudgedRunOptions } from './judged-run.js';

/** A scan, and how it must end. */
export interface EvidenceCase extends JudgedRunOptions {
  /** The words of the promise. */
  readonly name: string;
  readonly code: 0 | 1 | 3 | 4;
  /** Code of the first reason. */
  readonly reason: string;
  /** Each failing CID once, ascending. */
  readonly failing?: readonly number[];
  /** Totals of the result, worked out by hand; those not named are not compared. */
  readonly totals?: Partial<Omit<Result['totals'], 'byStateAndCriticality'>>;
  /** Kind of proof per policy and host, as the result names it: `5101 10.20.30.40 status-dates`. */
  readonly proofs?: readonly string[];
  /** What the reasons and notes of the verdict say, and what they do not. */
  readonly says?: readonly RegExp[];
  readonly never?: RegExp;
  /** How often posture and the host list were asked for, where that is promised. */
  readonly reads?: number;
  /** For runs that wait: posture is read again only when a date has moved, and else every two minutes. */
  readonly mostReads?: number;
  readonly hostLists?: number;
}

/** How the scenarios end in which some controls of the one host fail, and those in which all pass. */
export const someFail = {
  code: 1,
  reason: 'criteria-met',
  failing: [411, 1141, 2211, 2214, 11411],
  totals: { passed: 10, failed: 5, error: 1, exceptions: 0, failing: 5, warning: 0, excluded: 0 },
} as const;
export const passes = { code: 0, reason: 'criteria-not-met', failing: [] } as const;

/** Where a person sees what Qualys has still to do. */
export const whereToLook = /Processing Tasks .*Evaluate on the policy/;
