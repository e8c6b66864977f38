/** A copy: a piece of a text is a view that keeps the whole text in memory for as long as it lives. */
export function ownText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
