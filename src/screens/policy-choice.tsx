import { useMemo } from 'react';
import type { OptionProfile } from '../qualys/option-profiles.js';
import type { ListItem } from '../ui/list-filter.js';
import { MultiChoice } from '../ui/multi-choice.js';
import type { Draft, Reference } from '../wizard/draft.js';
import { findReferenced } from '../wizard/facts.js';

interface PolicyChoiceProps {
  readonly policies: OptionProfile['policies'];
  readonly chosen: Draft['policies'];
  readonly onChange: (policies: Reference[]) => void;
  readonly isFocused: boolean;
  readonly lines: number;
}

/** The policies of a profile: all are in until some are taken out. */
export function PolicyChoice({ policies, chosen, onChange, isFocused, lines }: PolicyChoiceProps) {
  const items = useMemo<readonly ListItem<string>[]>(
    () => policies.map(({ id, title }) => ({ value: id, key: id, label: title })),
    [policies],
  );
  const checked = new Set(
    chosen === 'all'
      ? policies.map(({ id }) => id)
      : chosen.flatMap((policy) => findReferenced(policies, policy, ({ title }) => title)?.id ?? []),
  );
  return (
    <MultiChoice
      items={items}
      isFocused={isFocused}
      lines={lines}
      checked={checked}
      onChange={(keys) => onChange(policies.filter(({ id }) => keys.has(id)))}
    />
  );
}
