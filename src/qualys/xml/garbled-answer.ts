/** What is wrong with a body that is not the XML that was asked for. */
export type GarbledProblem = 'empty' | 'html' | 'not-xml' | 'cut-off' | 'unexpected' | 'too-large';

/** Characters of an answer that are held in memory at once, after decompression. */
export const mostHeld = 64 * 2 ** 20;
/** Characters of one text, and of anything else in a document that no element begins or ends within. */
export const mostInText = 2 ** 20;

/** A body that cannot be read; `firstLine` is its first line that holds anything, or the start of a web page; raw and uncut. */
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

/** Long enough that what a person sees of it is cut after its secrets were hidden, never through one. */
function firstLineOf(body: string): string {
  const start = body.slice(0, 8000);
  // The first line of a page is its markup; the words that say what it is stand below.
  if (looksLikeHtml(start)) return start.trim();
  return /\S[^\r\n]*/.exec(start)?.[0].trim() ?? '';
}

/** True when the text is an HTML page or a piece of one, as proxies and maintenance pages send. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 4000));
}

/** The title of a web page, else its heading, else what it says. */
export function wordsOfPage(raw: string): string {
  const page = raw.replace(/<!--[\s\S]*?-->/g, ' ').replace(/\s+/g, ' ');
  const parts = [/<title[^>]*>(.*?)<\/title>/i, /<h1[^>]*>(.*?)<\/h1>/i].map((part) => part.exec(page)?.[1]);
  const body = page.replace(/<(script|style)\b.*?<\/\1>/gi, ' ');
  const words = [...parts, body].map((part = '') =>
    part
      .replace(/<[^>]*>?/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return words.find((text) => text !== '') ?? '';
}
