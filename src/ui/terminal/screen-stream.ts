import { cutMark } from '../../text/printable.js';
import { graphemesOf, widthOf } from '../fit.js';

/** Signs that every terminal font has, for those of our own texts that have an equal. */
const equals: Readonly<Record<string, string>> = {
  [cutMark.unicode]: cutMark.ascii,
  '·': '-',
  '–': '-',
  '“': '"',
  '”': '"',
  '’': "'",
};

/**
 * A frame for a terminal without unicode: what is not ASCII becomes a sign of the same width, so that columns stay
 * where they are. Control sequences are ASCII and pass.
 */
export function toAscii(frame: string): string {
  return frame.replace(/[^\u0000-\u007f]+/g, (run) =>
    graphemesOf(run)
      .map((character) => equals[character] ?? '?'.repeat(widthOf(character)))
      .join(''),
  );
}

/** What Ink writes when a frame is higher than the terminal, as while a window shrinks: it erases the scrollback. */
const eraseScrollback = '\u001b[3J';

/**
 * The stream to give to Ink instead of a terminal's own: it writes only the lines that differ from those on the screen,
 * leaves the person's scrollback alone, and writes {@link toAscii} where there is no unicode. All else is the
 * terminal's. For the terminal's second screen, whose first line is where a frame begins.
 */
export function screenStream(
  stream: NodeJS.WriteStream,
  { unicode }: { readonly unicode: boolean },
): NodeJS.WriteStream {
  const lines = new ChangedLines();
  const shown = (text: string) => {
    const kept = text.replaceAll(eraseScrollback, '');
    return lines.of(unicode ? kept : toAscii(kept), stream.rows || Number.POSITIVE_INFINITY);
  };
  // Lines that the terminal has wrapped anew would stay between the new ones.
  stream.prependListener('resize', () => {
    stream.write(clearScreen);
    lines.forget();
    // Ink writes nothing when the frame is the same at the new size.
    setImmediate(() => stream.write(lines.again()));
  });
  return new Proxy(stream, {
    get(target, property) {
      if (property === 'write') {
        return (chunk: string | Uint8Array, ...rest: []) => {
          // Also when nothing is left of it: Ink waits for the end of an empty write before it lets go.
          return target.write(typeof chunk === 'string' ? shown(chunk) : chunk, ...rest);
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const esc = '\u001b';

/** Empties the screen and leaves the cursor in its first column. */
const clearScreen = `${esc}[2J${esc}[H`;

/** A line that is too long, as while a window shrinks, is cut where the screen ends: wrapped, it would move all others. */
const cutting = { on: `${esc}[?7l`, off: `${esc}[?7h` } as const;

/** How Ink begins a frame: it erases the lines of the one before, or the whole screen. */
const beginning = new RegExp(`^(?:(?:${esc}\\[2K(?:${esc}\\[1A)?)+${esc}\\[G|${esc}\\[2J${esc}\\[H)`);

/** Turns whole frames into the lines that differ from what is on the screen. */
class ChangedLines {
  /** What the terminal shows; undefined where that is not known. */
  #shown: readonly (string | undefined)[] = [];
  #frame: readonly string[] = [];
  #isWritten = true;

  /**
   * What to write for a chunk of Ink's output; what is no frame passes as it is.
   * @param rows - Lines of the terminal; those of a frame that lie below are left out.
   */
  of(chunk: string, rows: number): string {
    const begin = beginning.exec(chunk)?.[0] ?? '';
    const body = chunk.slice(begin.length);
    if (begin === '' && !body.includes('\n')) return chunk;
    // Only the erasing of a frame before the next one comes: that one writes over it.
    if (body === '') return '';
    this.#frame = body.replace(/\n$/, '').split('\n').slice(0, rows);
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
    const changes = Array.from({ length: Math.max(next.length, before.length) }, (_, row) => {
      const line = next[row] ?? '';
      if (line === (before[row] ?? '')) return '';
      // Erased first: behind a line of the terminal's whole width the cursor stands on its last letter.
      return `${esc}[${row + 1};1H${esc}[2K${line}`;
    }).join('');
    return changes === '' ? '' : `${cutting.on}${changes}${cutting.off}`;
  }
}
