import { jsonText, logSafe } from '../../text/log-safe.js';
import type { Output } from './io.js';

/** Writes lines for people; what a CI would obey in them is broken visibly. */
export function printLines(output: Output, lines: readonly string[]): void {
  output.write(`${logSafe(lines.join('\n'))}\n`);
}

/** Writes the one JSON document of `--json`. */
export function printDocument(stdout: Output, document: unknown): void {
  stdout.write(`${jsonText(document)}\n`);
}
