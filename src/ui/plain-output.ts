import { graphemesOf, widthOf } from './fit.js';

/** Signs that every terminal font has, for those of our own texts that have an equal. */
const equals: Readonly<Record<string, string>> = {
  '…': '.',
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

/** A stream that writes {@link toAscii} of what it is given; all else is the stream's own. */
export function asciiStream(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return new Proxy(stream, {
    get(target, property) {
      if (property === 'write') {
        return (chunk: string | Uint8Array, ...rest: []) =>
          target.write(typeof chunk === 'string' ? toAscii(chunk) : chunk, ...rest);
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
