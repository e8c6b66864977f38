import { useReducer, useState } from 'react';
import { type RemoteList, useRemoteList } from '../../ui/lists/use-remote-list.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import type {
  DetachedScan,
  LaunchOptions,
  RunningScan,
  WatchedVerdict,
  WizardEnding,
  WizardServices,
  WizardStart,
} from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import { canLaunch, stepAt } from '../../wizard/wizard.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import type { OpeningChoice } from '../opening.js';
import { launchConcerns } from '../review/confirm-launch.js';
import type { Ending } from '../review/review.js';
import { type WrittenFile, type WrittenNote, writtenNote } from '../review/written-notes.js';
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
  readonly notes: readonly WrittenNote[];
  /** The ending that was chosen last. */
  readonly ending: Ending | undefined;
  readonly onOpening: (choice: OpeningChoice) => void;
  readonly onForward: () => void;
  readonly onEnding: (ending: Ending) => void;
  readonly onLaunch: () => void;
  readonly onSaved: (path: string) => void;
  readonly onWritten: (path: string) => void;
  readonly toReview: (verdict?: WatchedVerdict) => void;
  readonly onInterrupt: () => void;
  readonly leave: () => void;
  /** Ends the wizard, and says what it has written. */
  readonly endWith: (ending: WizardEnding) => void;
  /** Something has come of it: one may leave. */
  readonly isDone: boolean;
  readonly dismiss: () => void;
}

/** Exit code of a scan that was left running. */
const detached = 5;
/** Exit code of a wizard that was left before anything came of it. */
const interrupted = 130;

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
  const [written, setWritten] = useState<readonly WrittenFile[]>([]);
  const [ending, setEnding] = useState<Ending>();
  const [launches, countLaunch] = useReducer((count: number) => count + 1, 0);
  const [verdict, setVerdict] = useState<WatchedVerdict>();

  const step = stepAt(state);
  const isReady = canLaunch(state, facts);
  const plan = usePlan(wizard, services, {
    isAsked: view.kind !== 'scan' && step.id === 'review' && isReady,
    launches,
  });
  const readPlan = plan.status === 'ready' ? plan.items[0] : undefined;
  const isUntouched = !wizard.isTouched;

  const isSaved = saved.path !== undefined && saved.draft === state.draft;
  const toSteps = () => show({ kind: 'steps' });
  const notes = written.map((file) => writtenNote(file, state.draft));
  const onWrote = (file: WrittenFile) => {
    setWritten((before) => [...before.filter(({ path }) => path !== file.path), file]);
    toSteps();
  };
  const launch = (options: LaunchOptions) => {
    ask(undefined);
    setResuming(undefined);
    countLaunch();
    show({ kind: 'scan', scan: services.launch(state.draft, secrets, options) });
  };
  const endWith = (closing: WizardEnding) => {
    // What the demo writes goes with it, and so does its scan.
    if (start.demo) return end(closing.exitCode === detached ? { ...closing, lines: [] } : closing);
    const told = notes.map(({ said, command = '' }) => `${said} ${command}`.trimEnd());
    end({ ...closing, lines: [...told, ...closing.lines] });
  };
  const leave = (exitCode: number) => {
    const lines =
      isUntouched || start.demo || saved.draft === state.draft
        ? []
        : ['The answers are kept: qualys-pc goes on with them.'];
    endWith({ exitCode: verdict?.result.verdict.exitCode ?? exitCode, lines, verdict });
  };

  return {
    view,
    resuming,
    asking,
    isReady,
    plan,
    savedAs: saved.path,
    isSaved,
    notes,
    ending,
    leave: () => leave(interrupted),
    endWith,
    isDone: written.length > 0 || verdict !== undefined,
    dismiss: () => ask(undefined),
    onInterrupt: () => {
      if (asking === 'leave' || isUntouched || view.kind === 'opening') leave(interrupted);
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
    onEnding: (chosen) => {
      setEnding(chosen);
      if (chosen === 'save') show({ kind: 'save' });
      else if (chosen === 'snippet') show({ kind: 'snippet' });
      else if (chosen === 'leave') leave(0);
      else if (readPlan !== undefined && launchConcerns(readPlan).length > 0) ask('launch');
      else if (readPlan !== undefined) launch({ newIps: readPlan.newIps?.count });
    },
    onLaunch: () => launch({ newIps: readPlan?.newIps?.count }),
    onSaved: (path) => {
      setSaved({ path, draft: state.draft });
      services.forgetDraft();
      onWrote({ kind: 'config', path, draft: state.draft });
    },
    onWritten: (path) => onWrote({ kind: 'snippet', path, draft: state.draft }),
    toReview: (watched) => {
      if (watched !== undefined) setVerdict(watched);
      toSteps();
    },
  };
}

interface PlanAsked {
  readonly isAsked: boolean;
  /** Scans launched so far: each may have changed what the next one would. */
  readonly launches: number;
}

/** What a launch would change, read while it is asked for: one entry, as it is one answer. */
function usePlan(
  { connection, state, secrets }: Wizard,
  services: Pick<WizardServices, 'plan'>,
  { isAsked, launches }: PlanAsked,
): RemoteList<Plan> {
  const { draft } = state;
  const number = connection.status === 'connected' ? connection.number : undefined;
  const { platform, apiServer, scan } = configFromDraft(draft);
  const of =
    isAsked && number !== undefined
      ? JSON.stringify({ number, launches, platform, apiServer, scan })
      : undefined;
  return useRemoteList(of, async (signal) => [await services.plan(draft, secrets, signal)]);
}
