import { ownText } from '../../text/printable.js';
import type { ControlLine, FailingControl, PolicyResult, PostureState, Result } from '../results/result.js';
import { criticalityName } from './criteria.js';

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

/** Counts of one policy and its worst failing controls. */
export class PolicyTally {
  readonly id: string;
  readonly title: string;
  rows = 0;
  newestEvaluation: string | null = null;
  readonly #counts = new Counts();
  #worst: FailingControl[] = [];
  #mildest: FailingControl | undefined;

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
    if (line.counts !== 'fail') return;
    // The last of a list that was cut: what is no worse would be cut off again.
    if (this.#mildest !== undefined && worstFirst(line, this.#mildest) >= 0) return;
    this.#worst.push(keptOf(line));
    // Sorting now and then instead of for every row keeps the fold linear and its memory flat.
    if (this.#worst.length >= MOST_FAILING_CONTROLS * 2) this.#mildest = this.#cut();
  }

  /** Rows that fail the build. */
  get failing(): number {
    return this.#counts.failing;
  }

  /** @returns The last one of those that are left. */
  #cut(): FailingControl | undefined {
    this.#worst = this.#worst.sort(worstFirst).slice(0, MOST_FAILING_CONTROLS);
    return this.#worst.at(-1);
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

/** With texts of its own, as those of a row are pieces of the thousands of rows that it was read with. */
function keptOf(line: ControlLine): FailingControl {
  const { cid, statement, criticality, host, state } = line;
  return {
    cid,
    statement,
    criticality,
    host,
    technology: ownText(line.technology),
    instance: ownText(line.instance),
    state,
    missing: line.missing.map(ownText),
    unexpected: line.unexpected.map(ownText),
  };
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
