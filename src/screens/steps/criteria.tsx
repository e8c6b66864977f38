import { Box } from 'ink';
import { criticalityNames, stateNames } from '../../config/names.js';
import { CheckGroup, CheckRow } from '../../ui/fields/check-rows.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { Hint } from '../../ui/keys/keys.js';
import { Paragraph } from '../../ui/messages.js';
import { problemAt } from '../../wizard/problem.js';
import { gateSentenceOf } from '../../wizard/summary.js';
import { configCriticalityWord, configStateWords } from '../../workflow/judge/criteria.js';
import { type ExclusionField, ExclusionFields, exclusionFieldIds } from './exclusion-fields.js';
import { StepFrame, useStepFields, useTextHints } from './step-frame.js';
import type { StepProps } from './step-props.js';

type CriteriaField = 'failStates' | 'failCriticalities' | 'failOnAuthFailure' | ExclusionField;

const stateOptions = stateNames.map((value) => ({ value, label: configStateWords[value] }));
const criticalityOptions = criticalityNames.map((value) => ({ value, label: configCriticalityWord(value) }));

/** What fails the build, said back as one sentence. */
export function CriteriaScreen(props: StepProps) {
  const { shell, draft, problems, showsProblems, onAnswer, onForward, onBack } = props;
  const { contentWidth } = useUi();
  const ids: readonly CriteriaField[] = [
    'failStates',
    'failCriticalities',
    'failOnAuthFailure',
    ...exclusionFieldIds(draft.exclusions),
  ];
  const fields = useStepFields<CriteriaField>({ ids, problems, showsProblems, onForward, onBack });
  const sentence = gateSentenceOf(draft);

  return (
    <StepFrame shell={shell} hints={hintsOf(fields.at, useTextHints())}>
      <CheckGroup
        label="States"
        options={stateOptions}
        checked={new Set(draft.failStates)}
        onChange={(checked) => onAnswer({ failStates: stateNames.filter((name) => checked.has(name)) })}
        isFocused={fields.isFocused('failStates')}
        error={problemAt(problems, 'failStates')}
      />
      <CheckGroup
        label="Criticality"
        options={criticalityOptions}
        checked={new Set(draft.failCriticalities)}
        onChange={(checked) =>
          onAnswer({ failCriticalities: criticalityNames.filter((name) => checked.has(name)) })
        }
        isFocused={fields.isFocused('failCriticalities')}
        error={problemAt(problems, 'failCriticalities')}
      />
      <CheckRow
        label="Authentication"
        text="fail when the scanner cannot log in to the host"
        isChecked={draft.failOnAuthFailure}
        onChange={(failOnAuthFailure) => onAnswer({ failOnAuthFailure })}
        isFocused={fields.isFocused('failOnAuthFailure')}
        hint={draft.failOnAuthFailure ? ' ' : '! Without it, a host that could not be checked passes.'}
      />
      <ExclusionFields
        exclusions={draft.exclusions}
        onChange={(exclusions) => onAnswer({ exclusions })}
        problems={problems}
        showsProblems={showsProblems}
        isFocused={fields.isFocused}
      />
      <Box marginTop={1} marginLeft={2} minHeight={1}>
        <Paragraph columns={contentWidth - 2}>{sentence ?? ''}</Paragraph>
      </Box>
    </StepFrame>
  );
}

function hintsOf(at: CriteriaField | undefined, textHints: readonly Hint[]): readonly Hint[] {
  switch (at) {
    case 'failStates':
    case 'failCriticalities':
    case 'failOnAuthFailure':
      return ['check', 'accept', 'next-field', 'back', 'help'];
    default:
      return textHints;
  }
}
