import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { ControlLine } from './result.js';

/** Writes controls.jsonl beside its place; only a committed one is ever seen under its name. */
export class ControlsWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #stream: WriteStream;

  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#stream = createWriteStream(this.#partial, { encoding: 'utf8', highWaterMark: 1 << 18 });
  }

  /** Waits when the disk is slower than Qualys, so that memory stays flat. */
  async write(lines: readonly ControlLine[]): Promise<void> {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async commit(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
    await rename(this.#partial, this.#path);
  }

  async discard(): Promise<void> {
    this.#stream.destroy();
    await finished(this.#stream).catch(() => undefined);
    await rm(this.#partial, { force: true });
  }
}
