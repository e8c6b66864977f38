import { type ErrorText, PcError } from '../../../errors.js';
import type { LineContext } from './line-context.js';
import { askChoice } from './talk.js';

/** What happened, why, and what to do next. */
export function errorSentences(error: ErrorText): readonly string[] {
  return [
    `Failed: ${error.what}`,
    ...(error.why === undefined ? [] : [`Why: ${error.why}`]),
    `Next: ${error.next}`,
  ];
}

/** What was thrown, as a person hears it. @throws what is no failure of the world outside. */
export function sayError({ terminal }: LineContext, thrown: unknown): void {
  if (!(thrown instanceof PcError) || thrown.kind === 'interrupted') throw thrown;
  terminal.say(...errorSentences(thrown));
}

/**
 * Reads something of the account, and asks what to do when that fails.
 * @returns undefined when the person goes on without it.
 */
export async function readOf<Read>(
  context: LineContext,
  of: string,
  read: (signal: AbortSignal) => Promise<Read>,
): Promise<Read | undefined> {
  const { terminal, answers, signal } = context;
  for (;;) {
    terminal.say(`Reading ${of} ...`);
    try {
      return await read(signal);
    } catch (thrown) {
      sayError(context, thrown);
    }
    const next = await askChoice(terminal, {
      label: `The ${of} could not be read`,
      choices: [
        { value: 'again', label: 'read again' },
        { value: 'without', label: 'go on without', detail: 'the answer so far stays' },
      ],
    });
    if (next !== 'again') return undefined;
    answers.session?.askAgain();
  }
}
