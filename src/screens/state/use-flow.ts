import { useReducer, useState } from 'react';
import { exitCode } from '../../errors.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import type { Draft, ExclusionDraft } from '../../wizard/draft.js';
import { launchConcerns } from '../../wizard/plan-warnings.js';
import { rerunCommand } from '../../wizard/rerun-command.js';
import {
  type DetachedScan,
  type EarlierSession,
  earlierSession,
  type LaunchOptions,
  type RunningScan,
  type WatchedVerdict,
  type WizardEnding,
  type WizardServices,
  type WizardStart,
} from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import { canLaunch, stepAt } from '../../wizard/wizard.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import type { RunProgress } from '../../workflow/run/run-progress.js';
import type { OpeningChoice } from '../opening.js';
import { type Ending, type WrittenFile, type WrittenNote, writtenNote } from '../review/review-actions.js';
import { usePlan } from '../review/use-plan.js';
import type { Wizard } from './use-wizard.js';

/** Which screen is there. */
type Screen =
  | { readonly kind: 'opening'; readonly earlier: EarlierSession }
  | { readonly kind: 'steps' | 'save' | 'snippet' }
  /** `run` when it was watched to its end before. */
  | { readonly kind: 'scan'; readonly scan: RunningScan; readonly run?: RunProgress | undefined };

/** A scan that was watched to its verdict. */
interface WatchedScan {
  readonly scan: RunningScan;
  readonly run: RunProgress;
  readonly verdict: WatchedVerdict;
}

/** Which screen is there, and the way to the next one. */
interface ViewFlow {
  readonly screen: Screen;
  /** What stands over the screen and waits for an answer. */
  readonly asking: 'leave' | 'launch' | undefined;
  /** The scan that is resumed once the account is connected. */
  readonly resuming: DetachedScan | undefined;
  readonly onOpening: (choice: OpeningChoice) => void;
  readonly onForward: () => void;
  /** Closes what stands over the screen. */
  readonly dismiss: () => void;
}

/** What Review shows, and what comes of the ending that is chosen there. */
interface ReviewFlow {
  readonly canLaunch: boolean;
  readonly plan: RemoteList<Plan>;
  /** What was done from Review already. */
  readonly notes: readonly WrittenNote[];
  /** The ending that was chosen last. */
  readonly ending: Ending | undefined;
  /** A scan was watched to its verdict, which can be seen again. */
  readonly hasVerdict: boolean;
  /** Where the config was saved, or came from, and with which answers. */
  readonly saved: SavedConfig;
  /** The command that does the same without the wizard; null unless the file says what the answers say now. */
  readonly rerun: string | null;
  readonly onEnding: (ending: Ending) => void;
  readonly onLaunch: () => void;
  readonly onSaved: (path: string, job: string | undefined) => void;
  readonly onWritten: (path: string) => void;
  /** Excludes a control and offers to write the config; the diff is shown first. */
  readonly onExclude: (exclusion: ExclusionDraft) => void;
  /** Review, with the launch under the pointer. */
  readonly onAgain: () => void;
  /** Back to Review; with the verdict of the scan that was watched. */
  readonly onBack: (run?: RunProgress, verdict?: WatchedVerdict) => void;
}

/** The ways out of the wizard. */
interface LeaveFlow {
  /** Asks first when there are answers that could be lost. */
  readonly onInterrupt: () => void;
  readonly onLeave: () => void;
  /** Ends the wizard; what it has written is printed before the ending's own lines. */
  readonly onEnd: (ending: WizardEnding) => void;
}

export interface Flow {
  readonly view: ViewFlow;
  readonly review: ReviewFlow;
  readonly leave: LeaveFlow;
}

/** A config file and the answers that it holds. */
interface SavedConfig {
  readonly path: string | undefined;
  readonly draft: Draft | undefined;
  /** Name of the job, in a file with several. */
  readonly job: string | undefined;
}

interface FlowOptions {
  readonly wizard: Wizard;
  readonly start: WizardStart;
  readonly services: WizardServices;
  readonly end: (ending: WizardEnding) => void;
}

