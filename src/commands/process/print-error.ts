import { type ErrorText, exitCodeOf, PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import type { Output } from './io.js';

/** The lines of an error as a person reads them: what happened, why, what to do next. A list in `why` keeps its lines. */
export function errorLines({ what, why, next }: ErrorText): string[] {
  const rows: [label: string, text: string][] = [['error', what]];
  if (why !== undefined && why !== '') rows.push(['why', why]);
  rows.push(['next', next]);
  return rows.flatMap(([label, text]) =>
    text
      .split('\n')
      .map((line, index) => `${(index === 0 ? label : '').padEnd(7)}${printable(line)}`.trimEnd()),
  );
}

/** Anything thrown, as the one error of this program: what is not a PcError is a bug in it. */
export function asPcError(error: unknown): PcError {
  if (error instanceof PcError) return error;
  return new PcError('This is a bug in qualys-pc; it stops here.', {
    kind: 'bug',
    code: 'bug',
    why: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    next: 'Run the same command with --verbose and report its output.',
    cause: error,
  });
}

/** Every stack of an error and its causes, control characters taken out. */
function stackLines(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [...(error.stack ?? '').split('\n').map(printable), ...stackLines(error.cause)];
}

/**
 * Prints an error to stderr.
 * @param verbose Adds the stacks.
 * @returns The exit code of its kind.
 */
export function printError(
  thrown: unknown,
  { stderr, verbose }: { stderr: Output; verbose: boolean },
): number {
  const error = asPcError(thrown);
  const lines = [...errorLines(error), ...(verbose ? ['', ...stackLines(error)] : [])];
  stderr.write(`${lines.join('\n')}\n`);
  return exitCodeOf[error.kind];
}
