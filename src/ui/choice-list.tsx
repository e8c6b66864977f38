import { isCommand } from './keys.js';
import type { ListItem } from './list-filter.js';
import { ListView } from './list-view.js';
import { useUi } from './ui-context.js';
import { useList } from './use-list.js';

export interface ChoiceListProps<T> {
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Lines for entries. The list takes them all, and one more for the filter, however few entries there are. */
  readonly lines: number;
  /** Width in columns; the content's when absent. */
  readonly columns?: number;
  /** The chosen entry's key, null for none yet; draws radio buttons. Without it only the highlight is drawn. */
  readonly chosenKey?: string | null;
  /** Space or enter on an entry that can be chosen. */
  readonly onChoose: (value: T) => void;
  /** Enter, after `onChoose`: go on. Without it, enter only chooses. */
  readonly onSubmit?: (value: T) => void;
  readonly onHighlight?: (value: T) => void;
  readonly emptyText?: string;
}

/** One entry of a list that may be very long: filter, groups, entries that say why they cannot be chosen. */
export function ChoiceList<T>({ items, isFocused, lines, chosenKey, ...rest }: ChoiceListProps<T>) {
  const { onChoose, onSubmit, onHighlight, emptyText = 'Nothing here.' } = rest;
  const { contentWidth, symbols } = useUi();
  const list = useList<T>({
    items,
    isFocused,
    lines,
    initialKey: chosenKey ?? undefined,
    enterChooses: true,
    onHighlight,
    onPress: (press, at) => {
      const isAccept = isCommand(press, 'accept');
      if (!isAccept && !isCommand(press, 'choose')) return false;
      if (at === undefined || at.disabledReason !== undefined) return true;
      onChoose(at.value);
      if (isAccept) onSubmit?.(at.value);
      return true;
    },
  });
  const radioOf = (item: ListItem<T>) => {
    if (item.disabledReason !== undefined)
      return { sign: ' '.repeat(symbols.radioOff.length), style: 'dim' } as const;
    return item.key === chosenKey
      ? ({ sign: symbols.radioOn, style: 'accent' } as const)
      : ({ sign: symbols.radioOff, style: 'plain' } as const);
  };
  return (
    <ListView
      list={list}
      items={items}
      isFocused={isFocused}
      lines={lines}
      columns={rest.columns ?? contentWidth}
      emptyText={emptyText}
      {...(chosenKey === undefined ? {} : { markOf: radioOf })}
    />
  );
}
