/** The host that a Location header points at, seen from the address that was asked; its path may hold a ticket. */
export function redirectHostOf(
  location: string | readonly string[] | undefined,
  asked: string,
): string | undefined {
  const text = typeof location === 'string' ? location : location?.[0];
  return text !== undefined && URL.canParse(text, asked) ? new URL(text, asked).host : undefined;
}
