/** True for an address that a reader may follow; anything else is shown as text. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
