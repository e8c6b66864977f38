import { useMemo, useState } from 'react';
import { useUi } from '../frame/ui-context.js';
import { isCommand } from '../keys/keys.js';
import { ListView } from './list-view.js';
import { type ListItem, useList } from './use-list.js';

export interface ChoiceListProps<T> {
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Lines for entries. The list takes them all, and one more for the filter, however few entries there are. */
  readonly lines: number;
  /** Width in columns; the content's when absent. */
  readonly columns?: number;
  /** The chosen entry's key, null for none yet; draws radio buttons. Without it only the highlight is drawn. */
  readonly chosenKey?: string | null;
  /** The answer so far while no entry is it: a row of its own, chosen, that enter keeps. */
  readonly kept?: KeptAnswer | undefined;
  /** Enter on {@link ChoiceListProps.kept}: go on with it. */
  readonly onKeep?: () => void;
  /** Highlighted at first while nothing is chosen; the first entry when absent. */
  readonly proposedKey?: string | undefined;
  /** Space or enter on an entry that can be chosen and is not chosen yet. */
  readonly onChoose: (value: T) => void;
  /** Enter, after `onChoose`: go on. Without it, enter only chooses. */
  readonly onSubmit?: (value: T) => void;
  /** The entry under the pointer, now and after every move; undefined for the kept answer. */
  readonly onHighlight?: (value: T | undefined) => void;
  readonly emptyText?: string;
  /** Beside the filter instead of the number of entries. */
  readonly summary?: string | undefined;
}

/** An answer that no entry stands for: its list is not read, or does not hold it. */
export interface KeptAnswer {
  readonly label: string;
  readonly detail: string;
}

const keptKey = 'kept answer';

/** One entry of a list that may be very long: filter, groups, entries that say why they cannot be chosen. */
export function ChoiceList<T>({ items, isFocused, lines, chosenKey, kept, ...rest }: ChoiceListProps<T>) {
  const { onKeep, onChoose, onSubmit, onHighlight, proposedKey, emptyText = 'Nothing here.' } = rest;
  const { contentWidth, symbols } = useUi();
  const [refused, setRefused] = useState<string>();
  const { label, detail } = kept ?? {};
  const keptItem = useMemo<ListItem<T | undefined> | undefined>(
    () =>
      label === undefined
        ? items.find(({ key }) => key === chosenKey)
        : { value: undefined, key: keptKey, label, detail },
    [items, chosenKey, label, detail],
  );
  const list = useList<T | undefined>({
    items,
    isFocused,
    lines,
    initialKey: keptItem?.key ?? proposedKey,
    kept: keptItem,
    enterChooses: true,
    onHighlight,
    onPress: (press, at) => {
      const isAccept = isCommand(press, 'accept');
      if (!isAccept && !isCommand(press, 'choose')) return false;
      setRefused(at === undefined || at.disabledReason !== undefined ? (at?.key ?? '') : undefined);
      if (at === undefined || at.disabledReason !== undefined) return true;
      if (at.value === undefined) {
        if (isAccept) onKeep?.();
        return true;
      }
      // The answer again is no change: it may be written in other words, such as by its id.
      if (at.key !== chosenKey) onChoose(at.value);
      if (isAccept) onSubmit?.(at.value);
      return true;
    },
  });
  const at = list.shown[list.at];
  const isRefused = refused !== undefined && refused === (at?.key ?? '');
  const chosen = kept === undefined ? chosenKey : keptKey;
  const radioOf = (item: ListItem<T | undefined>) => {
    if (item.disabledReason !== undefined)
      return { sign: ' '.repeat(symbols.radioOff.length), style: 'dim' } as const;
    return item.key === chosen
      ? ({ sign: symbols.radioOn, style: 'accent' } as const)
      : ({ sign: symbols.radioOff, style: 'plain' } as const);
  };
  return (
    <ListView
      list={list}
      items={items}
      kept={keptItem?.key === keptKey ? keptItem : undefined}
      isFocused={isFocused}
      lines={lines}
      columns={rest.columns ?? contentWidth}
      emptyText={emptyText}
      summary={rest.summary}
      refusal={isRefused ? refusalOf(at?.disabledReason) : undefined}
      markOf={chosenKey === undefined ? undefined : radioOf}
    />
  );
}

function refusalOf(reason: string | undefined): string {
  return reason === undefined ? 'there is nothing to choose' : `cannot be chosen: ${reason}`;
}

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
  const [refused, setRefused] = useState<string>();
  const list = useList<T>({
    items,
    isFocused,
    lines,
    enterChooses: false,
    onPress: (press, at) => {
      if (isCommand(press, 'check')) {
        setRefused(at?.disabledReason === undefined ? undefined : at.key);
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
  const at = list.shown[list.at];
  const refusedItem = at !== undefined && at.key === refused ? at : undefined;
  return (
    <ListView
      list={list}
      items={items}
      isFocused={isFocused}
      lines={lines}
      columns={rest.columns ?? contentWidth}
      emptyText={emptyText}
      summary={`${items.filter(({ key }) => checked.has(key)).length} of ${items.length} selected`}
      refusal={refusedItem === undefined ? undefined : refusalOf(refusedItem.disabledReason)}
      markOf={(item) =>
        checked.has(item.key)
          ? { sign: symbols.checkOn, style: 'accent' }
          : { sign: symbols.checkOff, style: 'plain' }
      }
    />
  );
}
