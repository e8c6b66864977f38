import { useApp } from 'ink';
import { type ReactNode, useState } from 'react';
import type { Clock } from './clock.js';
import { defaultConfigPath } from './config/names.js';
import { exitCode } from './errors.js';
import { JobsScreen } from './screens/jobs.js';
import { LeaveWizard } from './screens/leave-wizard.js';
import { OpeningScreen } from './screens/opening.js';
import { ConfirmLaunch } from './screens/review/confirm-launch.js';
import { ReviewScreen } from './screens/review/review.js';
import { ScanScreen } from './screens/run/scan.js';
import { SaveScreen } from './screens/save/save.js';
import { useSnippetScreen } from './screens/save/use-snippet-screen.js';
import { headerOf, shellOf } from './screens/shell-of.js';
import { type Flow, useFlow } from './screens/state/use-flow.js';
import { useDraftKeeping, useWizard, type Wizard } from './screens/state/use-wizard.js';
import { AuthRecordScreen } from './screens/steps/auth-record.js';
import { ConnectScreen } from './screens/steps/connect/connect.js';
import { CriteriaScreen } from './screens/steps/criteria.js';
import { OptionProfileScreen } from './screens/steps/option-profile.js';
import { ScannerScreen } from './screens/steps/scanner.js';
import type { StepProps } from './screens/steps/step-props.js';
import { TargetScreen } from './screens/steps/target/target.js';
import { TimeoutsScreen } from './screens/steps/timeouts.js';
import { useKeys } from './ui/keys/key-router.js';
import { isCommand } from './ui/keys/keys.js';
import type { TerminalFeatures } from './ui/terminal/terminal-sequences.js';
import { namedDraft } from './wizard/facts.js';
import { planWarnings } from './wizard/plan-warnings.js';
import { startWithJob, type WizardEnding, type WizardServices, type WizardStart } from './wizard/services.js';
import type { WizardStepId } from './wizard/steps.js';
import { standingsOf, stepAt } from './wizard/wizard.js';
import { wordedServices } from './wizard/worded-services.js';

interface AppProps {
  readonly start: WizardStart;
  readonly services: WizardServices;
  readonly clock: Clock;
  readonly terminal: TerminalFeatures;
  /** Called once, when the wizard closes. */
  readonly onEnd: (ending: WizardEnding) => void;
}

/** Everything that the screens of the steps draw from. */
interface StepParts {
  readonly step: StepProps;
  readonly wizard: Wizard;
  readonly flow: Flow;
  readonly start: WizardStart;
  readonly nowMs: number;
}

/** The screen of every step with exactly what it draws; a missing one does not compile. */
const stepScreens: Readonly<Record<WizardStepId, (parts: StepParts) => ReactNode>> = {
  connect: ({ step, wizard, start, nowMs }) => (
    <ConnectScreen
      {...step}
      secrets={wizard.secrets}
      connection={wizard.connection}
      recentAccounts={start.recentAccounts}
      nowMs={nowMs}
      onSecret={wizard.onSecret}
      onTest={wizard.test}
    />
  ),
  target: ({ step, wizard: { lists }, start, nowMs }) => (
    <TargetScreen
      {...step}
      connectors={lists.connectors}
      instances={lists.instances}
      allInstances={lists.allInstances}
      job={start.job}
      nowMs={nowMs}
    />
  ),
  'auth-record': ({ step, wizard, start }) => (
    <AuthRecordScreen
      {...step}
      secrets={wizard.secrets}
      authRecord={wizard.lists.authRecord}
      authRecords={wizard.lists.authRecords}
      job={start.job}
      onSecret={wizard.onSecret}
    />
  ),
  scanner: ({ step, wizard: { lists } }) => (
    <ScannerScreen {...step} scanners={lists.scanners} connectors={lists.connectors} />
  ),
  'option-profile': ({ step, wizard }) => (
    <OptionProfileScreen {...step} optionProfiles={wizard.lists.optionProfiles} />
  ),
  criteria: ({ step, nowMs }) => <CriteriaScreen {...step} nowMs={nowMs} />,
  timeouts: ({ step }) => <TimeoutsScreen {...step} />,
  review: ({ step: { shell, draft, onBack }, wizard, flow: { review }, start, nowMs }) => (
    <ReviewScreen
      shell={shell}
      draft={draft}
      job={start.job}
      nowMs={nowMs}
      standings={standingsOf(wizard.state, wizard.facts)}
      canLaunch={review.canLaunch}
      plan={review.plan}
      notes={review.notes}
      ending={review.ending}
      hasVerdict={review.hasVerdict}
      file={review.saved}
      onBack={onBack}
      onOpen={(id) => wizard.dispatch({ type: 'open', step: id })}
      onEnding={review.onEnding}
    />
  ),
};

