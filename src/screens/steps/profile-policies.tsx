import { Box, Text } from 'ink';
import { useMemo } from 'react';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import { counted } from '../../text/counted.js';
import { fit } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { MultiChoice } from '../../ui/lists/choices.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import type { Draft, Reference } from '../../wizard/draft.js';
import { findReferenced } from '../../wizard/facts.js';

interface ProfilePoliciesProps {
  readonly draft: Pick<Draft, 'optionProfile' | 'policies'>;
  readonly chosen: OptionProfile | undefined;
  /** The profile under the pointer; the chosen one, or another that is only previewed. */
  readonly previewed: OptionProfile | undefined;
  readonly isFocused: boolean;
  readonly lines: number;
  readonly onChange: (policies: Reference[]) => void;
}

/** The policies of the profile under the pointer: to take out of the scan once it is chosen, to read before. */
export function ProfilePolicies(props: ProfilePoliciesProps) {
  const { draft, chosen, previewed, isFocused, lines, onChange } = props;
  const { contentWidth, styles } = useUi();
  const title = previewed?.title ?? draft.optionProfile?.title;
  return (
    <Box marginTop={1} flexDirection="column" minHeight={lines + 2} flexShrink={0}>
      {title !== undefined && <Text wrap="truncate">{fit(`Policies of ${title}`, contentWidth)}</Text>}
      {previewed === undefined ? (
        <Text {...styles.dim}>{title === undefined ? ' ' : fit(`  ${keptWords(draft)}`, contentWidth)}</Text>
      ) : previewed.id === chosen?.id ? (
        <PolicyChoice
          key={chosen.id}
          policies={chosen.policies}
          chosen={draft.policies}
          onChange={onChange}
          isFocused={isFocused}
          lines={lines}
        />
      ) : (
        <Text {...styles.dim}>{previewOf(previewed, lines + 1, contentWidth).join('\n')}</Text>
      )}
    </Box>
  );
}

function keptWords({ policies }: ProfilePoliciesProps['draft']): string {
  return policies === 'all'
    ? 'all that it carries'
    : `${counted(policies.length, 'policy', 'policies')} selected`;
}

/** The titles in so many lines; the last one counts those that find no room. */
function previewOf({ policies }: OptionProfile, lines: number, columns: number): readonly string[] {
  if (policies.length === 0) return ['  none: add one in Qualys'];
  const shown = policies.length <= lines ? policies : policies.slice(0, lines - 1);
  const hidden = policies.length - shown.length;
  return [
    ...shown.map(({ title }) => `  ${fit(title, columns - 2)}`),
    ...(hidden === 0 ? [] : [`  and ${hidden} more`]),
  ];
}

interface PolicyChoiceProps {
  readonly policies: OptionProfile['policies'];
  readonly chosen: Draft['policies'];
  readonly onChange: (policies: Reference[]) => void;
  readonly isFocused: boolean;
  readonly lines: number;
}

/** The policies of a profile: all are in until some are taken out. */
function PolicyChoice({ policies, chosen, onChange, isFocused, lines }: PolicyChoiceProps) {
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
