let collator: Intl.Collator | undefined;

/**
 * Compares two texts as a person orders them: `host 2` before `host 10`. The collator is made with the first comparison:
 * the first object of `Intl` takes 10 ms, and no start compares anything.
 */
export function naturally(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
