import { Box, Text } from 'ink';
import { useState } from 'react';
import type { Clock } from '../../clock.js';
import { fit } from '../../ui/fit.js';
import { Frame } from '../../ui/frame/frame.js';
import type { HeaderProps } from '../../ui/frame/header.js';
import { contentRowsOf, useUi } from '../../ui/frame/ui-context.js';
import { DialogScope, useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { ActionRow } from '../../ui/lists/action-row.js';
import { ErrorLines, Link, StatusLine } from '../../ui/messages.js';
import type { TaskProgress, TerminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTaskProgress, useTerminalTitle } from '../../ui/terminal/use-terminal.js';
import { Timeline, textColumns, useNow } from '../../ui/timeline.js';
import type { RunProgress } from '../../workflow/run/run-progress.js';
import { actionsAfterError, type EndAction } from './end-actions.js';
import { LeaveDialog, type Leaving, leaveDialogLines, leaveHints } from './leave-dialog.js';
import { outcomeWord } from './result-view.js';
import { logHints, RunLog } from './run-log.js';
import { noteLines, partOver, RunNotes } from './run-notes.js';
import { timelineOf, titleLines } from './run-timeline.js';
import { useCopied } from './use-copied.js';

export interface RunViewProps {
  readonly header: HeaderProps;
  readonly run: RunProgress;
  readonly clock: Clock;
  readonly terminal: TerminalFeatures;
  /** What the person has asked for and what is not done yet. */
  readonly leaving: 'cancelling' | 'detaching' | null;
  /** The scan goes on at Qualys; stop watching. */
  readonly onDetach: () => void;
  /** Cancel the scan, or stop before it is launched. */
  readonly onCancel: () => void;
  /** After an error: what to do next. */
  readonly onAction: (action: EndAction) => void;
  /** After an error: back to the review. */
  readonly onBack: () => void;
  readonly onQuit: () => void;
}

/** Lines between title and timeline: reference, space. */
const headLines = 2;
const errorLines = 6;

/** A run as it happens: its steps, how the scan stands, and the ways out. */
export function RunView({ header, run, clock, terminal, leaving, ...on }: RunViewProps) {
  const ui = useUi();
  const { contentWidth, styles } = ui;
  const [shows, setShows] = useState<'timeline' | 'log' | 'leave' | 'detach'>('timeline');
  const { facts, ending } = run;
  const isOver = ending !== null;
  const nowMs = useNow(clock, !isOver);
  const { note, copy } = useCopied(terminal.multiplexer);
  const part = partOver(run, nowMs);
  useTerminalTitle(`${stateWord(run)} · ${facts.scanTitle ?? 'qualys-pc'}`);
  useTaskProgress(taskProgressOf(run, part), terminal.taskProgress);

  const link = facts.reportUrl;
  useKeys(
    (press) => {
      if (isCommand(press, 'log')) setShows('log');
      else if (isCommand(press, 'open') && link !== null) copy(link);
      else if (isOver && isCommand(press, 'back')) on.onBack();
      else if (isOver && isCommand(press, 'quit')) on.onQuit();
      else if (isOver || leaving !== null) return false;
      else if (isCommand(press, 'detach')) setShows('detach');
      else if (isCommand(press, 'back')) setShows('leave');
      else return false;
      return true;
    },
    { isActive: shows === 'timeline', layer: 'form' },
  );
  useKeys(
    (press) => {
      if (!isCommand(press, 'interrupt')) return false;
      if (isOver) on.onQuit();
      else if (leaving === null) setShows('leave');
      return true;
    },
    { isActive: true, layer: 'app' },
  );
  const onLeave = (answer: Leaving) => {
    setShows('timeline');
    if (answer === 'detach') on.onDetach();
    if (answer === 'cancel') on.onCancel();
  };

  const isError = ending?.type === 'error';
  const rows = contentRowsOf(ui, false) - (isError ? 1 : 0);
  const below = isError ? errorLines : noteLines(run);
  const title = titleLines(facts.scanTitle ?? 'The scan is being prepared', contentWidth);
  const isAsking = shows === 'leave' || shows === 'detach';
  // Beside the timeline where there is room for both, else in its place.
  const needed = leaveDialogLines(facts.scanRef, contentWidth);
  const besides = isAsking && !isOver && rows >= needed + 9 ? needed : 0;
  const lines = timelineOf(run, nowMs, {
    lines: rows - title.length - headLines - besides,
    below,
    columns: textColumns(contentWidth - 2, ui.unicode),
  });
  const leaveDialog = (
    <LeaveDialog
      scanRef={facts.scanRef}
      isBeside={besides > 0}
      proposed={shows === 'detach' && facts.scanRef !== null ? 'detach' : 'stay'}
      onAnswer={onLeave}
    />
  );
  const dialog =
    shows === 'log' ? (
      <RunLog run={run} lines={rows} onClose={() => setShows('timeline')} />
    ) : isAsking && !isOver && besides === 0 ? (
      leaveDialog
    ) : undefined;
  return (
    <Frame
      header={header}
      hints={besides > 0 ? leaveHints : hintsOf(run, leaving, ui.isNarrow)}
      dialog={dialog}
      dialogHints={shows === 'log' ? logHints : undefined}
      pinned={
        isError
          ? {
              lines: 1,
              node: (
                <ActionRow actions={actionsAfterError} isFocused={shows !== 'log'} onAction={on.onAction} />
              ),
            }
          : besides > 0
            ? { lines: besides, isQuestion: true, node: <DialogScope>{leaveDialog}</DialogScope> }
            : undefined
      }
    >
      <Text {...styles.strong}>{title.join('\n')}</Text>
      <Box height={1}>
        {facts.scanRef === null ? null : link === null ? (
          <Text {...styles.dim}>{fit(facts.scanRef, contentWidth)}</Text>
        ) : (
          <Link url={link} text={facts.scanRef} columns={contentWidth} />
        )}
      </Box>
      <Box height={1}>
        {leaving !== null && !isOver ? (
          <StatusLine kind="busy" text={leaving === 'cancelling' ? 'Cancelling …' : 'Detaching …'} />
        ) : (
          note !== undefined && <Text {...styles.dim}>{fit(`Link: ${note}`, contentWidth)}</Text>
        )}
      </Box>
      <Box marginLeft={2}>
        <Timeline
          columns={contentWidth - 2}
          entries={lines.map((line) => ({
            ...line,
            notes:
              line.state === 'active' ? (
                <RunNotes run={run} nowMs={nowMs} columns={contentWidth - 6} />
              ) : undefined,
          }))}
        />
      </Box>
      {ending?.type === 'error' && (
        <Box marginTop={1} marginLeft={2}>
          <ErrorLines error={ending.error} columns={contentWidth - 2} />
        </Box>
      )}
    </Frame>
  );
}

function hintsOf(
  { ending, facts }: RunProgress,
  leaving: RunViewProps['leaving'],
  isNarrow: boolean,
): readonly Hint[] {
  const link: readonly Hint[] = facts.reportUrl === null ? [] : [['open', 'copy the link']];
  if (ending !== null) return [['back', 'back to the review'], 'log', ...link, 'quit', 'help'];
  if (leaving !== null) return ['log', ...link, 'help'];
  // Where only the first two are shown, the way out is one of them.
  return isNarrow ? ['log', 'stop', ...link, 'detach', 'help'] : ['log', ...link, 'detach', 'stop', 'help'];
}

function stateWord({ ending, facts }: RunProgress): string {
  if (ending === null) return facts.state ?? 'Preparing';
  return ending.type === 'error' ? 'Stopped' : outcomeWord(ending.result);
}

function taskProgressOf({ ending }: RunProgress, part: number | undefined): TaskProgress {
  if (ending?.type === 'error') return { kind: 'failed' };
  if (ending !== null) return { kind: 'none' };
  return part === undefined || part > 1 ? { kind: 'unknown' } : { kind: 'known', part };
}
