import type { ScanEvent } from '../workflow/events.js';
import type { Result } from '../workflow/result.js';
import type { EventSink } from './events-file.js';
import type { HeadlessPrinter } from './headless-printer.js';

/**
 * Prints a run as it happens.
 * @returns the result of the last event; undefined when only the plan was asked for.
 */
export async function playHeadless(
  events: AsyncIterable<ScanEvent>,
  { printer, sink }: { readonly printer: HeadlessPrinter; readonly sink: EventSink },
): Promise<Result | undefined> {
  let result: Result | undefined;
  try {
    for await (const event of events) {
      await sink.write(event);
      printer.show(event);
      if (event.type === 'judged') ({ result } = event);
    }
  } finally {
    await sink.close();
  }
  return result;
}
