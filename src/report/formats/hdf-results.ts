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

/** A control's results as the file holds them, and how many failed rows have none. */
export interface ControlResults {
  readonly key: string;
  /** The elements of a JSON array, in pieces of some size; to be read before the next control. */
  readonly pieces: AsyncIterable<string>;
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

  /** @param write - the JSON of a row's result and {@link separator}, asked for where it may have a place. */
  add(row: ControlLine, key: string, write: (row: ControlLine) => string): void {
    let count = this.#counts.get(key);
    if (count === undefined) {
      count = { failed: 0, hasOther: false };
      this.#counts.set(key, count);
    }
    if (!this.#mayHavePlace(row, count)) return;
    // What shared places are counted by stands before the result.
    this.#texts.add(key, this.#isShared ? `${isFailed(row) ? FAILED : OTHER}${write(row)}` : write(row));
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
  *sorted(): Generator<ControlResults> {
    const share = this.#share;
    for (const { key, pieces } of this.#texts.sorted()) {
      const failedLeft = Math.max(0, (this.#counts.get(key)?.failed ?? 0) - share);
      yield { key, pieces: elements(this.#isShared ? placedOf(pieces, share) : pieces), failedLeft };
    }
  }

  /** Gives memory and files back. */
  async remove(): Promise<void> {
    await this.#texts.remove();
  }
}

/** The first character of a text where places are shared: whether its row failed. */
const FAILED = '-';
const OTHER = '+';

/** After each element of an array; no JSON on one line holds it. */
export const separator = ',\n';

/** The texts that have a place, without their first character. */
async function* placedOf(pieces: AsyncIterable<string>, share: number): AsyncGenerator<string> {
  let failed = 0;
  for await (const piece of pieces) {
    const placed = piece.split(separator).filter((text) => {
      if (text.startsWith(FAILED)) failed += 1;
      return text !== '' && (!text.startsWith(FAILED) || failed <= share);
    });
    if (placed.length > 0) yield placed.map((text) => `${text.slice(1)}${separator}`).join('');
  }
}

/** The pieces without the last separator. */
async function* elements(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let last = '';
  for await (const piece of pieces) {
    if (last !== '') yield last;
    last = piece;
  }
  yield last.slice(0, -separator.length);
}
