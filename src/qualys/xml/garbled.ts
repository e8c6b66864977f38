import { printable } from '../../text/printable.js';

/** What is wrong with a body that is not the XML that was asked for. */
export type GarbledProblem = 'empty' | 'html' | 'not-xml' | 'cut-off' | 'unexpected';

/** A body that cannot be read; `firstLine` is what a person sees of it. */
export class GarbledAnswer extends Error {
  override readonly name = 'GarbledAnswer';
  readonly problem: GarbledProblem;
  readonly firstLine: string;

  constructor(problem: GarbledProblem, detail: string, body: string) {
    super(detail);
    this.problem = problem;
    this.firstLine = firstLineOf(body);
  }
}

/** The first line of a body that holds anything, at most 120 characters, safe to print. */
function firstLineOf(body: string): string {
  const line = /\S[^\r\n]*/.exec(body.slice(0, 4000))?.[0].trim() ?? '';
  return printable(line.length > 120 ? `${line.slice(0, 119)}…` : line);
}

/** True when the text is an HTML page or a piece of one, as proxies and maintenance pages send. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 4000));
}
