/**
 * The items with their place from 0, for React's keys: texts repeat, and ids of an answer may; a place never does.
 * For rows without a state of their own.
 */
export function numbered<Item>(
  items: readonly Item[],
): readonly { readonly item: Item; readonly number: number }[] {
  return items.map((item, number) => ({ item, number }));
}
