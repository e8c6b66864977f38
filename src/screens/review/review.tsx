import { Box, Text } from 'ink';
import { useState } from 'react';
import { wrap } from '../../text/wrap.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { ActionRow } from '../../ui/lists/action-row.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { Paragraph, StatusLine } from '../../ui/messages.js';
import { numbered } from '../../ui/numbered.js';
import type { Draft } from '../../wizard/draft.js';
import { planWarnings } from '../../wizard/plan-warnings.js';
import type { JobHere } from '../../wizard/services.js';
import type { WizardStepId } from '../../wizard/steps.js';
import { fileDifferences, type SummaryLine, summaryOf } from '../../wizard/summary.js';
import type { Standing } from '../../wizard/wizard.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import { StepFrame, useStepFields, useStepRows } from '../steps/step-frame.js';
import type { StepProps } from '../steps/step-props.js';
import { PlanView, planText, WholePlan, wholePlanHints } from './plan-view.js';
import { type Ending, reviewActions, type WrittenNote, whyNoLaunch } from './review-actions.js';
import { SummaryRow, WarningRow, warningText } from './summary-row.js';

interface ReviewProps extends Pick<StepProps, 'shell' | 'draft' | 'onBack'> {
  readonly job: JobHere;
  readonly nowMs: number;
  /** The config file that the answers came from, or were saved to, and what it says. */
  readonly file: { readonly path: string | undefined; readonly draft: Draft | undefined };
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
  readonly hasVerdict: boolean;
}

const noteIndent = 2;

type ReviewField = 'endings' | `warning-${number}` | `line-${number}`;

/** Everything on one screen, what a launch would change, and what to do with it. */
export function ReviewScreen(props: ReviewProps) {
  const { shell, draft, job, nowMs, standings, canLaunch, plan, onOpen, onEnding, notes } = props;
  const ui = useUi();
  const [isPlanOpen, setPlanOpen] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const readPlan = plan.status === 'ready' && canLaunch ? plan.items[0] : undefined;
  const planState = canLaunch
    ? readPlan === undefined && plan.status === 'ready'
      ? 'loading'
      : plan.status
    : 'unready';
  const warnings = planWarnings(readPlan?.warnings ?? [], draft, shell.header.badge !== undefined);
  const lines = summaryOf(draft, { job, nowMs });
  const differences = fileDifferences(draft, { job, nowMs }, props.file);
  const withDifference = (line: SummaryLine): SummaryLine => {
    const differs = differences.get(line.label);
    return differs === undefined ? line : { ...line, text: `${line.text}, ${differs}` };
  };
  const ids: readonly ReviewField[] = [
    ...warnings.map((_, index) => `warning-${index}` as const),
    ...lines.map((_, index) => `line-${index}` as const),
    'endings',
  ];
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
  const focusedWarning = warnings.find((_, index) => fields.isFocused(`warning-${index}`));
  const focusedStep = focusedLine?.step ?? focusedWarning?.step;
  useKeys(
    (press) => {
      if (focusedStep === undefined || !isCommand(press, 'edit')) return false;
      onOpen(focusedStep);
      return true;
    },
    { isActive: focusedStep !== undefined },
  );
  useKeys(
    (press) => {
      if (!isCommand(press, 'plan')) return false;
      setPlanOpen(true);
      return true;
    },
    { isActive: readPlan !== undefined, layer: 'form' },
  );
  const choose = (ending: Ending) => {
    if (ending !== 'launch' || planState === 'ready') return onEnding(ending);
    setRefusal(whyNoLaunch[planState]);
    if (firstWrong !== -1) fields.focus(`line-${firstWrong}`);
  };

  // Of what has no room, the answers give way first; the whole plan has them too.
  const rows = useStepRows() - 1;
  const commands = notes.map(({ command }) => wrap(command ?? '', ui.contentWidth - noteIndent));
  const noteLines = notes.length + commands.flat().filter((line) => line !== '').length;
  const refusalLines = refusal === undefined ? 0 : 1;
  const around = warnings.flatMap((warning) => warningText(warning, ui)).length + noteLines + refusalLines;
  const planNeeds =
    readPlan === undefined ? 4 : planText(readPlan, ui, Number.POSITIVE_INFINITY).lines.length;
  const space = around + lines.length + planNeeds + 2 <= rows ? 1 : 0;
  const isCollapsed =
    focusedLine === undefined && firstWrong === -1 && around + lines.length + planNeeds > rows;
  const answerLines = isCollapsed ? 1 : lines.length;
  const planRoom = Math.max(3, rows - around - answerLines - 2 * space);
  const wholePlan =
    isPlanOpen && readPlan !== undefined ? (
      <WholePlan
        plan={readPlan}
        answers={lines.map(withDifference)}
        warnings={warnings}
        onClose={() => setPlanOpen(false)}
      />
    ) : undefined;
  const isPlanShown = wholePlan !== undefined && shell.dialog === undefined;

  return (
    <StepFrame
      shell={isPlanShown ? { ...shell, dialog: wholePlan } : shell}
      hints={hintsOf(focusedStep !== undefined, readPlan !== undefined)}
      dialogHints={isPlanShown ? wholePlanHints : undefined}
      pinned={{
        lines: 1,
        node: (
          <ActionRow
            actions={reviewActions({ hasVerdict: props.hasVerdict, plan: planState })}
            initial={props.ending ?? 'launch'}
            isFocused={fields.isFocused('endings') && shell.dialog === undefined && !isPlanShown}
            onAction={choose}
          />
        ),
      }}
    >
      {refusal !== undefined && planState !== 'ready' && <StatusLine kind="warn" text={refusal} />}
      {numbered(warnings).map(({ item: warning, number }) => (
        <WarningRow key={number} warning={warning} isFocused={fields.isFocused(`warning-${number}`)} />
      ))}
      {isCollapsed ? (
        <Text
          {...ui.styles.dim}
        >{`  ${lines.length} answers: p shows them${ui.isNarrow ? '' : ', up opens them'}`}</Text>
      ) : (
        lines.map((line, index) => (
          <SummaryRow
            key={line.label}
            line={line}
            standing={standings[line.step]}
            differs={differences.get(line.label)}
            isFocused={fields.isFocused(`line-${index}`)}
          />
        ))
      )}
      <Box marginTop={space} flexDirection="column" flexShrink={0}>
        {canLaunch ? (
          <PlanView plan={plan} lines={Math.min(6, planRoom)} room={planRoom} />
        ) : (
          <NotReady lines={lines} standings={standings} />
        )}
      </Box>
      {numbered(notes).map(({ item: { said }, number }) => (
        <Box key={number} flexDirection="column" flexShrink={0}>
          <StatusLine kind="good" text={said} />
          <Box marginLeft={noteIndent}>
            <Text>{(commands[number] ?? []).join('\n')}</Text>
          </Box>
        </Box>
      ))}
    </StepFrame>
  );
}

function hintsOf(leadsToStep: boolean, hasPlan: boolean): readonly Hint[] {
  const plan: readonly Hint[] = hasPlan ? ['plan'] : [];
  return leadsToStep
    ? ['move-down', ['edit', 'change it'], ...plan, 'back', 'help']
    : ['move-across', ['accept', 'do it'], ...plan, ['previous-field', 'change'], 'back', 'help'];
}

interface NotReadyProps extends Pick<ReviewProps, 'standings'> {
  readonly lines: readonly SummaryLine[];
}

function NotReady({ lines, standings }: NotReadyProps) {
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
