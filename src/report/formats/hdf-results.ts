import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { TextsByKey } from '../texts-by-key.js';
import { rowCount } from '../verdict-words.js';

/** Rows that the config, Qualys or the baseline accepts. */
export function isAccepted({ counts, why }: ControlLine): boolean {
  return counts === 'no' && (why === 'excluded' || why === 'exception' || why === 'baseline');
}

/** A row that its control shows as failed. */
function isFailed(row: ControlLine): boolean {
  return (row.state === 'failed' || row.state === 'exception') && !isAccepted(row);
}

/** What a control had among the rows. */
interface Count {
  failed: number;
  hasOther: boolean;
}

/** A control's results, as texts, and how many failed rows have none. */
export interface ControlResults {
  readonly key: string;
  readonly results: readonly string[];
  readonly failedLeft: number;
}

export interface ResultOptions {
  readonly totals: Result['totals'];
  /** The most results. */
  readonly most: number;
  readonly compare: (a: string, b: string) => number;
}

/**
 * The results that have a place in a file of at most so many, by control: all that failed, or where these are too many
 * as many of each control; of the others as many as find room, but one of each control, as one without is in error.
 */
export class ResultsByControl {
  readonly #texts: TextsByKey;
  readonly #counts = new Map<string, Count>();
  readonly #most: number;
  readonly #isWhole: boolean;
  /** More failed rows than places: each control has its share, which is known when all controls are. */
  readonly #isShared: boolean;
  #room: number;
  #othersLeft = 0;

  constructor({ totals, most, compare }: ResultOptions) {
    const mayFail = totals.failed + totals.exceptions;
    this.#texts = new TextsByKey(compare);
    this.#most = most;
    this.#isWhole = rowCount(totals) <= most;
    this.#isShared = mayFail > most;
    this.#room = Math.max(0, most - mayFail);
  }

  /** @param write - the text of the row, asked for where it may have a place. */
  add(row: ControlLine, { key, write }: { key: string; write: () => string }): void {
    const count = this.#counts.get(key) ?? { failed: 0, hasOther: false };
    this.#counts.set(key, count);
    if (!this.#mayHavePlace(row, count)) return;
    this.#texts.add(key, `${isFailed(row) ? FAILED : OTHER}${write()}`);
  }

  /** True when {@link spill} is due. */
  get isFull(): boolean {
    return this.#texts.isFull;
  }

  /** Moves what is held to a file. @throws PcError when the disk does not take it. */
  async spill(): Promise<void> {
    await this.#texts.spill();
  }

  #mayHavePlace(row: ControlLine, count: Count): boolean {
    if (isFailed(row)) {
      count.failed += 1;
      // A share only shrinks while more controls come, so that what has none now has none at the end.
      return count.failed <= this.#share;
    }
    const isFirst = !count.hasOther;
    count.hasOther = true;
    if (this.#isWhole) return true;
    this.#room -= 1;
    if (this.#room >= 0 || isFirst) return true;
    this.#othersLeft += 1;
    return false;
  }

  get #share(): number {
    return this.#isShared
      ? Math.max(1, Math.floor(this.#most / Math.max(1, this.#counts.size)))
      : Number.POSITIVE_INFINITY;
  }

  /** How many of the rows added have no result. */
  get left(): number {
    const share = this.#share;
    let left = this.#othersLeft;
    for (const { failed } of this.#counts.values()) left += Math.max(0, failed - share);
    return left;
  }

  /** Control by control, when all rows were added. */
  async *sorted(): AsyncGenerator<ControlResults> {
    const share = this.#share;
    for await (const { key, texts } of this.#texts.sorted()) {
      let failed = 0;
      const placed = texts.filter((text) => !text.startsWith(FAILED) || ++failed <= share);
      const failedLeft = Math.max(0, (this.#counts.get(key)?.failed ?? 0) - share);
      yield { key, results: placed.map((text) => text.slice(1)), failedLeft };
    }
  }

  /** Gives memory and files back. */
  async remove(): Promise<void> {
    await this.#texts.remove();
  }
}

/** The first character of a text that is held: whether its row failed. */
const FAILED = '-';
const OTHER = '+';
