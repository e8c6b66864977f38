import { jsonText, logSafe } from '../../text/log-safe.js';
import type { CommandIo, Output } from './io.js';

/** Writes lines for people; what a CI would obey in them is broken visibly. */
export function printLines(output: Output, lines: readonly string[]): void {
  output.write(`${logSafe(lines.join('\n'))}\n`);
}

/** What a command found or did: lines for people, one document with `--json`. */
export interface Told {
  readonly lines: readonly string[];
  readonly document: Readonly<Record<string, unknown>>;
}

/** Prints the outcome of a command in the form that was asked for. */
export function printTold(stdout: Output, { lines, document }: Told, json: boolean): void {
  if (json) printDocument(stdout, { version: 1, ...document });
  else printLines(stdout, lines);
}

/** Writes the one JSON document of `--json`. */
export function printDocument(stdout: Output, document: unknown): void {
  stdout.write(`${jsonText(document)}\n`);
}

/** How text to a stream may look. */
export interface TerminalLook {
  readonly color: boolean;
  /** Symbols such as ✓; otherwise their plain forms. */
  readonly unicode: boolean;
  /** Width in columns; 80 when the stream is not a terminal. */
  readonly columns: number;
}

/** Decides by NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM and the locale, as people expect of a terminal program. */
export function lookOf(stream: Output, env: CommandIo['env']): TerminalLook {
  return { color: hasColor(stream, env), unicode: hasUnicode(env), columns: stream.columns ?? 80 };
}

function hasColor(stream: Output, env: CommandIo['env']): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.CLICOLOR_FORCE !== undefined && !['', '0'].includes(env.CLICOLOR_FORCE)) return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Build logs are UTF-8 even where no locale is set; only a locale that says otherwise, or a bare console, is not. */
function hasUnicode(env: CommandIo['env']): boolean {
  if (env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return /utf-?8/i.test(locale);
}