/** Which screen is there, and what leads to another: what an earlier session left, the steps, and the endings from Review. */
export function useFlow({ wizard, start, services, end }: FlowOptions): Flow {
  const { state, facts, secrets, dispatch } = wizard;
  const [screen, setScreen] = useState<Screen>(() => {
    const earlier = earlierSession(start);
    return earlier === undefined ? { kind: 'steps' } : { kind: 'opening', earlier };
  });
  const [asking, setAsking] = useState<ViewFlow['asking']>();
  const [resuming, setResuming] = useState<DetachedScan>();
  const [saved, setSaved] = useState<SavedConfig>({
    path: start.configPath,
    draft: start.prefilled,
    job: start.jobInFile,
  });
  const [written, setWritten] = useState<readonly WrittenFile[]>([]);
  const [ending, setEnding] = useState<Ending>();
  const [launches, countLaunch] = useReducer((count: number) => count + 1, 0);
  const [watched, setWatched] = useState<WatchedScan>();

  const step = stepAt(state);
  const isLaunchable = canLaunch(state, facts);
  const plan = usePlan(wizard, services, {
    isAsked: screen.kind !== 'scan' && step.id === 'review' && isLaunchable,
    launches,
  });
  const readPlan = plan.status === 'ready' ? plan.items[0] : undefined;
  const isUntouched = !wizard.isTouched;

  const { path, job } = saved;
  const { draft } = state;
  const rerun =
    path === undefined || saved.draft !== draft
      ? null
      : rerunCommand({ path, job, given: start.given, draft });
  const toSteps = () => setScreen({ kind: 'steps' });
  const notes = written.map((file) => writtenNote(file, state.draft, start.given));
  const onWrote = (file: WrittenFile) => {
    setWritten((before) => [...before.filter(({ path }) => path !== file.path), file]);
    toSteps();
  };
  const launch = (options: LaunchOptions) => {
    setAsking(undefined);
    setResuming(undefined);
    countLaunch();
    setScreen({ kind: 'scan', scan: services.launch(state.draft, secrets, options) });
  };
  const endWith = (closing: WizardEnding) => {
    // The demo's folder and account are gone once it ends: neither its files nor its scan can be gone on with.
    if (start.demo)
      return end(closing.exitCode === exitCode.unfinished ? { ...closing, lines: [] } : closing);
    const writtenLines = notes.map(({ said, command = '' }) => `${said} ${command}`.trimEnd());
    end({ ...closing, lines: [...writtenLines, ...closing.lines] });
  };
  const leave = (code: number) => {
    const lines =
      isUntouched || start.demo || saved.draft === state.draft
        ? []
        : ['The answers are kept: qualys-pc goes on with them.'];
    const verdict = watched?.verdict;
    endWith({ exitCode: verdict?.result.verdict.exitCode ?? code, lines, verdict });
  };

  return {
    view: {
      screen,
      asking,
      resuming,
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
      dismiss: () => setAsking(undefined),
    },
    review: {
      canLaunch: isLaunchable,
      plan,
      notes,
      ending,
      hasVerdict: watched !== undefined,
      saved,
      rerun,
      onEnding: (chosen) => {
        setEnding(chosen);
        if (chosen === 'verdict' && watched !== undefined) setScreen({ kind: 'scan', ...watched });
        else if (chosen === 'save') setScreen({ kind: 'save' });
        else if (chosen === 'snippet') setScreen({ kind: 'snippet' });
        else if (chosen === 'leave') leave(0);
        else if (readPlan !== undefined && launchConcerns(readPlan).length > 0) setAsking('launch');
        else if (readPlan !== undefined) launch({ newIps: readPlan.newIps?.count });
      },
      onLaunch: () => launch({ newIps: readPlan?.newIps?.count }),
      onSaved: (path, job) => {
        setSaved({ path, draft: state.draft, job });
        services.forgetDraft();
        onWrote({ kind: 'config', path, draft: state.draft, job });
      },
      onWritten: (path) => onWrote({ kind: 'snippet', path, draft: state.draft }),
      onExclude: (exclusion) => {
        dispatch({ type: 'exclude', exclusion });
        setScreen({ kind: 'save' });
      },
      onAgain: () => setEnding('launch'),
      onBack: (run, verdict) => {
        if (run !== undefined && verdict !== undefined && screen.kind === 'scan') {
          setWatched({ scan: screen.scan, run, verdict });
          setEnding('verdict');
        }
        toSteps();
      },
    },
    leave: {
      onInterrupt: () => {
        if (asking === 'leave' || isUntouched || screen.kind === 'opening') leave(exitCode.interrupted);
        else setAsking('leave');
      },
      onLeave: () => leave(exitCode.interrupted),
      onEnd: endWith,
    },
  };
}
