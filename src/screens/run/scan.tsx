import { useEffect, useEffectEvent, useReducer, useState } from 'react';
import type { Clock } from '../../clock.js';
import { exitCode } from '../../errors.js';
import type { HeaderProps } from '../../ui/frame/header.js';
import { useRemoteList } from '../../ui/lists/use-remote-list.js';
import { bellSequence, type TerminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalWrite } from '../../ui/terminal/use-terminal.js';
import type { Draft, ExclusionDraft } from '../../wizard/draft.js';
import type { RunningScan, WatchedVerdict, WizardEnding } from '../../wizard/services.js';
import { foldRun } from '../../workflow/run/fold-run.js';
import { type RunProgress, runBefore } from '../../workflow/run/run-progress.js';
import type { EndAction } from './end-actions.js';
import { ResultView } from './result-view.js';
import { RunView } from './run-view.js';

interface ScanScreenProps {
  readonly scan: RunningScan;
  /** The whole run, when it was watched to its end before. */
  readonly seen: RunProgress | undefined;
  readonly header: HeaderProps;
  readonly clock: Clock;
  readonly terminal: TerminalFeatures;
  /** The command that does the same without the wizard; null while nothing is saved. */
  readonly rerun: string | null;
  /** Back to the review; with the verdict, when there is one. */
  readonly onBack: (run: RunProgress, verdict: WatchedVerdict | undefined) => void;
  /** A warning in the words of the screens; undefined where it says nothing here. */
  readonly warningWords: (warning: string) => string | undefined;
  /** The answers of now. */
  readonly draft: Draft;
  /** Excludes a control, keeping the verdict to be seen again. */
  readonly onExclude: (exclusion: ExclusionDraft) => void;
  /** Opens the step that may mend an end without a verdict. */
  readonly onOpen: (step: 'scanner' | 'auth-record') => void;
  readonly onAgain: () => void;
  readonly onEnd: (ending: WizardEnding) => void;
}

/** A running scan, then its result. */
export function ScanScreen(props: ScanScreenProps) {
  const { scan, seen, header, clock, terminal, rerun, onBack, onEnd } = props;
  const [openedMs] = useState(() => clock.now());
  const run = inScreenWords(sinceLaunch(useScanRun(scan, seen), scan.launchedAt), props.warningWords);
  const [leaving, setLeaving] = useState<'cancelling' | 'detaching' | null>(null);
  useBell(seen === undefined && run.ending !== null);
  const result = run.ending?.type === 'judged' ? run.ending.result : undefined;
  const written = useRemoteList(result === undefined ? undefined : 'files', () => scan.writtenFiles());
  const files = written.status === 'ready' ? written.items : [];
  const areFilesKnown = written.status !== 'loading';
  const verdict = result === undefined ? undefined : { result, files, rerun };
  // A scan that ended before it was let go has its verdict all the same.
  const isDetached =
    leaving === 'detaching' && (result === undefined || result.verdict.exitCode === exitCode.unfinished);
  const back = () => onBack(run, verdict);
  // What is said once the screen is gone names the files: who leaves before they are known leaves when they are.
  const [isQuitting, setQuitting] = useState(false);
  const quit = () => setQuitting(true);
  const hasLeft = leaving === 'detaching' && run.ending !== null;
  const canQuit = (isQuitting || hasLeft) && (verdict === undefined || isDetached || areFilesKnown);

  const act = (action: EndAction) => {
    if (action === 'leave') return quit();
    back();
    if (action === 'again') props.onAgain();
    else props.onOpen(action);
  };

  const leave = useEffectEvent(() => onEnd(endingOf(run, isDetached ? undefined : verdict, leaving)));
  useEffect(() => {
    if (canQuit) leave();
  }, [canQuit]);

  if (result !== undefined && leaving !== 'detaching')
    return (
      <ResultView
        header={header}
        result={result}
        run={run}
        files={areFilesKnown ? files : undefined}
        rerun={rerun}
        terminal={terminal}
        draft={props.draft}
        nowMs={openedMs}
        onExclude={(exclusion) => {
          back();
          props.onExclude(exclusion);
        }}
        onAction={act}
        onBack={back}
        onQuit={quit}
      />
    );
  return (
    <RunView
      header={header}
      run={run}
      clock={clock}
      terminal={terminal}
      leaving={leaving}
      onDetach={() => {
        setLeaving('detaching');
        scan.detach();
      }}
      onCancel={() => {
        setLeaving('cancelling');
        scan.cancel();
      }}
      onAction={act}
      onBack={back}
      onQuit={quit}
    />
  );
}

function endingOf(
  { ending, facts }: RunProgress,
  verdict: WatchedVerdict | undefined,
  leaving: 'cancelling' | 'detaching' | null,
): WizardEnding {
  if (verdict !== undefined) return { exitCode: verdict.result.verdict.exitCode, lines: [], verdict };
  if (leaving === 'detaching')
    return {
      exitCode: exitCode.unfinished,
      lines: [`Scan ${facts.scanRef ?? ''} goes on in Qualys. qualys-pc offers to resume it.`],
    };
  const error = ending?.type === 'error' ? ending.error : undefined;
  return {
    exitCode: error?.exitCode ?? exitCode.interrupted,
    lines: error === undefined ? [] : [error.what, error.next],
  };
}

/** Of a scan that is resumed, the wait began with its launch, long before this session. */
function sinceLaunch(run: RunProgress, launchedAt: string | undefined): RunProgress {
  if (launchedAt === undefined) return run;
  const steps = run.steps.map((step) =>
    step.id === 'wait' && step.startedAt !== null ? { ...step, startedAt: launchedAt } : step,
  );
  return { ...run, steps };
}

/** The timeline speaks as Review does; the log keeps every word as it was said. */
function inScreenWords(run: RunProgress, wordsOf: ScanScreenProps['warningWords']): RunProgress {
  const steps = run.steps.map((step) =>
    step.warnings.length === 0
      ? step
      : { ...step, warnings: step.warnings.flatMap((warning) => wordsOf(warning) ?? []) },
  );
  return { ...run, steps };
}

/** Rings once, when the run is over. */
function useBell(isOver: boolean): void {
  const write = useTerminalWrite();
  useEffect(() => {
    if (isOver) write(bellSequence);
  }, [isOver, write]);
}

/** The progress of a scan, folded from its events. */
function useScanRun(scan: RunningScan, seen: RunProgress | undefined): RunProgress {
  const [run, addEvent] = useReducer(foldRun, seen ?? runBefore);
  const isOver = seen !== undefined;
  useEffect(() => {
    if (isOver) return;
    let isMounted = true;
    // Heard to its end also by nobody: that is when the run lets go of its folder.
    const listen = async () => {
      for await (const event of scan.events) if (isMounted) addEvent(event);
    };
    void listen();
    return () => {
      isMounted = false;
    };
  }, [scan, isOver]);
  return run;
}
