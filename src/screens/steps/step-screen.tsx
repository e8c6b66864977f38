import type { ReactNode } from 'react';
import type { WizardStart } from '../../wizard/services.js';
import { type WizardStepId, wizardSteps } from '../../wizard/steps.js';
import { type Standing, standingOf, stepAt } from '../../wizard/wizard.js';
import { ReviewScreen } from '../review/review.js';
import type { Flow } from '../state/use-flow.js';
import type { Wizard } from '../state/use-wizard.js';
import { AuthRecordScreen } from './auth-record.js';
import { ConnectScreen } from './connect/connect.js';
import { CriteriaScreen } from './criteria.js';
import { OptionProfileScreen } from './option-profile.js';
import { ScannerScreen } from './scanner.js';
import type { StepProps, StepShell } from './step-props.js';
import { TargetScreen } from './target/target.js';
import { TimeoutsScreen } from './timeouts.js';

/** The screen of every step that asks something; a missing one does not compile. */
const screens: Readonly<Record<Exclude<WizardStepId, 'review'>, (props: StepProps) => ReactNode>> = {
  connect: ConnectScreen,
  target: TargetScreen,
  'auth-record': AuthRecordScreen,
  scanner: ScannerScreen,
  'option-profile': OptionProfileScreen,
  criteria: CriteriaScreen,
  timeouts: TimeoutsScreen,
};

interface StepScreenProps {
  readonly shell: StepShell;
  readonly wizard: Wizard;
  readonly flow: Flow;
  readonly start: WizardStart;
  readonly nowMs: number;
}

/** The step that the wizard is at. */
export function StepScreen({ shell, wizard, flow, start, nowMs }: StepScreenProps) {
  const { state, facts, dispatch } = wizard;
  const step = stepAt(state);
  const props: StepProps = {
    shell,
    draft: state.draft,
    problems: step.check(state.draft, facts),
    showsProblems: state.showsProblems,
    onAnswer: wizard.onAnswer,
    onForward: flow.onForward,
    onBack: () => dispatch({ type: 'back' }),
    secrets: wizard.secrets,
    onSecret: wizard.onSecret,
    connection: wizard.connection,
    onTest: wizard.test,
    recentAccounts: start.recentAccounts,
    nowMs,
    lists: wizard.lists,
    job: start.job,
  };
  if (step.id !== 'review') {
    const Screen = screens[step.id];
    return <Screen {...props} />;
  }
  const standings = Object.fromEntries(
    wizardSteps.map((each) => [each.id, standingOf(state, each, facts)]),
  ) as Record<WizardStepId, Standing>;
  return (
    <ReviewScreen
      {...props}
      standings={standings}
      canLaunch={flow.isReady}
      plan={flow.plan}
      notes={flow.notes}
      ending={flow.ending}
      isDone={flow.isDone}
      onOpen={(id) => dispatch({ type: 'open', step: id })}
      onEnding={flow.onEnding}
    />
  );
}
