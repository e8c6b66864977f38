import type { ControlLine } from '../workflow/results/control-line.js';
import type { ReportInput } from './report-input.js';

/** Rows handed out at a time: a promise for each row would cost more than the row. */
const BATCH = 512;

type Batch = readonly ControlLine[] | undefined;

interface Waiting {
  readonly resolve: (batch: Batch) => void;
  readonly reject: (cause: unknown) => void;
}

/** One reader of rows that are read once for several. */
export interface SharedReader extends Pick<ReportInput, 'rows'> {
  /** Lets the others go on without this one. */
  readonly leave: () => void;
}

/**
 * One reading of the rows for several readers, which go in step: a batch is read when all that are left have asked for
 * it, so that no more than one is held. Each reader reads them once, and must leave at its end.
 */
export class SharedRows {
  readonly #source: AsyncIterator<ControlLine>;
  readonly #waiting: Waiting[] = [];
  #readers = 0;

  constructor({ rows }: Pick<ReportInput, 'rows'>) {
    this.#source = rows()[Symbol.asyncIterator]();
  }

  reader(): SharedReader {
    this.#readers += 1;
    let isThere = true;
    const next = () => this.#next();
    return {
      rows: async function* () {
        for (let batch = await next(); batch !== undefined; batch = await next()) yield* batch;
      },
      leave: () => {
        if (!isThere) return;
        isThere = false;
        this.#readers -= 1;
        if (this.#readers > 0) this.#readOn();
        else void this.#source.return?.();
      },
    };
  }

  #next(): Promise<Batch> {
    const asked = new Promise<Batch>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    this.#readOn();
    return asked;
  }

  /** Reads a batch when every reader that is left waits for one. */
  #readOn(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#readers) return;
    const waiting = this.#waiting.splice(0);
    this.#read().then(
      (batch) => {
        for (const { resolve } of waiting) resolve(batch);
      },
      (cause: unknown) => {
        for (const { reject } of waiting) reject(cause);
      },
    );
  }

  async #read(): Promise<Batch> {
    const batch: ControlLine[] = [];
    while (batch.length < BATCH) {
      const next = await this.#source.next();
      if (next.done === true) break;
      batch.push(next.value);
    }
    return batch.length === 0 ? undefined : batch;
  }
}
