import { Box } from 'ink';
import { useMemo, useState } from 'react';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import { counted } from '../../text/counted.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { AnswerList } from '../../ui/lists/answer-list.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import { findReferenced, profilePrefix } from '../../wizard/facts.js';
import { problemAt } from '../../wizard/problem.js';
import type { AccountLists } from '../state/use-account-lists.js';
import { ProfilePolicies } from './profile-policies.js';
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
