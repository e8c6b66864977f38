import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { ScanEvent } from '../workflow/events.js';
import { cannotWrite } from '../workflow/run-directory.js';
import type { Output } from './io.js';

/** Where `--events` goes. */
export interface EventSink {
  readonly write: (event: ScanEvent) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the sink of `--events`: a file, or stderr for `-`.
 * @throws PcError of kind `usage` when the file cannot be opened.
 */
export async function openEventSink(target: string | undefined, stderr: Output): Promise<EventSink> {
  if (target === undefined) return { write: async () => {}, close: async () => {} };
  if (target === '-') {
    return {
      write: async (event) => {
        stderr.write(`${JSON.stringify(event)}\n`);
      },
      close: async () => {},
    };
  }
  const stream = createWriteStream(target, { mode: 0o600 });
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw cannotWrite(target, cause);
  }
  return {
    // Each line is on disk before the work goes on, so that a killed run has told how far it came.
    write: (event) =>
      new Promise((resolve, reject) => {
        stream.write(`${JSON.stringify(event)}\n`, (error) =>
          error ? reject(cannotWrite(target, error)) : resolve(),
        );
      }),
    close: async () => {
      stream.end();
      await finished(stream);
    },
  };
}
