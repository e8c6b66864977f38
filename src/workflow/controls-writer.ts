import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { cannotWrite } from './cannot-write.js';
import type { ControlLine } from './result.js';

/**
 * Writes controls.jsonl beside its place; only a committed one is ever seen under its name. Writing and committing
 * throw PcError of kind `usage` when the disk does not take it.
 */
export class ControlsWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #stream: WriteStream;

  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#stream = createWriteStream(this.#partial, { encoding: 'utf8', highWaterMark: 1 << 18 });
    // Told by the next write or the commit; an error that nobody hears would end the process.
    this.#stream.on('error', () => undefined);
  }

  /** Waits when the disk is slower than Qualys, so that memory stays flat. */
  async write(lines: readonly ControlLine[]): Promise<void> {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await this.#told(async () => {
      if (this.#stream.errored !== null) throw this.#stream.errored;
      if (!this.#stream.write(text)) await once(this.#stream, 'drain');
    });
  }

  async commit(): Promise<void> {
    await this.#told(async () => {
      this.#stream.end();
      await finished(this.#stream);
      await rename(this.#partial, this.#path);
    });
  }

  /** Never fails: what is left behind is no result. */
  async discard(): Promise<void> {
    this.#stream.destroy();
    await finished(this.#stream).catch(() => undefined);
    await rm(this.#partial, { force: true }).catch(() => undefined);
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw cannotWrite(this.#path, cause);
    }
  }
}
