import type { ErrorText } from '../../errors.js';
import type { Plan } from '../plan/plan-changes.js';
import type { Result } from '../results/result.js';
import type { StepId } from './scan-steps.js';

/** Live facts of a step under way; each event carries only what changed, the fold keeps the rest. */
export interface ProgressFacts {
  readonly scanTitle?: string;
  readonly scanRef?: string;
  /** Portal address of the scan. */
  readonly reportUrl?: string;
  readonly state?: string;
  readonly subState?: string | null;
  /** ISO; when Qualys is asked next. */
  readonly nextLookAt?: string;
  /** From durations of earlier scans with the same profile. */
  readonly estimate?: { readonly seconds: number; readonly scans: number };
  readonly rate?: { readonly remaining: number; readonly limit: number };
  /** Set while a call waits for the account's limits. */
  readonly waitingSeconds?: number;
}

/** What a step has to say; the printer and the timeline show `message` as it stands. */
export type ScanEventBody =
  | { readonly type: 'plan'; readonly step: StepId; readonly plan: Plan }
  | { readonly type: 'step-started'; readonly step: StepId; readonly message: string }
  | {
      readonly type: 'step-progress';
      readonly step: StepId;
      readonly message: string;
      /** `warning` is something the person should know; `heartbeat` repeats what is known so that no CI falls silent. */
      readonly level: 'info' | 'warning' | 'heartbeat';
      readonly facts?: ProgressFacts;
    }
  | {
      readonly type: 'step-done';
      readonly step: StepId;
      readonly message: string;
      readonly durationMs: number;
      /** The step is over, and something is missing: no tick stands before it. */
      readonly level?: 'warning';
      readonly facts?: ProgressFacts;
    }
  | { readonly type: 'step-skipped'; readonly step: StepId; readonly reason: string }
  /** Always the last event of a run that reached a verdict. */
  | { readonly type: 'judged'; readonly step: 'report'; readonly result: Result }
  /** The last event of a run that did not; the generator then throws the error. */
  | {
      readonly type: 'error';
      readonly step: StepId;
      readonly error: ErrorText & { readonly kind: string; readonly code: string; readonly exitCode: number };
    };

/** One line of `--events`. Free of secrets. */
export type ScanEvent = ScanEventBody & {
  readonly v: 1;
  /** ISO, UTC. */
  readonly time: string;
  /** Which unit speaks, where a run plays several. */
  readonly unit?: string;
};
