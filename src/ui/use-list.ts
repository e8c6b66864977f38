import { useMemo, useState } from 'react';
import { useKeys, usePaste } from './key-router.js';
import { isCommand, type KeyPress } from './keys.js';
import { type ListItem, matching } from './list-filter.js';
import { type ListRows, rowsOf } from './list-rows.js';
import { type ListWindow, windowAround } from './list-window.js';
import { oneLine } from './paste.js';
import { type Editing, edit, insert } from './text-editing.js';

export interface ListOptions<T> {
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Rows to draw, headings of groups among them. */
  readonly lines: number;
  /** Key of the entry that is highlighted at first. */
  readonly initialKey?: string | undefined;
  /** A press that moves nothing and filters nothing. */
  readonly onPress: (press: KeyPress, at: ListItem<T> | undefined) => boolean;
  /** Enter while the filter is typed: true gives it to `onPress` at once, false only ends the typing. */
  readonly enterChooses: boolean;
  readonly onHighlight?: ((value: T) => void) | undefined;
}

export interface List<T> {
  readonly shown: readonly ListItem<T>[];
  readonly at: number;
  readonly rows: ListRows<T>;
  readonly window: ListWindow;
  readonly filter: Editing;
  readonly isFiltering: boolean;
}

/** The highlight is kept by key, so that it stays on its entry while the list changes around it. */
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
  const { items, isFocused, lines, initialKey, onPress, enterChooses, onHighlight } = options;
  const [filter, setFilter] = useState(noFilter);
  const [isFiltering, setFiltering] = useState(false);
  const [position, setPosition] = useState<Position>({ key: initialKey, index: 0, from: 0 });
  const shown = useMemo(() => matching(items, filter.text), [items, filter.text]);
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
    const left = matching(items, next.text);
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
  return { shown, at, rows, window, filter, isFiltering };
}
