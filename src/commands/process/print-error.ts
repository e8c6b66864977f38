import { type ErrorText, exitCodeOf, PcError } from '../../errors.js';
import { printable, sentence, withCutMark } from '../../text/printable.js';
import type { Annotation, CiLog } from './ci-log.js';
import type { Output } from './io.js';
import { printDocument, printLines } from './print.js';

/** The lines of an error as a person reads them: what happened, why, what to do next. A list in `why` keeps its lines; a command in `next` stays as it is. */
export function errorLines({ what, why = '', next }: ErrorText, unicode: boolean): string[] {
  const rows: [label: string, text: string][] = [['error', withCutMark(what, unicode)]];
  if (why !== '') rows.push(['why', withCutMark(why, unicode)]);
  rows.push(['next', next]);
  return rows.flatMap(([label, text]) =>
    text
      .split('\n')
      .map((line, index) => `${(index === 0 ? label : '').padEnd(7)}${printable(line)}`.trimEnd()),
  );
}

/** An error as a CI shows it beside the log. */
export function errorAnnotation({ what, why, next }: ErrorText): Annotation {
  return { title: sentence(what), message: [why, next].filter(Boolean).join(' ') };
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

/** An error as the document of `--json` (design, section 2). */
export function errorDocument({ code, kind, what, why, next }: PcError) {
  return { version: 1, error: { code, exitCode: exitCodeOf[kind], what, why: why ?? null, next } };
}

export interface PrintErrorOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether the locale is UTF-8. */
  readonly unicode: boolean;
  /** Adds the stacks. */
  readonly verbose: boolean;
  /** Prints the document of `--json` to stdout too. */
  readonly json: boolean;
  /** Puts it where the CI shows errors. */
  readonly ci?: CiLog | undefined;
}

/**
 * Prints an error to stderr.
 * @returns The exit code of its kind.
 */
export function printError(
  thrown: unknown,
  { stdout, stderr, unicode, verbose, json, ci }: PrintErrorOptions,
): number {
  const error = asPcError(thrown);
  if (json) printDocument(stdout, errorDocument(error));
  // Wrong arguments are told before any work: the stack is that of the parser, and `-v` may be what is wrong.
  const showsStack = verbose && error.code !== 'usage';
  const lines = [...errorLines(error, unicode), ...(showsStack ? ['', ...stackLines(error)] : [])];
  printLines(stderr, lines);
  const annotation = ci?.error(errorAnnotation(error));
  if (annotation !== undefined) stderr.write(`${annotation}\n`);
  return exitCodeOf[error.kind];
}