/** The wizard; of a config with several jobs one is chosen first. */
export function App({ start, services: given, ...rest }: AppProps) {
  const [services] = useState(() => wordedServices(given));
  const props = { ...rest, services };
  const [chosen, setChosen] = useState(start);
  const { exit } = useApp();
  if (chosen.jobs === undefined) return <WizardSteps start={chosen} {...props} />;
  return (
    <JobsScreen
      jobs={chosen.jobs}
      configPath={chosen.configPath}
      onChoose={(name) => setChosen(startWithJob(chosen, name))}
      onLeave={() => {
        props.onEnd({ exitCode: exitCode.interrupted, lines: [] });
        exit();
      }}
    />
  );
}

/** Holds the answers and the flow, and gives each screen its part. The only place that sees all of them. */
function WizardSteps({ start, services, clock, terminal, onEnd }: AppProps) {
  const { exit } = useApp();
  const [nowMs] = useState(() => clock.now());
  const end = (ending: WizardEnding) => {
    onEnd(ending);
    exit();
  };
  const SnippetScreen = useSnippetScreen();
  const wizard = useWizard(start, services);
  const flow = useFlow({ wizard, start, services, end });
  const { view, review, leave } = flow;
  const { draft } = wizard.state;
  useDraftKeeping(wizard, services, clock);
  useKeys(
    (press) => {
      if (view.screen.kind === 'scan' || !isCommand(press, 'interrupt')) return false;
      leave.onInterrupt();
      return true;
    },
    { isActive: true, layer: 'app' },
  );

  const header = headerOf(wizard, start);
  const readPlan = review.plan.status === 'ready' ? review.plan.items[0] : undefined;
  const dialog =
    view.asking === 'leave' ? (
      <LeaveWizard isDemo={start.demo} onStay={view.dismiss} onLeave={leave.onLeave} />
    ) : view.asking === 'launch' && readPlan !== undefined ? (
      <ConfirmLaunch plan={readPlan} onLaunch={review.onLaunch} onCancel={view.dismiss} />
    ) : undefined;
  const stepShell = shellOf(wizard, start, header, dialog);
  const shell =
    view.resuming === undefined
      ? stepShell
      : { ...stepShell, question: `Connect to resume ${view.resuming.reference}` };
  const configPath = review.saved.path ?? defaultConfigPath;
  const toReview = () => review.onBack();
  const current = stepAt(wizard.state);
  const step: StepProps = {
    shell,
    draft,
    problems: current.check(draft, wizard.facts),
    showsProblems: wizard.state.showsProblems,
    onAnswer: wizard.onAnswer,
    onForward: view.onForward,
    onBack: () => wizard.dispatch({ type: 'back' }),
  };
  const steps = stepScreens[current.id]({ step, wizard, flow, start, nowMs });

  switch (view.screen.kind) {
    case 'opening':
      return (
        <OpeningScreen
          header={header}
          earlier={view.screen.earlier}
          nowMs={nowMs}
          onChoose={view.onOpening}
        />
      );
    case 'steps':
      return steps;
    case 'save':
      return (
        <SaveScreen
          shell={shell}
          draft={draft}
          path={configPath}
          saveConfig={services.saveConfig}
          onBack={toReview}
          onSaved={review.onSaved}
        />
      );
    case 'snippet':
      return SnippetScreen === undefined ? (
        steps
      ) : (
        <SnippetScreen
          shell={shell}
          draft={namedDraft(draft, wizard.facts.optionProfiles)}
          configPath={configPath}
          services={services}
          nowMs={nowMs}
          terminal={terminal}
          onBack={toReview}
          onWritten={review.onWritten}
        />
      );
    case 'scan':
      return (
        <ScanScreen
          scan={view.screen.scan}
          seen={view.screen.run}
          header={header}
          clock={clock}
          terminal={terminal}
          rerun={review.rerun}
          warningWords={(warning) => planWarnings([warning], draft, start.demo)[0]?.text}
          draft={draft}
          onExclude={review.onExclude}
          onOpen={(id) => wizard.dispatch({ type: 'open', step: id })}
          onAgain={review.onAgain}
          onBack={review.onBack}
          onEnd={leave.onEnd}
        />
      );
    default: {
      const never: never = view.screen;
      return never;
    }
  }
}
