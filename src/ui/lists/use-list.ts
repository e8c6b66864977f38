import { useMemo, useState } from 'react';
import { type Editing, edit, insert } from '../fields/text-editing.js';
import { useKeys, usePaste } from '../keys/key-router.js';
import { isCommand, type KeyPress } from '../keys/keys.js';
import { oneLine } from '../keys/paste.js';

export interface ListOptions<T> {
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Rows to draw, headings of groups among them. */
  readonly lines: number;
  /** Key of the entry that is highlighted until the person moves. */
  readonly initialKey?: string | undefined;
  /** The answer: it stays in sight, first, where the filter or the list does not hold it. */
  readonly kept?: ListItem<T> | undefined;
  /** A press that moves nothing and filters nothing. */
  readonly onPress: (press: KeyPress, at: ListItem<T> | undefined) => boolean;
  /** Enter while the filter is typed: true gives it to `onPress` at once, false only ends the typing. */
  readonly enterChooses: boolean;
  readonly onHighlight?: ((value: T) => void) | undefined;
  /** Until it is moved, the page keys are for what surrounds it. */
  readonly leavesPages?: boolean | undefined;
}

export interface List<T> {
  readonly shown: readonly ListItem<T>[];
  /** Entries that the filter leaves; `shown` may hold the kept answer besides. */
  readonly matches: number;
  readonly at: number;
  readonly rows: ListRows<T>;
  readonly window: ListWindow;
  readonly filter: Editing;
  readonly isFiltering: boolean;
}

/** The highlight is kept by key, so that it stays on its entry while the list changes around it; undefined until the person moves. */
interface Position {
  readonly key: string | undefined;
  readonly index: number;
  readonly from: number;
}

const noFilter: Editing = { text: '', cursor: 0 };

function indexIn<T>(shown: readonly ListItem<T>[], { key, index }: Position): number {
  if (key === undefined) return 0;
  if (shown[index]?.key === key) return index;
  const found = shown.findIndex((item) => item.key === key);
  return Math.max(found, 0);
}

/** Movement, paging and filter of a list of any length. */
export function useList<T>(options: ListOptions<T>): List<T> {
  const { items, isFocused, lines, initialKey, kept, onPress, enterChooses, onHighlight, leavesPages } =
    options;
  const [filter, setFilter] = useState(noFilter);
  const [isFiltering, setFiltering] = useState(false);
  const [moved, setPosition] = useState<Position>({ key: undefined, index: 0, from: 0 });
  const position = moved.key === undefined ? { ...moved, key: initialKey } : moved;
  const matches = useMemo(() => matching(items, filter.text), [items, filter.text]);
  const shown = useMemo(() => withKept(matches, kept), [matches, kept]);
  const rows = useMemo(() => rowsOf(shown), [shown]);
  const at = indexIn(shown, position);
  const window = windowAround(position.from, rows.rowOf(at), rows.count, lines);

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(index, shown.length - 1));
    const item = shown[next];
    if (item === undefined) return;
    // Moving to the first entry of a group shows its heading too.
    const row = next < at ? rows.headingOf(next) : rows.rowOf(next);
    const { from } = windowAround(window.from, row, rows.count, lines);
    setPosition({ key: item.key, index: next, from });
    if (next !== at) onHighlight?.(item.value);
  };
  const refilter = (next: Editing) => {
    setFilter(next);
    if (next.text === filter.text) return;
    setPosition((before) => ({ ...before, from: 0 }));
    if (onHighlight === undefined) return;
    const left = withKept(matching(items, next.text), kept);
    const item = left[indexIn(left, position)];
    if (item !== undefined && item.key !== shown[at]?.key) onHighlight(item.value);
  };
  const onFilterPress = (press: KeyPress): boolean => {
    if (isCommand(press, 'clear-filter')) {
      setFiltering(false);
      refilter(noFilter);
      return true;
    }
    if (isCommand(press, 'accept')) {
      setFiltering(false);
      return enterChooses ? onPress(press, shown[at]) : true;
    }
    const next = edit(filter, press);
    if (next !== undefined) refilter(next);
    return next !== undefined;
  };
  const onKey = (press: KeyPress): boolean => {
    if (isCommand(press, 'move-up') && at === 0) return false;
    if (isCommand(press, 'move-down') && at >= shown.length - 1) return false;
    // What lies beyond the list is the frame's to show.
    if (isCommand(press, 'page-up') && at === 0) return false;
    if (isCommand(press, 'page-down') && (at >= shown.length - 1 || (leavesPages && at === 0))) return false;
    if (isCommand(press, 'move-up')) moveTo(at - 1);
    else if (isCommand(press, 'move-down')) moveTo(at + 1);
    else if (isCommand(press, 'page-up')) moveTo(at - lines);
    else if (isCommand(press, 'page-down')) moveTo(at + lines);
    else if (isFiltering) return onFilterPress(press);
    else if (isCommand(press, 'first')) moveTo(0);
    else if (isCommand(press, 'last')) moveTo(shown.length - 1);
    else if (isCommand(press, 'filter')) setFiltering(true);
    else if (isCommand(press, 'clear-filter') && filter.text !== '') refilter(noFilter);
    else return onPress(press, shown[at]);
    return true;
  };
  const onPaste = (pasted: string) => {
    setFiltering(true);
    refilter(insert(filter, oneLine(pasted)));
  };

  useKeys(onKey, { isActive: isFocused });
  usePaste(onPaste, { isActive: isFocused });
  return { shown, matches: matches.length, at, rows, window, filter, isFiltering };
}

function withKept<T>(matches: readonly ListItem<T>[], kept: ListItem<T> | undefined): readonly ListItem<T>[] {
  return kept === undefined || matches.some(({ key }) => key === kept.key) ? matches : [kept, ...matches];
}

/** Which part of a list is drawn. */
export interface ListWindow {
  /** Index of the first row that is drawn. */
  readonly from: number;
  /** Index behind the last one. */
  readonly to: number;
}

/**
 * The rows to draw so that the highlighted one is in sight and the list moves as little as possible: it stays where it
 * was, given by `from`, until the highlight would leave it.
 */
export function windowAround(from: number, at: number, count: number, height: number): ListWindow {
  const last = Math.max(0, count - height);
  const start = Math.min(last, Math.max(0, Math.min(Math.max(from, at - height + 1), at)));
  return { from: start, to: Math.min(count, start + height) };
}

/** One entry of a list. Texts are foreign until drawn. */
export interface ListItem<T> {
  readonly value: T;
  /** Distinguishes entries, and remembers the highlight when the list is read again. */
  readonly key: string;
  readonly label: string;
  /** Dim text beside the label, such as a state. */
  readonly detail?: string | undefined;
  /** A heading drawn once above the entries that share it; entries of one group stand together. */
  readonly group?: string;
  /** Why the entry cannot be chosen. It is shown, greyed, with this reason. */
  readonly disabledReason?: string | undefined;
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
function matching<T>(items: readonly ListItem<T>[], filter: string): readonly ListItem<T>[] {
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
function rowsOf<T>(items: readonly ListItem<T>[]): ListRows<T> {
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
