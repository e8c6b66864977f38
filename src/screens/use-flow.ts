import { useState } from 'react';
import type { RemoteList } from '../ui/use-remote-list.js';
import type {
  DetachedScan,
  LaunchOptions,
  RunningScan,
  WatchedVerdict,
  WizardEnding,
  WizardServices,
  WizardStart,
} from '../wizard/services.js';
import { reviewIndex } from '../wizard/steps.js';
import { canLaunch, stepAt } from '../wizard/wizard.js';
import type { Plan } from '../workflow/plan-changes.js';
import { launchConcerns } from './confirm-launch.js';
import type { OpeningChoice } from './opening.js';
import type { Ending } from './review.js';
import { usePlan } from './use-plan.js';
import type { Wizard } from './use-wizard.js';

/** What is on the screen. */
export type View =
  | { readonly kind: 'opening' | 'steps' | 'save' | 'snippet' }
  | { readonly kind: 'scan'; readonly scan: RunningScan };

export interface Flow {
  readonly view: View;
  /** The scan that is taken up once the account is connected. */
  readonly resuming: DetachedScan | undefined;
  /** What stands over the screen and waits for an answer. */
  readonly asking: 'leave' | 'launch' | undefined;
  readonly isReady: boolean;
  readonly plan: RemoteList<Plan>;
  /** Where the config was saved, or came from. */
  readonly savedAs: string | undefined;
  /** The file says what the answers say now. */
  readonly isSaved: boolean;
  /** What was done from Review already. */
  readonly notes: readonly string[];
  readonly onOpening: (choice: OpeningChoice) => void;
  readonly onForward: () => void;
  readonly onEnding: (ending: Ending) => void;
  readonly onLaunch: () => void;
  readonly onSaved: (path: string) => void;
  readonly onWritten: (path: string) => void;
  readonly toReview: (verdict?: WatchedVerdict) => void;
  readonly onInterrupt: () => void;
  readonly leave: () => void;
  readonly dismiss: () => void;
}

interface FlowOptions {
  readonly wizard: Wizard;
  readonly start: WizardStart;
  readonly services: WizardServices;
  readonly end: (ending: WizardEnding) => void;
}

/** The ways between the screens: what an earlier session left, the steps, and the endings from Review. */
export function useFlow({ wizard, start, services, end }: FlowOptions): Flow {
  const { state, facts, secrets, dispatch } = wizard;
  const hasLeftovers = start.prefilled === undefined && (start.keptDraft ?? start.detachedScan) !== undefined;
  const [view, show] = useState<View>({ kind: hasLeftovers ? 'opening' : 'steps' });
  const [asking, ask] = useState<Flow['asking']>();
  const [resuming, setResuming] = useState<DetachedScan>();
  const [saved, setSaved] = useState({ path: start.configPath, draft: start.prefilled });
  const [notes, setNotes] = useState<readonly string[]>([]);
  const [verdict, setVerdict] = useState<WatchedVerdict>();

  const step = stepAt(state);
  const isReady = canLaunch(state, facts);
  const plan = usePlan(wizard, services, view.kind === 'steps' && step.id === 'review' && isReady);
  const readPlan = plan.status === 'ready' ? plan.items[0] : undefined;
  const isUntouched = !wizard.isTouched;

  const toSteps = () => show({ kind: 'steps' });
  const done = (note: string) => {
    setNotes((before) => [...before.filter((each) => each !== note), note]);
    toSteps();
  };
  const launch = (options: LaunchOptions) => {
    ask(undefined);
    setResuming(undefined);
    show({ kind: 'scan', scan: services.launch(state.draft, secrets, options) });
  };
  const leave = () => {
    const lines =
      isUntouched || saved.draft === state.draft
        ? []
        : ['The answers are kept: qualys-pc goes on with them.'];
    end({ exitCode: verdict?.result.verdict.exitCode ?? 130, lines, verdict });
  };

  return {
    view,
    resuming,
    asking,
    isReady,
    plan,
    savedAs: saved.path,
    isSaved: saved.path !== undefined && saved.draft === state.draft,
    notes,
    leave,
    dismiss: () => ask(undefined),
    onInterrupt: () => {
      if (asking === 'leave' || isUntouched || view.kind === 'opening') leave();
      else ask('leave');
    },
    onOpening: (choice) => {
      const { keptDraft, detachedScan } = start;
      if (choice === 'draft' && keptDraft !== undefined)
        dispatch({ type: 'load', draft: keptDraft.draft, reached: keptDraft.reached });
      if (choice === 'scan' && detachedScan !== undefined) {
        dispatch({ type: 'load', draft: detachedScan.draft, reached: reviewIndex });
        setResuming(detachedScan);
      }
      toSteps();
    },
    onForward: () => {
      if (resuming !== undefined && step.id === 'connect' && facts.connected) launch({ resume: resuming });
      else dispatch({ type: 'forward', facts });
    },
    onEnding: (ending) => {
      if (ending === 'save') show({ kind: 'save' });
      else if (ending === 'snippet') show({ kind: 'snippet' });
      else if (readPlan !== undefined && launchConcerns(readPlan).length > 0) ask('launch');
      else if (readPlan !== undefined) launch({ newIps: readPlan.newIps?.count });
    },
    onLaunch: () => launch({ newIps: readPlan?.newIps?.count }),
    onSaved: (path) => {
      setSaved({ path, draft: state.draft });
      services.forgetDraft();
      done(`Saved ${path}. Again: qualys-pc run --config ${path}`);
    },
    onWritten: (path) => done(`Wrote the snippet to ${path}.`),
    toReview: (watched) => {
      if (watched !== undefined) setVerdict(watched);
      toSteps();
    },
  };
}
