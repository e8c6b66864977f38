/** One entry of a list. Texts are foreign until drawn. */
export interface ListItem<T> {
  readonly value: T;
  /** Tells entries apart, and remembers the highlight when the list is read again. */
  readonly key: string;
  readonly label: string;
  /** Dim text beside the label, such as a state. */
  readonly detail?: string;
  /** A heading drawn once above the entries that share it; entries of one group stand together. */
  readonly group?: string;
  /** Why the entry cannot be chosen. It is shown, greyed, with this reason. */
  readonly disabledReason?: string;
}

const searchTexts = new WeakMap<object, string>();

function searchText<T>(item: ListItem<T>): string {
  let text = searchTexts.get(item);
  if (text === undefined) {
    text = `${item.label}\n${item.detail ?? ''}\n${item.group ?? ''}`.toLowerCase();
    searchTexts.set(item, text);
  }
  return text;
}

/** Entries that hold every word of the filter, in any case and order. An entry's text is prepared once. */
export function matching<T>(items: readonly ListItem<T>[], filter: string): readonly ListItem<T>[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = searchText(item);
    return words.every((word) => text.includes(word));
  });
}
