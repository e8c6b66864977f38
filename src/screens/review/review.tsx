import { Box, type DOMElement, Text } from 'ink';
import { useRef, useState } from 'react';
import { wrap } from '../../text/wrap.js';
import { useReveal } from '../../ui/frame/reveal.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { SelectList } from '../../ui/lists/select-list.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import type { JobHere } from '../../wizard/services.js';
import type { WizardStepId } from '../../wizard/steps.js';
import { type SummaryLine, summaryOf } from '../../wizard/summary.js';
import type { Standing } from '../../wizard/wizard.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import { StepFrame, useStepFields, useStepRows } from '../steps/step-frame.js';
import type { StepProps } from '../steps/step-props.js';
import { PlanView, planText, WholePlan, wholePlanHints } from './plan-view.js';
import { SummaryRow } from './summary-row.js';
import type { WrittenNote } from './written-notes.js';

export type Ending = 'launch' | 'save' | 'snippet' | 'leave';

interface ReviewProps extends Pick<StepProps, 'shell' | 'draft' | 'onBack'> {
  readonly job: JobHere;
  readonly standings: Readonly<Record<WizardStepId, Standing>>;
  readonly canLaunch: boolean;
  /** One entry: what a launch would change in Qualys. */
  readonly plan: RemoteList<Plan>;
  readonly onOpen: (step: WizardStepId) => void;
  readonly onEnding: (ending: Ending) => void;
  /** What was done from here already, such as a file that was saved. */
  readonly notes: readonly WrittenNote[];
  /** The ending that was chosen last. */
  readonly ending: Ending | undefined;
  /** Something has come of it already, so that leaving is offered too. */
  readonly isDone: boolean;
}

interface EndingItem {
  readonly value: Ending;
  readonly label: string;
}

const endings = [
  { value: 'launch', label: 'Launch the scan' },
  { value: 'save', label: 'Save config' },
  { value: 'snippet', label: 'Pipeline snippet' },
] as const satisfies readonly EndingItem[];
const leaving: EndingItem = { value: 'leave', label: 'Leave the wizard' };

/** Lines of the summary. */
const lineCount = 8;
const noteIndent = 2;

type ReviewField = 'endings' | `line-${number}`;

/** Everything on one screen, what a launch would change, and what to do with it. */
export function ReviewScreen(props: ReviewProps) {
  const { shell, draft, job, standings, canLaunch, plan, onOpen, onEnding, notes } = props;
  const ui = useUi();
  const [isPlanOpen, setPlanOpen] = useState(false);
  // Room for the plan is kept while it is read, so that nothing moves when it is there.
  const blank = useStepRows() < 20 ? 0 : 1;
  const commands = notes.map(({ command }) => wrap(command ?? '', ui.contentWidth - noteIndent));
  const noteLines = notes.length + commands.flat().filter((line) => line !== '').length;
  const offered: readonly EndingItem[] = props.isDone ? [...endings, leaving] : endings;
  const spare = useStepRows() - lineCount - offered.length - 2 * blank - noteLines;
  const planRoom = Math.max(4, spare);
  const planLines = Math.min(10, planRoom);
  const readPlan = plan.status === 'ready' && canLaunch ? plan.items[0] : undefined;
  const isPlanCut = readPlan !== undefined && planText(readPlan, ui, planRoom).isCut;
  const lines = summaryOf(draft, job);
  const ids: readonly ReviewField[] = [...lines.map((_, index) => `line-${index}` as const), 'endings'];
  const firstWrong = lines.findIndex(({ step }) => standings[step] !== 'answered');
  const fields = useStepFields<ReviewField>({
    ids,
    problems: [],
    showsProblems: false,
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
  useKeys(
    (press) => {
      if (!isCommand(press, 'plan')) return false;
      setPlanOpen(true);
      return true;
    },
    { isActive: isPlanCut, layer: 'form' },
  );
  const planHint: readonly Hint[] = isPlanCut ? ['plan'] : [];
  const hints: readonly Hint[] =
    focusedLine === undefined
      ? ['move-down', ['accept', 'do it'], ...planHint, ['previous-field', 'change'], 'back', 'help']
      : ['move-down', ['edit', 'change it'], ...planHint, 'back', 'help'];
  const wholePlan =
    isPlanOpen && readPlan !== undefined ? (
      <WholePlan plan={readPlan} onClose={() => setPlanOpen(false)} />
    ) : undefined;
  const isPlanShown = wholePlan !== undefined && shell.dialog === undefined;

  return (
    <StepFrame
      shell={isPlanShown ? { ...shell, dialog: wholePlan } : shell}
      hints={hints}
      dialogHints={isPlanShown ? wholePlanHints : undefined}
    >
      {lines.map((line, index) => (
        <SummaryRow
          key={line.label}
          line={line}
          standing={standings[line.step]}
          isFocused={fields.isFocused(`line-${index}`)}
        />
      ))}
      <Box marginTop={blank} flexDirection="column" flexShrink={0} minHeight={planLines}>
        <PlanPart
          lines={lines}
          standings={standings}
          canLaunch={canLaunch}
          plan={plan}
          planLines={planLines}
          planRoom={planRoom}
        />
      </Box>
      {notes.map(({ said }, index) => (
        <Box key={said} flexDirection="column" flexShrink={0}>
          <StatusLine kind="good" text={said} />
          <Box marginLeft={noteIndent}>
            <Text>{(commands[index] ?? []).join('\n')}</Text>
          </Box>
        </Box>
      ))}
      <Endings
        items={offered}
        blank={blank}
        isFocused={fields.isFocused('endings')}
        initial={props.ending ?? 'launch'}
        onEnding={onEnding}
      />
    </StepFrame>
  );
}

interface EndingsProps {
  readonly items: readonly EndingItem[];
  readonly blank: number;
  readonly isFocused: boolean;
  readonly initial: Ending;
  readonly onEnding: (ending: Ending) => void;
}

function Endings({ items, blank, isFocused, initial, onEnding }: EndingsProps) {
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  return (
    <Box ref={box} marginTop={blank} flexDirection="column" flexShrink={0}>
      <SelectList items={items} initial={initial} isFocused={isFocused} onSelect={onEnding} />
    </Box>
  );
}

interface PlanPartProps extends Pick<ReviewProps, 'standings' | 'canLaunch' | 'plan'> {
  readonly lines: readonly SummaryLine[];
  readonly planLines: number;
  readonly planRoom: number;
}

function PlanPart({ lines, standings, canLaunch, plan, planLines, planRoom }: PlanPartProps) {
  if (canLaunch) return <PlanView plan={plan} lines={planLines} room={planRoom} />;
  const labels = [
    ...new Set(lines.filter(({ step }) => standings[step] !== 'answered').map(({ label }) => label)),
  ];
  return (
    <>
      <StatusLine kind="warn" text={`Not ready to launch: ${labels.join(', ')}.`} isWhole />
      <Paragraph style="dim">Open the line with enter, look at the answer, and go on.</Paragraph>
    </>
  );
}
