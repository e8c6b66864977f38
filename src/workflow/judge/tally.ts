import type { ControlLine, PostureState } from '../results/control-line.js';
import type { PolicyResult, Result } from '../results/result.js';
import { criticalityName } from './criteria.js';

const totalOf = {
  passed: 'passed',
  failed: 'failed',
  error: 'error',
  exception: 'exceptions',
} as const satisfies Record<PostureState, keyof PolicyResult['totals']>;

class Counts {
  readonly byState = { passed: 0, failed: 0, error: 0, exceptions: 0 };
  failing = 0;
  warning = 0;
  excluded = 0;
  baselined = 0;

  count({ state, counts, why }: ControlLine): void {
    this.byState[totalOf[state]] += 1;
    if (counts === 'fail') this.failing += 1;
    if (counts === 'warn') this.warning += 1;
    if (why === 'excluded') this.excluded += 1;
    if (why === 'baseline') this.baselined += 1;
  }

  get counting() {
    const { failing, warning, excluded, baselined } = this;
    return { failing, warning, excluded, baselined };
  }
}

/** Totals over all policies. */
export class Totals {
  readonly #counts = new Counts();
  /** By state, then by the value of the criticality. */
  readonly #rows: Record<PostureState, number[]> = { passed: [], failed: [], error: [], exception: [] };

  add(line: ControlLine): void {
    this.#counts.count(line);
    const rows = this.#rows[line.state];
    const { value } = line.criticality;
    rows[value] = (rows[value] ?? 0) + 1;
  }

  /** Rows of every state. */
  get rows(): number {
    const { passed, failed, error, exceptions } = this.#counts.byState;
    return passed + failed + error + exceptions;
  }

  get result(): Result['totals'] {
    const { passed, failed, error, exception } = this.#rows;
    return {
      ...this.#counts.byState,
      ...this.#counts.counting,
      byStateAndCriticality: {
        passed: byName(passed),
        failed: byName(failed),
        error: byName(error),
        exception: byName(exception),
      },
    };
  }
}

function byName(rows: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    rows.map((count, value) => [criticalityName(value), count] as const).filter(([, count]) => count > 0),
  );
}

/** Counts of one policy. */
export class PolicyTally {
  readonly id: string;
  readonly title: string;
  rows = 0;
  newestEvaluation: string | null = null;
  readonly #counts = new Counts();

  constructor(id: string, title: string) {
    this.id = id;
    this.title = title;
  }

  add(line: ControlLine): void {
    this.rows += 1;
    this.#counts.count(line);
    const { evaluatedAt } = line;
    // Most rows bear the time of the one before; comparing for being the same is quicker than for being later.
    if (
      evaluatedAt !== null &&
      evaluatedAt !== this.newestEvaluation &&
      (this.newestEvaluation ?? '') < evaluatedAt
    )
      this.newestEvaluation = evaluatedAt;
  }

  /** Rows that fail the build. */
  get failing(): number {
    return this.#counts.failing;
  }

  result(evidence: PolicyResult['evidence'], evaluatedAt: string | null): PolicyResult {
    return {
      id: this.id,
      title: this.title,
      evaluatedAt: evaluatedAt ?? this.newestEvaluation,
      evidence,
      totals: { ...this.#counts.byState },
      ...this.#counts.counting,
    };
  }
}
