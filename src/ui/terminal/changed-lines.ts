const esc = '\u001b';

/** Empties the screen and leaves the cursor in its first column. */
export const clearScreen = `${esc}[2J${esc}[H`;

/** How Ink begins a frame: it erases the lines of the one before, or the whole screen. */
const beginning = new RegExp(`^(?:(?:${esc}\\[2K(?:${esc}\\[1A)?)+${esc}\\[G|${esc}\\[2J${esc}\\[H)`);

/** Turns whole frames into the lines that differ from what is on the screen. */
export class ChangedLines {
  /** What the terminal shows; undefined where that is not known. */
  #shown: readonly (string | undefined)[] = [];
  #frame: readonly string[] = [];
  #isWritten = true;

  /** What to write for a chunk of Ink's output; what is no frame passes as it is. */
  of(chunk: string): string {
    const begin = beginning.exec(chunk)?.[0] ?? '';
    const body = chunk.slice(begin.length);
    if (begin === '' && !body.includes('\n')) return chunk;
    // Only the erasing of a frame before the next one comes: that one writes over it.
    if (body === '') return '';
    this.#frame = body.replace(/\n$/, '').split('\n');
    this.#isWritten = true;
    return this.#difference();
  }

  /** The screen was emptied by another. */
  forget(): void {
    this.#shown = [];
    this.#isWritten = false;
  }

  /** The last frame once more, unless one was written since {@link ChangedLines.forget}. */
  again(): string {
    if (this.#isWritten) return '';
    this.#isWritten = true;
    return this.#difference();
  }

  #difference(): string {
    const next = this.#frame;
    const before = this.#shown;
    this.#shown = next;
    return Array.from({ length: Math.max(next.length, before.length) }, (_, row) => {
      const line = next[row] ?? '';
      if (line === (before[row] ?? '')) return '';
      // Erased first: behind a line of the terminal's whole width the cursor stands on its last letter.
      return `${esc}[${row + 1};1H${esc}[2K${line}`;
    }).join('');
  }
}
