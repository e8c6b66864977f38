import { Box, Text } from 'ink';
import { useMemo } from 'react';
import type { OptionProfile } from '../qualys/option-profiles.js';
import { ChoiceList } from '../ui/choice-list.js';
import { fit } from '../ui/fit.js';
import type { Hint } from '../ui/keys.js';
import type { ListItem } from '../ui/list-filter.js';
import { Remote } from '../ui/remote.js';
import { StatusLine } from '../ui/status-line.js';
import { useUi } from '../ui/ui-context.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import { findReferenced } from '../wizard/facts.js';
import { problemAt } from '../wizard/problem.js';
import { NoProfiles } from './no-profiles.js';
import { PolicyChoice } from './policy-choice.js';
import { StepFrame, useStepRows } from './step-frame.js';
import type { StepProps } from './step-props.js';
import { useStepFields } from './use-step-fields.js';

type ProfileField = 'optionProfile' | 'policies';

/** One of the profiles that the plugin's naming rule offers, and the policies it carries. */
export function OptionProfileScreen(props: StepProps) {
  const { shell, draft, problems, nudged, lists, onAnswer, onForward, onBack } = props;
  const { styles, contentWidth } = useUi();
  const rows = useStepRows();
  const { optionProfiles } = lists;
  const profiles = optionProfiles.status === 'ready' ? optionProfiles.items : undefined;
  const items = useMemo(() => (profiles ?? []).map(entryOf), [profiles]);
  const chosen = findReferenced(profiles ?? [], draft.optionProfile, ({ title }) => title);
  const ids: readonly ProfileField[] =
    chosen === undefined || chosen.policies.length === 0 ? ['optionProfile'] : ['optionProfile', 'policies'];
  const fields = useStepFields<ProfileField>({ ids, problems, nudged, onForward, onBack });
  const error = nudged
    ? (problemAt(problems, 'optionProfile') ?? problemAt(problems, 'policies'))
    : undefined;

  const forLists = Math.max(6, rows - 5);
  const profileLines = Math.ceil(forLists * 0.55);
  const policyLines = forLists - profileLines;

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, optionProfiles, ids.length > 1)}>
      <Remote list={optionProfiles} of="option profiles" lines={forLists + 4} isActive>
        {() =>
          items.length === 0 ? (
            <NoProfiles list={optionProfiles} />
          ) : (
            <>
              <ChoiceList
                items={items}
                isFocused={fields.isFocused('optionProfile')}
                lines={profileLines}
                chosenKey={chosen?.id ?? null}
                onChoose={({ id, title, policies }) => {
                  // The same profile again is no change: policies that were taken out stay out.
                  if (id !== chosen?.id) onAnswer({ optionProfile: { id, title }, policies: [...policies] });
                }}
                // A profile that was just chosen shows its policies before one goes on.
                onSubmit={({ id }) => (id === chosen?.id ? fields.submit() : fields.focus('policies'))}
              />
              <Box marginTop={1} flexDirection="column" minHeight={policyLines + 2} flexShrink={0}>
                {chosen === undefined ? (
                  <Text {...styles.dim}>Choose a profile to see its policies.</Text>
                ) : (
                  <>
                    <Text wrap="truncate">{fit(`Policies of ${chosen.title}`, contentWidth)}</Text>
                    <PolicyChoice
                      key={chosen.id}
                      policies={chosen.policies}
                      chosen={draft.policies}
                      onChange={(policies) => onAnswer({ policies })}
                      isFocused={fields.isFocused('policies')}
                      lines={policyLines}
                    />
                  </>
                )}
              </Box>
              <Box minHeight={1}>{error !== undefined && <StatusLine kind="bad" text={error} isWhole />}</Box>
            </>
          )
        }
      </Remote>
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
    detail: `${count} ${count === 1 ? 'policy' : 'policies'}`,
    ...(count === 0 ? { disabledReason: 'no policies: add one in Qualys' } : {}),
  };
}

function hintsOf(
  at: ProfileField | undefined,
  profiles: RemoteList<OptionProfile>,
  hasPolicies: boolean,
): readonly Hint[] {
  if (profiles.status === 'loading') return ['back', 'help'];
  if (profiles.status === 'failed') return ['retry', 'back', 'help'];
  if (profiles.items.length === 0) return [['retry', 'read again'], 'back', 'help'];
  if (at === 'policies') return ['check', 'accept', 'check-all', 'filter', 'back', 'help'];
  const toPolicies: readonly Hint[] = hasPolicies ? [['next-field', 'policies']] : [];
  return ['move-down', 'accept', 'filter', 'choose', ...toPolicies, 'back', 'help'];
}
