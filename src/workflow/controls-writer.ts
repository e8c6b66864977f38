import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { cannotWrite } from './cannot-write.js';
import { ControlLineTexts } from './control-line-texts.js';
import type { ControlLine } from './result.js';

/** Letters that are written at once. */
const pieceLength = 64 * 1024;

/**
 * Writes controls.jsonl beside its place; only a committed one is ever seen under its name. Settling and committing
 * throw PcError of kind `usage` when the disk does not take it.
 */
export class ControlsWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #texts = new ControlLineTexts();
  #lines: string[] = [];
  #length = 0;
  #handle: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial`;
  }

  add(line: ControlLine): void {
    const text = this.#texts.textOf(line);
    this.#lines.push(text);
    this.#length += text.length;
  }

  /** Hands lines to the disk, and waits while it is slower than Qualys, so that memory stays flat. */
  async settle(): Promise<void> {
    if (this.#length >= pieceLength) await this.#flush();
  }

  async commit(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#told(async () => {
      await this.#close();
      await rename(this.#partial, this.#path);
    });
  }

  /** Never fails: what is left behind is no result. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#close().catch(() => undefined);
    await rm(this.#partial, { force: true }).catch(() => undefined);
  }

  /** One piece at most is on its way to the disk. */
  async #flush(): Promise<void> {
    await this.#writing;
    const bytes = Buffer.from(this.#lines.join(''), 'utf8');
    this.#lines = [];
    this.#length = 0;
    this.#writing = this.#told(async () => {
      this.#handle ??= await open(this.#partial, 'w');
      await this.#handle.writeFile(bytes);
    });
    // Whoever waits for it next is told; until then nobody listens.
    this.#writing.catch(() => undefined);
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw cannotWrite(this.#path, cause);
    }
  }
}
