import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import { counted } from '../../text/counted.js';
import { fit } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { AnswerList } from '../../ui/lists/answer-list.js';
import { MultiChoice } from '../../ui/lists/choices.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import type { Draft, Reference } from '../../wizard/draft.js';
import { findReferenced, profilePrefix } from '../../wizard/facts.js';
import { problemAt } from '../../wizard/problem.js';
import type { AccountLists } from '../state/use-account-lists.js';
import { StepFrame, useStepFields, useStepRows } from './step-frame.js';
import type { StepProps } from './step-props.js';

type ProfileField = 'optionProfile' | 'policies';

type OptionProfileProps = StepProps & Pick<AccountLists, 'optionProfiles'>;

/** One of the profiles that the plugin's naming rule offers, and the policies it carries. */
export function OptionProfileScreen(props: OptionProfileProps) {
  const { shell, draft, problems, showsProblems, optionProfiles, onAnswer, onForward, onBack } = props;
  const rows = useStepRows();
  const [pointed, setPointed] = useState<OptionProfile>();
  const profiles = optionProfiles.status === 'ready' ? optionProfiles.items : undefined;
  const items = useMemo(() => (profiles ?? []).map(entryOf), [profiles]);
  const chosen = findReferenced(profiles ?? [], draft.optionProfile, ({ title }) => title);
  const previewed = pointed ?? chosen ?? (draft.optionProfile === undefined ? profiles?.[0] : undefined);
  const ids: readonly ProfileField[] =
    chosen === undefined || chosen.policies.length === 0 ? ['optionProfile'] : ['optionProfile', 'policies'];
  const fields = useStepFields<ProfileField>({ ids, problems, showsProblems, onForward, onBack });
  const error = showsProblems
    ? (problemAt(problems, 'optionProfile') ?? problemAt(problems, 'policies'))
    : undefined;

  const hasNone = profiles !== undefined && profiles.length === 0;
  const forLists = Math.max(6, rows - 5);
  const profileLines = Math.ceil(forLists * 0.55);
  const answer = draft.optionProfile?.title ?? draft.optionProfile?.id;

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, optionProfiles, ids.length > 1)}>
      {(!hasNone || answer !== undefined) && (
        <AnswerList
          list={optionProfiles}
          of="option profiles"
          answer={answer}
          items={items}
          isFocused={fields.isFocused('optionProfile')}
          lines={hasNone ? 1 : profileLines}
          chosenKey={chosen?.id ?? null}
          onHighlight={setPointed}
          onChoose={({ id, title, policies }) =>
            onAnswer({ optionProfile: { id, title }, policies: [...policies] })
          }
          // A profile that was just chosen shows its policies before one goes on.
          onSubmit={({ id }) => (id === chosen?.id ? fields.submit() : fields.focus('policies'))}
          onKeep={fields.submit}
        />
      )}
      {hasNone ? (
        <NoProfiles list={optionProfiles} />
      ) : (
        <ProfilePolicies
          draft={draft}
          chosen={chosen}
          previewed={fields.isFocused('policies') ? chosen : previewed}
          isFocused={fields.isFocused('policies')}
          lines={forLists - profileLines}
          onChange={(policies) => onAnswer({ policies })}
        />
      )}
      <Box minHeight={1}>{error !== undefined && <StatusLine kind="bad" text={error} isWhole />}</Box>
    </StepFrame>
  );
}

function entryOf(profile: OptionProfile): ListItem<OptionProfile> {
  const { id, title, policies } = profile;
  const count = policies.length;
  return {
    value: profile,
    key: id,
    label: title,
    detail: counted(count, 'policy', 'policies'),
    disabledReason: count === 0 ? 'no policies: add one in Qualys' : undefined,
  };
}

function hintsOf(
  at: ProfileField | undefined,
  profiles: RemoteList<OptionProfile>,
  hasPolicies: boolean,
): readonly Hint[] {
  if (profiles.status === 'loading') return ['accept', 'back', 'help'];
  if (profiles.status === 'failed') return ['retry', 'accept', 'back', 'help'];
  if (profiles.items.length === 0) return [['retry', 'read again'], 'back', 'help'];
  if (at === 'policies') return ['check', 'accept', 'check-all', 'filter', 'back', 'help'];
  const toPolicies: readonly Hint[] = hasPolicies ? [['next-field', 'policies']] : [];
  return ['move-down', 'accept', 'filter', 'choose', ...toPolicies, 'back', 'help'];
}

/** There is nothing to choose from: how to make a profile. */
function NoProfiles<T>({ list }: { readonly list: RemoteList<T> }) {
  useKeys(
    (press) => {
      if (list.status !== 'ready' || !isCommand(press, 'retry')) return false;
      list.reload();
      return true;
    },
    { isActive: true, layer: 'form' },
  );
  return (
    <Box flexDirection="column" rowGap={1}>
      <Paragraph>{`No option profile of this account begins with "${profilePrefix}".`}</Paragraph>
      <Paragraph>To make one in Qualys, under Policy Compliance:</Paragraph>
      <Box flexDirection="column">
        <Paragraph>1. Scans, Option Profiles, New, Compliance Profile.</Paragraph>
        <Paragraph>{`2. Give it a title such as ${profilePrefix}Linux.`}</Paragraph>
        <Paragraph>3. Under Scan Restriction, Scan by Policy, add the policies.</Paragraph>
        <Paragraph>4. Save it, and press r here to read the list again.</Paragraph>
      </Box>
    </Box>
  );
}

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
function ProfilePolicies(props: ProfilePoliciesProps) {
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
