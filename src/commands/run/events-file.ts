import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { cannotWrite } from '../../files/cannot-write.js';
import { writeTargetOf } from '../../files/write-target.js';
import { jsonText } from '../../text/log-safe.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import type { CommandIo } from '../process/io.js';
import { printLines } from '../process/print.js';

/** Where `--events` goes. */
export interface EventSink {
  /** @param unit - Its label, where a run plays several. */
  readonly write: (event: ScanEvent, unit?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

function withUnit(event: ScanEvent, unit: string | undefined): ScanEvent {
  return unit === undefined ? event : { ...event, unit };
}

async function openStream(target: string): Promise<Writable> {
  const place = await writeTargetOf(target);
  if (place.kind === 'sink') return place.open();
  const stream = createWriteStream(place.path, { mode: 0o600 });
  await once(stream, 'open');
  return stream;
}

/**
 * Opens the sink of `--events`: a file, or stderr for `-`.
 * @throws PcError of kind `usage` when the file cannot be opened.
 */
export async function openEventSink(
  target: string | undefined,
  { stderr, cwd }: Pick<CommandIo, 'stderr' | 'cwd'>,
): Promise<EventSink> {
  if (target === undefined) return { write: async () => {}, close: async () => {} };
  if (target === '-') {
    return {
      write: async (event, unit) => {
        stderr.write(`${jsonText(withUnit(event, unit), 0)}\n`);
      },
      close: async () => {},
    };
  }
  const stream = await openStream(resolve(cwd, target)).catch((cause: unknown) => {
    throw cannotWrite(target, cause, 'Name another file with --events, or - for standard error.');
  });
  let broken = false;
  // A full disk costs the events, not the scan that runs.
  stream.on('error', ({ message }) => {
    if (!broken) printLines(stderr, [`!  No more events are written to ${target}: ${message}`]);
    broken = true;
  });
  return {
    // Each line is on disk before the work goes on, so that the file of a killed run is complete.
    write: (event, unit) =>
      new Promise((done) => {
        if (broken) done();
        else stream.write(`${jsonText(withUnit(event, unit), 0)}\n`, () => done());
      }),
    close: async () => {
      if (broken) return;
      stream.end();
      await finished(stream).catch(() => undefined);
    },
  };
}
