import type { ControlLine } from '../workflow/results/control-line.js';
import type { Result } from '../workflow/results/result.js';

/** What every report is made of. */
export interface ReportInput {
  readonly result: Result;
  /**
   * A fresh pass over the rows of controls.jsonl, as often as it is called; some hundreds at a time, as a promise for
   * each would cost more than the row.
   */
  readonly rows: () => AsyncIterable<readonly ControlLine[]>;
  /** The result of the last run of the same job, for what is new and what is fixed. */
  readonly previous?: Result | undefined;
}
