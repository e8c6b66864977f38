import { PassThrough, Writable } from 'node:stream';
import type { Input, Output } from '../../src/commands/process/io.js';

/** An output that keeps what was written. */
export function recordingOutput(facts: { readonly isTTY?: boolean; readonly columns?: number } = {}) {
  let text = '';
  const output: Output = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        text += chunk;
        done();
      },
    }),
    facts,
  );
  return { output, text: () => text };
}

/** A terminal's input: what is typed arrives as it would in raw mode. */
export function typingInput() {
  const modes: boolean[] = [];
  const stream = new PassThrough();
  const input: Input = Object.assign(stream, {
    isTTY: true,
    setRawMode: (mode: boolean) => modes.push(mode),
  });
  return { input, type: (text: string) => stream.write(text), close: () => stream.end(), modes };
}
