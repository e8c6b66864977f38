import type { ErrorText } from '../../errors.js';
import type { Plan } from '../plan/plan-changes.js';
import type { Result } from '../results/result.js';
import type { ProgressFacts } from './events.js';
import { type StepId, scanSteps, stepTitles } from './scan-steps.js';

/** One step of a run as it stands. */
export interface RunStep {
  readonly id: StepId;
  readonly state: 'pending' | 'active' | 'done' | 'skipped' | 'failed';
  /** Over, with something missing. */
  readonly inPart: boolean;
  /** What the step said last; its title before. */
  readonly text: string;
  /** ISO; when it began. */
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly warnings: readonly string[];
}

export interface RunLogLine {
  /** Counts from 0 over the whole run. */
  readonly number: number;
  /** ISO. */
  readonly time: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Everything that is known of the scan; what only held for a moment goes with its step. */
export interface LiveFacts {
  readonly scanTitle: string | null;
  readonly scanRef: string | null;
  readonly reportUrl: string | null;
  readonly state: string | null;
  readonly subState: string | null;
  /** ISO. */
  readonly nextLookAt: string | null;
  readonly estimate: NonNullable<ProgressFacts['estimate']> | null;
  readonly rate: NonNullable<ProgressFacts['rate']> | null;
  /** ISO; a call waits until then for the account's limits. */
  readonly waitsUntil: string | null;
}

export type RunEnding =
  | { readonly type: 'judged'; readonly result: Result }
  | {
      readonly type: 'error';
      readonly error: ErrorText & { readonly code: string; readonly exitCode: number };
    };

/** A run as its readers draw it, made of its events alone. */
export interface RunProgress {
  /** ISO; the first event's time. */
  readonly startedAt: string | null;
  readonly steps: readonly RunStep[];
  readonly facts: LiveFacts;
  readonly plan: Plan | null;
  readonly log: readonly RunLogLine[];
  /** Lines that the log has dropped from its beginning. */
  readonly logDropped: number;
  readonly ending: RunEnding | null;
}

/** A run that has said nothing yet. */
export const runBefore: RunProgress = {
  startedAt: null,
  steps: scanSteps.map((id) => ({
    id,
    state: 'pending',
    inPart: false,
    text: stepTitles[id],
    startedAt: null,
    durationMs: null,
    warnings: [],
  })),
  facts: {
    scanTitle: null,
    scanRef: null,
    reportUrl: null,
    state: null,
    subState: null,
    nextLookAt: null,
    estimate: null,
    rate: null,
    waitsUntil: null,
  },
  plan: null,
  log: [],
  logDropped: 0,
  ending: null,
};
