/** @param make makes the pattern when it is first used. */
export function lazyPattern(make: () => RegExp): {
  readonly test: (text: string) => boolean;
  readonly [Symbol.match]: (text: string) => RegExpMatchArray | null;
  readonly [Symbol.search]: (text: string) => number;
};
