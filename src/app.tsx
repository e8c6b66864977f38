import { useApp } from 'ink';
import { type ReactNode, useState } from 'react';
import type { Clock } from './clock.js';
import { ConfirmLaunch, launchConcerns } from './screens/confirm-launch.js';
import { LeaveWizard } from './screens/leave-wizard.js';
import { OpeningScreen } from './screens/opening.js';
import { type Ending, ReviewScreen } from './screens/review.js';
import { SaveScreen } from './screens/save.js';
import { ScanScreen } from './screens/scan.js';
import { shellOf } from './screens/shell-of.js';
import { SnippetScreen } from './screens/snippet.js';
import type { StepProps } from './screens/step-props.js';
import { stepScreens } from './screens/step-screen.js';
import { useDraftKeeping } from './screens/use-draft-keeping.js';
import { usePlan } from './screens/use-plan.js';
import { useWizard } from './screens/use-wizard.js';
import { useKeys } from './ui/key-router.js';
import { isCommand } from './ui/keys.js';
import { emptyDraft } from './wizard/draft.js';
import type {
  DetachedScan,
  LaunchOptions,
  RunningScan,
  WizardEnding,
  WizardServices,
  WizardStart,
} from './wizard/services.js';
import { type StepId, wizardSteps } from './wizard/steps.js';
import { canLaunch, type Standing, standingOf, stepAt } from './wizard/wizard.js';

interface AppProps {
  readonly start: WizardStart;
  readonly services: WizardServices;
  readonly clock: Clock;
  /** Told once, when the wizard closes. */
  readonly onEnd: (ending: WizardEnding) => void;
}

type View =
  | { readonly kind: 'opening' | 'steps' | 'save' | 'snippet' }
  | { readonly kind: 'scan'; readonly scan: RunningScan };

/** What stands over the screen and waits for an answer. */
type Asking = 'leave' | 'launch' | undefined;

/** The wizard: which screen is there, and what leads from one to the next. */
export function App({ start, services, clock, onEnd }: AppProps) {
  const { exit } = useApp();
  const [nowMs] = useState(() => clock.now());
  const wizard = useWizard(start, services);
  const { state, facts, dispatch } = wizard;
  const { draft } = state;
  const hasLeftovers = start.prefilled === undefined && (start.keptDraft ?? start.detachedScan) !== undefined;
  const [view, show] = useState<View>({ kind: hasLeftovers ? 'opening' : 'steps' });
  const [asking, ask] = useState<Asking>();
  const [resuming, setResuming] = useState<DetachedScan>();
  const [savedAs, setSavedAs] = useState(start.configPath);
  const [notes, setNotes] = useState<readonly string[]>([]);
  useDraftKeeping(state, services, clock);

  const step = stepAt(state);
  const isReady = canLaunch(state, facts);
  const plan = usePlan(wizard, services, view.kind === 'steps' && step.id === 'review' && isReady);
  const readPlan = plan.status === 'ready' ? plan.items[0] : undefined;

  const end = (ending: WizardEnding) => {
    onEnd(ending);
    exit();
  };
  const isUntouched = draft === emptyDraft && wizard.secrets.password === '';
  const leave = () =>
    end({ exitCode: 130, lines: isUntouched ? [] : ['The answers are kept: qualys-pc goes on with them.'] });
  useKeys(
    (press) => {
      if (view.kind === 'scan' || !isCommand(press, 'interrupt')) return false;
      if (asking === 'leave' || isUntouched || view.kind === 'opening') leave();
      else ask('leave');
      return true;
    },
    { isActive: true, layer: 'app' },
  );

  const launch = (options: LaunchOptions) => {
    ask(undefined);
    show({ kind: 'scan', scan: services.launch(draft, wizard.secrets, options) });
  };
  const onEnding = (ending: Ending) => {
    if (ending === 'save') show({ kind: 'save' });
    else if (ending === 'snippet') {
      if (isReady) show({ kind: 'snippet' });
    } else if (readPlan !== undefined) {
      if (launchConcerns(readPlan).length > 0) ask('launch');
      else launch({ newIps: readPlan.newIps?.count });
    }
  };
  const onForward = () => {
    if (resuming !== undefined && step.id === 'connect' && facts.connected) launch({ resume: resuming });
    else dispatch({ type: 'forward', facts });
  };

  if (view.kind === 'opening')
    return (
      <OpeningScreen
        keptDraft={start.keptDraft}
        detachedScan={start.detachedScan}
        nowMs={nowMs}
        onChoose={(choice) => {
          if (choice === 'draft' && start.keptDraft !== undefined)
            dispatch({ type: 'load', draft: start.keptDraft.draft, reached: start.keptDraft.reached });
          if (choice === 'scan' && start.detachedScan !== undefined) {
            dispatch({ type: 'load', draft: start.detachedScan.draft, reached: 0 });
            setResuming(start.detachedScan);
          }
          show({ kind: 'steps' });
        }}
      />
    );
  if (view.kind === 'scan')
    return (
      <ScanScreen
        scan={view.scan}
        clock={clock}
        services={services}
        account={shellOf(wizard, start, undefined).account}
        rerun={`qualys-pc run --config ${savedAs ?? 'qualys-pc.yaml'}`}
        isSaved={savedAs !== undefined}
        onEnd={end}
      />
    );

  const dialog: ReactNode =
    asking === 'leave' ? (
      <LeaveWizard onStay={() => ask(undefined)} onLeave={leave} />
    ) : asking === 'launch' && readPlan !== undefined ? (
      <ConfirmLaunch
        plan={readPlan}
        onLaunch={() => launch({ newIps: readPlan.newIps?.count })}
        onCancel={() => ask(undefined)}
      />
    ) : undefined;
  const shell = shellOf(wizard, start, dialog);
  const toSteps = () => show({ kind: 'steps' });
  const done = (note: string) => {
    setNotes((before) => [...before.filter((each) => each !== note), note]);
    toSteps();
  };
  const configPath = savedAs ?? 'qualys-pc.yaml';

  if (view.kind === 'save')
    return (
      <SaveScreen
        shell={shell}
        draft={draft}
        path={configPath}
        saveConfig={services.saveConfig}
        onBack={toSteps}
        onSaved={(path) => {
          setSavedAs(path);
          done(`Saved ${path}. Again: qualys-pc run --config ${path}`);
        }}
      />
    );
  if (view.kind === 'snippet')
    return (
      <SnippetScreen
        shell={shell}
        draft={draft}
        configPath={configPath}
        services={services}
        onBack={toSteps}
        onWritten={(path) => done(`Wrote the snippet to ${path}.`)}
      />
    );

  const props: StepProps = {
    shell,
    draft,
    problems: step.check(draft, facts),
    nudged: state.nudged,
    onAnswer: wizard.onAnswer,
    onForward,
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
  if (step.id === 'review') {
    const standings = Object.fromEntries(
      wizardSteps.map((each) => [each.id, standingOf(state, each, facts)]),
    ) as Record<StepId, Standing>;
    return (
      <ReviewScreen
        {...props}
        standings={standings}
        canLaunch={isReady}
        plan={plan}
        notes={notes}
        onOpen={(id) => dispatch({ type: 'open', step: id })}
        onEnding={onEnding}
      />
    );
  }
  const Screen = stepScreens[step.id];
  return <Screen {...props} />;
}
