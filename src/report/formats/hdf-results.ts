import type { ControlLine } from '../../workflow/results/control-line.js';
import type { ReportInput } from '../report-input.js';
import { rowCount } from '../verdict-words.js';

/** Rows that the config, Qualys or the baseline accepts. */
export function isAccepted({ counts, why }: ControlLine): boolean {
  return counts === 'no' && (why === 'excluded' || why === 'exception' || why === 'baseline');
}

/** A row that its control shows as failed. */
function isFailed(row: ControlLine): boolean {
  return (row.state === 'failed' || row.state === 'exception') && !isAccepted(row);
}

type KeyOf = (row: ControlLine) => string;

/**
 * Which rows of a result have a place in a file of at most so many: all that failed, or where these are too many as
 * many of each control; of the others as many as find room, but one of each control, as one without results is in error.
 */
export class ResultCap {
  readonly #input: ReportInput;
  readonly #keyOf: KeyOf;
  readonly #isWhole: boolean;
  readonly #failedOfEach: number;
  readonly #others: number;

  constructor(
    input: ReportInput,
    { keyOf, most, controls }: { readonly keyOf: KeyOf; readonly most: number; readonly controls: number },
  ) {
    const { totals } = input.result;
    this.#input = input;
    this.#keyOf = keyOf;
    this.#isWhole = rowCount(totals) <= most;
    const mayFail = totals.failed + totals.exceptions;
    this.#failedOfEach = mayFail <= most ? mayFail : Math.max(1, Math.floor(most / Math.max(1, controls)));
    this.#others = Math.max(0, most - mayFail);
  }

  /** The rows with a place; the same ones in every reading. */
  rows(): AsyncIterable<ControlLine> {
    return this.#isWhole ? this.#input.rows() : this.#placed();
  }

  /** How many rows have none, and how many of them failed, by control. */
  async left() {
    const failed = new Map<string, number>();
    let total = 0;
    if (this.#isWhole) return { total, failed };
    for await (const { row, key, hasPlace } of this.#judged()) {
      if (hasPlace) continue;
      total += 1;
      if (isFailed(row)) failed.set(key, (failed.get(key) ?? 0) + 1);
    }
    return { total, failed };
  }

  async *#placed(): AsyncGenerator<ControlLine> {
    for await (const { row, hasPlace } of this.#judged()) if (hasPlace) yield row;
  }

  async *#judged(): AsyncGenerator<{ row: ControlLine; key: string; hasPlace: boolean }> {
    const failed = new Map<string, number>();
    const shown = new Set<string>();
    let others = this.#others;
    for await (const row of this.#input.rows()) {
      const key = this.#keyOf(row);
      if (isFailed(row)) {
        const before = failed.get(key) ?? 0;
        failed.set(key, before + 1);
        yield { row, key, hasPlace: before < this.#failedOfEach };
        continue;
      }
      const hasPlace = others > 0 || !shown.has(key);
      if (others > 0) others -= 1;
      shown.add(key);
      yield { row, key, hasPlace };
    }
  }
}

/** Characters gathered before they are packed. */
const PACK_CHARACTERS = 4_096;

/**
 * A list of well-formed texts without line ends that is small while it waits: packed as bytes outside of the heap, so that many
 * short texts neither weigh on the garbage collector nor make it keep room.
 */
export class PackedTexts implements Iterable<string> {
  readonly #packs: Buffer[] = [];
  #loose: string[] = [];
  #characters = 0;

  push(text: string): void {
    this.#loose.push(text);
    this.#characters += text.length;
    if (this.#characters < PACK_CHARACTERS) return;
    this.#packs.push(Buffer.from(this.#loose.join('\n')));
    this.#loose = [];
    this.#characters = 0;
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const pack of this.#packs) yield* pack.toString().split('\n');
    yield* this.#loose;
  }
}
