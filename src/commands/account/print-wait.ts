import type { CallEvent } from '../../qualys/create-qualys-api.js';
import { longWaitSeconds, waitWords } from '../../workflow/run/wait-words.js';
import type { AccountArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { printLines } from '../process/print.js';

/**
 * Prints a wait for the account's limits, other events not. `--quiet` silences a short one alone: a run that says
 * nothing for an hour looks as if it hung.
 */
export function printWait(
  event: CallEvent,
  { level }: Pick<AccountArgs, 'level'>,
  { stderr, clock }: Pick<CommandIo, 'stderr' | 'clock'>,
): void {
  if (event.type !== 'waiting') return;
  if (level === 'quiet' && event.seconds < longWaitSeconds) return;
  printLines(stderr, [waitWords(event, clock.now())]);
}
