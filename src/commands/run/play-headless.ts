import type { Result } from '../../workflow/results/result.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import type { ScanArgs } from '../parser/scan-args.js';
import { ciLogOf } from '../process/ci-log.js';
import type { CommandIo } from '../process/io.js';
import { lookOf } from '../process/print.js';
import type { EventSink } from './events-file.js';
import { HeadlessPrinter, type PrinterOptions } from './headless-printer.js';

/** The printer that the arguments of a run ask for. */
export function printerOf(
  { level, annotations }: ScanArgs,
  { stderr, env }: Pick<CommandIo, 'stderr' | 'env'>,
  more: Pick<PrinterOptions, 'unit' | 'startedAtMs' | 'takePlan'> = {},
): HeadlessPrinter {
  // What each of several units ended with is told with the joined verdict: a CI shows ten errors of a step.
  const ci = more.unit === undefined ? ciLogOf(annotations, env) : undefined;
  return new HeadlessPrinter({ stderr, look: lookOf(stderr, env), level, ci, ...more });
}

/**
 * Prints a run as it happens.
 * @returns the result of the last event; undefined when only the plan was asked for.
 */
export async function playHeadless(
  events: AsyncIterable<ScanEvent>,
  {
    printer,
    sink,
    onJudged,
  }: {
    readonly printer: HeadlessPrinter;
    readonly sink: EventSink;
    readonly onJudged?: (result: Result) => Promise<void>;
  },
): Promise<Result | undefined> {
  let result: Result | undefined;
  try {
    for await (const event of events) {
      await sink.write(event);
      printer.show(event);
      if (event.type !== 'judged') continue;
      ({ result } = event);
      await onJudged?.(result);
    }
  } finally {
    await sink.close();
  }
  return result;
}
