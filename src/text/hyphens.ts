/**
 * A list of numbers or addresses with the blanks around its hyphens taken out, so that a range is one word. Cut and
 * joined: a pattern such as `\s*-\s*` tries each blank of a long run anew, which takes minutes for a pasted page.
 */
export function closedHyphens(text: string): string {
  return text
    .split('-')
    .map((part) => part.trim())
    .join('-');
}
