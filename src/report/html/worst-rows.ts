import { compareExamples, compareText } from '../../workflow/judge/group-order.js';
import type { ControlLine } from '../../workflow/results/control-line.js';

/** A row as the page writes it, with what it is sorted by. */
interface Held extends Pick<ControlLine, 'policyId' | 'cid' | 'host' | 'instance'> {
  readonly text: string;
}

export interface WorstRowsOptions {
  readonly most: number;
  /** How many of all rows did not pass: where they fill the list, no passed row is written only to go again. */
  readonly notPassed: number;
  /** A row on one line, without its end. */
  readonly write: (row: ControlLine) => string;
}

/**
 * The worst rows of many, held as the text that the page writes of them: as a text a row takes a fraction of its room.
 * Of rows that are equally bad the first ones are kept, and all come by control, then by host.
 */
export class WorstRows {
  readonly #most: number;
  readonly #hasRoomForPassed: boolean;
  readonly #write: (row: ControlLine) => string;
  /** Rows by badness. */
  readonly #held: Held[][] = [];
  #count = 0;

  constructor({ most, notPassed, write }: WorstRowsOptions) {
    this.#most = most;
    this.#hasRoomForPassed = notPassed < most;
    this.#write = write;
  }

  add(row: ControlLine): void {
    const bad = badness(row);
    if (bad >= PASSED && !this.#hasRoomForPassed) return;
    if (this.#count >= this.#most) {
      // The list ends with the mildest rows: it is cut there when they have all gone.
      while (this.#held.at(-1)?.length === 0) this.#held.pop();
      if (bad >= this.#held.length - 1) return;
      this.#held.at(-1)?.pop();
      this.#count -= 1;
    }
    while (this.#held.length <= bad) this.#held.push([]);
    const { policyId, cid, host, instance } = row;
    this.#held[bad]?.push({ policyId, cid, host, instance, text: this.#write(row) });
    this.#count += 1;
  }

  /** The rows, the worst first. */
  *texts(): Generator<string> {
    for (const rows of this.#held) for (const { text } of rows.sort(byControl)) yield `${text}\n`;
  }
}

/** Rows of one badness: by control, then by host. */
function byControl(a: Held, b: Held): number {
  return a.cid - b.cid || compareText(a.policyId, b.policyId) || compareExamples(a, b);
}

/** 0 for the worst: what fails the build, what warns, what else did not pass, what passed; each from urgent down. */
function badness({ counts, state, criticality }: ControlLine): number {
  const kind = counts === 'fail' ? 0 : counts === 'warn' ? 1 : state !== 'passed' ? 2 : 3;
  return kind * 10 + 5 - criticality.value;
}

/** The badness from which rows passed. */
const PASSED = 30;
