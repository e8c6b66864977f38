import { isCommand } from './keys.js';
import type { ListItem } from './list-filter.js';
import { ListView } from './list-view.js';
import { useUi } from './ui-context.js';
import { useList } from './use-list.js';

export interface MultiChoiceProps<T> {
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Lines for entries; one more is taken for the filter. */
  readonly lines: number;
  readonly columns?: number;
  /** Keys of the checked entries. */
  readonly checked: ReadonlySet<string>;
  readonly onChange: (checked: ReadonlySet<string>) => void;
  /** Enter; without it, enter belongs to the form. */
  readonly onSubmit?: () => void;
  readonly emptyText?: string;
}

/** All of these, or none when all are in already. */
function toggleAll(checked: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const all = keys.every((key) => checked.has(key));
  const next = new Set(checked);
  for (const key of keys) {
    if (all) next.delete(key);
    else next.add(key);
  }
  return next;
}

/** Any number of entries of a list: space checks one, `a` all that the filter shows. */
export function MultiChoice<T>({ items, isFocused, lines, checked, onChange, ...rest }: MultiChoiceProps<T>) {
  const { onSubmit, emptyText = 'Nothing here.' } = rest;
  const { contentWidth, symbols } = useUi();
  const list = useList<T>({
    items,
    isFocused,
    lines,
    enterChooses: false,
    onPress: (press, at) => {
      if (isCommand(press, 'check')) {
        if (at !== undefined && at.disabledReason === undefined) onChange(toggleAll(checked, [at.key]));
        return true;
      }
      if (isCommand(press, 'check-all')) {
        const open = list.shown.filter((item) => item.disabledReason === undefined);
        onChange(
          toggleAll(
            checked,
            open.map((item) => item.key),
          ),
        );
        return true;
      }
      if (!isCommand(press, 'accept') || onSubmit === undefined) return false;
      onSubmit();
      return true;
    },
  });
  return (
    <ListView
      list={list}
      items={items}
      isFocused={isFocused}
      lines={lines}
      columns={rest.columns ?? contentWidth}
      emptyText={emptyText}
      summary={`${checked.size} of ${items.length} selected`}
      markOf={(item) =>
        checked.has(item.key)
          ? { sign: symbols.checkOn, style: 'accent' }
          : { sign: symbols.checkOff, style: 'plain' }
      }
    />
  );
}
