import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { useKeys } from '../ui/key-router.js';
import { type Hint, isCommand } from '../ui/keys.js';
import { useReveal } from '../ui/reveal.js';
import { SelectList } from '../ui/select-list.js';
import { StatusLine } from '../ui/status-line.js';
import { useUi } from '../ui/ui-context.js';
import type { RemoteList } from '../ui/use-remote-list.js';
import type { StepId } from '../wizard/steps.js';
import { type SummaryLine, summaryOf } from '../wizard/summary.js';
import type { Standing } from '../wizard/wizard.js';
import type { Plan } from '../workflow/plan-changes.js';
import { PlanView } from './plan-view.js';
import { StepFrame, useStepRows } from './step-frame.js';
import type { StepProps } from './step-props.js';
import { SummaryRow } from './summary-row.js';
import { useStepFields } from './use-step-fields.js';

export type Ending = 'launch' | 'save' | 'snippet';

interface ReviewProps extends StepProps {
  readonly standings: Readonly<Record<StepId, Standing>>;
  readonly canLaunch: boolean;
  /** One entry: what a launch would change in Qualys. */
  readonly plan: RemoteList<Plan>;
  readonly onOpen: (step: StepId) => void;
  readonly onEnding: (ending: Ending) => void;
  /** What was done from here already, such as a file that was saved. */
  readonly notes: readonly string[];
}

const endings = [
  { value: 'launch', label: 'Launch the scan' },
  { value: 'save', label: 'Save config' },
  { value: 'snippet', label: 'Pipeline snippet' },
] as const;

/** Lines of the summary. */
const lineCount = 8;

type ReviewField = 'endings' | `line-${number}`;

/** Everything on one screen, what a launch would change, and what to do with it. */
export function ReviewScreen(props: ReviewProps) {
  const { shell, draft, job, standings, canLaunch, plan, onOpen, onEnding, notes } = props;
  // Room for the plan is kept while it is read, so that nothing moves when it is there.
  const blank = useStepRows() < 20 ? 0 : 1;
  const spare = useStepRows() - lineCount - endings.length - 2 * blank - notes.length;
  const planLines = Math.min(10, Math.max(4, spare));
  const lines = summaryOf(draft, job);
  const ids: readonly ReviewField[] = [...lines.map((_, index) => `line-${index}` as const), 'endings'];
  const firstWrong = lines.findIndex(({ step }) => standings[step] !== 'answered');
  const fields = useStepFields<ReviewField>({
    ids,
    problems: [],
    nudged: false,
    onForward: () => undefined,
    onBack: props.onBack,
    initial: firstWrong === -1 ? 'endings' : `line-${firstWrong}`,
  });
  const focusedLine = lines.find((_, index) => fields.isFocused(`line-${index}`));
  useKeys(
    (press) => {
      if (focusedLine === undefined || !isCommand(press, 'edit')) return false;
      onOpen(focusedLine.step);
      return true;
    },
    { isActive: focusedLine !== undefined },
  );
  const hints: readonly Hint[] =
    focusedLine === undefined
      ? ['move-down', ['accept', 'do it'], ['previous-field', 'change an answer'], 'back', 'help']
      : ['move-down', ['edit', 'change it'], 'back', 'help'];

  return (
    <StepFrame shell={shell} hints={hints}>
      {lines.map((line, index) => (
        <SummaryRow
          key={line.label}
          line={line}
          standing={standings[line.step]}
          isFocused={fields.isFocused(`line-${index}`)}
        />
      ))}
      <Box marginTop={blank} flexDirection="column" flexShrink={0} minHeight={planLines}>
        <PlanPart lines={lines} standings={standings} canLaunch={canLaunch} plan={plan} />
      </Box>
      {notes.map((note) => (
        <StatusLine key={note} kind="good" text={note} isWhole />
      ))}
      <Endings blank={blank} isFocused={fields.isFocused('endings')} onEnding={onEnding} />
    </StepFrame>
  );
}

interface EndingsProps {
  readonly blank: number;
  readonly isFocused: boolean;
  readonly onEnding: (ending: Ending) => void;
}

function Endings({ blank, isFocused, onEnding }: EndingsProps) {
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  return (
    <Box ref={box} marginTop={blank} flexDirection="column" flexShrink={0}>
      <SelectList items={endings} isFocused={isFocused} onSelect={onEnding} />
    </Box>
  );
}

interface PlanPartProps extends Pick<ReviewProps, 'standings' | 'canLaunch' | 'plan'> {
  readonly lines: readonly SummaryLine[];
}

function PlanPart({ lines, standings, canLaunch, plan }: PlanPartProps) {
  const { styles } = useUi();
  if (canLaunch) return <PlanView plan={plan} />;
  const labels = [
    ...new Set(lines.filter(({ step }) => standings[step] !== 'answered').map(({ label }) => label)),
  ];
  return (
    <>
      <StatusLine kind="warn" text={`Not ready to launch: ${labels.join(', ')}.`} isWhole />
      <Text {...styles.dim}>Open the line with enter, look at the answer, and go on.</Text>
    </>
  );
}
