/** A number with its noun: `1 policy`, `3 policies`, `0 policies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Names that a sentence lists; more are counted. */
const MOST_NAMES = 20;

/** Names in a sentence: `a, b, c`, of very many the first ones: `a, b, c and 980 more`. */
export function nameList(names: readonly string[]): string {
  const { shown, hidden } = firstOf(names, MOST_NAMES);
  return shown.join(', ') + (hidden === 0 ? '' : ` and ${hidden} more`);
}

/** A whole number with a comma before every third digit, `12,345`, as `Intl.NumberFormat` writes it after 10 ms of loading. */
export function grouped(count: number | bigint): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * The first so many, and how many are left for a line that counts them. That line never counts one: it takes the room
 * of the very entry, which is shown instead.
 */
export function firstOf<Item>(
  items: readonly Item[],
  most: number,
): { readonly shown: readonly Item[]; readonly hidden: number } {
  if (items.length <= most + 1) return { shown: items, hidden: 0 };
  return { shown: items.slice(0, most), hidden: items.length - most };
}
