import type { ListItem } from './list-filter.js';

/** A line of a list: an entry, or the heading of a group. */
export type ListRow<T> =
  | { readonly heading: string }
  | { readonly item: ListItem<T>; readonly index: number };

/** Entries and headings in the order they are drawn. */
export interface ListRows<T> {
  readonly count: number;
  readonly slice: (from: number, to: number) => readonly ListRow<T>[];
  /** Row of an entry. */
  readonly rowOf: (index: number) => number;
  /** Row of the heading above an entry, when it is the first of its group; else its own row. */
  readonly headingOf: (index: number) => number;
}

/** Puts a heading above each group. A list without groups costs nothing, however long. */
export function rowsOf<T>(items: readonly ListItem<T>[]): ListRows<T> {
  if (!items.some((item) => item.group !== undefined)) {
    return {
      count: items.length,
      slice: (from, to) => items.slice(from, to).map((item, offset) => ({ item, index: from + offset })),
      rowOf: (index) => index,
      headingOf: (index) => index,
    };
  }
  const rows: ListRow<T>[] = [];
  const rowOfIndex: number[] = [];
  let group: string | undefined;
  for (const [index, item] of items.entries()) {
    if (item.group !== undefined && item.group !== group) rows.push({ heading: item.group });
    group = item.group;
    rowOfIndex.push(rows.length);
    rows.push({ item, index });
  }
  const rowOf = (index: number) => rowOfIndex[index] ?? 0;
  return {
    count: rows.length,
    slice: (from, to) => rows.slice(from, to),
    rowOf,
    headingOf: (index) => {
      const above = rows[rowOf(index) - 1];
      return above !== undefined && 'heading' in above ? rowOf(index) - 1 : rowOf(index);
    },
  };
}
