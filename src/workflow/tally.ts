import type { ControlLine, FailingControl, PolicyResult, PostureState, Result } from './result.js';

/** How many failing controls a policy carries in result.json; all rows are in controls.jsonl. */
export const MOST_FAILING_CONTROLS = 1000;

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
  readonly #byStateAndCriticality: Record<PostureState, Record<string, number>> = {
    passed: {},
    failed: {},
    error: {},
    exception: {},
  };

  add(line: ControlLine, criticality: string): void {
    this.#counts.count(line);
    const row = this.#byStateAndCriticality[line.state];
    row[criticality] = (row[criticality] ?? 0) + 1;
  }

  get result(): Result['totals'] {
    return {
      ...this.#counts.byState,
      ...this.#counts.counting,
      byStateAndCriticality: this.#byStateAndCriticality,
    };
  }
}

/** Counts of one policy and its worst failing controls. */
export class PolicyTally {
  readonly id: string;
  readonly title: string;
  rows = 0;
  newestEvaluation: string | null = null;
  readonly #counts = new Counts();
  #worst: FailingControl[] = [];

  constructor(id: string, title: string) {
    this.id = id;
    this.title = title;
  }

  add(line: ControlLine): void {
    this.rows += 1;
    this.#counts.count(line);
    if (line.evaluatedAt !== null && (this.newestEvaluation ?? '') < line.evaluatedAt)
      this.newestEvaluation = line.evaluatedAt;
    if (line.counts !== 'fail') return;
    const { cid, statement, criticality, host, technology, instance, state, missing, unexpected } = line;
    this.#worst.push({ cid, statement, criticality, host, technology, instance, state, missing, unexpected });
    // Sorting now and then instead of for every row keeps the fold linear and its memory flat.
    if (this.#worst.length >= MOST_FAILING_CONTROLS * 2) this.#cut();
  }

  /** Rows that fail the build. */
  get failing(): number {
    return this.#counts.failing;
  }

  #cut(): void {
    this.#worst = this.#worst.sort(worstFirst).slice(0, MOST_FAILING_CONTROLS);
  }

  result(evidence: PolicyResult['evidence'], evaluatedAt: string | null): PolicyResult {
    this.#cut();
    return {
      id: this.id,
      title: this.title,
      evaluatedAt: evaluatedAt ?? this.newestEvaluation,
      evidence,
      totals: { ...this.#counts.byState },
      ...this.#counts.counting,
      failingControls: this.#worst,
      failingControlsOmitted: this.#counts.failing - this.#worst.length,
    };
  }
}

/** Worst criticality first, then by CID, address, technology and instance: the same order on every run. */
export function worstFirst(a: FailingControl, b: FailingControl): number {
  return (
    b.criticality.value - a.criticality.value ||
    a.cid - b.cid ||
    compareText(a.host.ip, b.host.ip) ||
    compareText(a.technology, b.technology) ||
    compareText(a.instance, b.instance)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
