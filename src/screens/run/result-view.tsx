import { Box, Text } from 'ink';
import { useState } from 'react';
import { failingGroups } from '../../report/failing-groups.js';
import { wrap } from '../../text/wrap.js';
import { pad } from '../../ui/fit.js';
import { Frame } from '../../ui/frame/frame.js';
import type { HeaderProps } from '../../ui/frame/header.js';
import { contentRowsOf, type Ui, useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { ActionRow } from '../../ui/lists/action-row.js';
import type { TerminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalTitle } from '../../ui/terminal/use-terminal.js';
import type { Draft, ExclusionDraft } from '../../wizard/draft.js';
import { exclusionPreview, ownExclusion } from '../../wizard/exclusion.js';
import type { Result } from '../../workflow/results/result.js';
import type { RunProgress } from '../../workflow/run/run-progress.js';
import { actionsWithoutVerdict, type EndAction } from './end-actions.js';
import { EndLines, LinkLine, resultIndent } from './end-lines.js';
import { ExcludeDialog, excludeHints } from './exclude-dialog.js';
import { FailingTable, wholeTableLines } from './failing-table.js';
import type { FailingTableRow } from './failing-table-rows.js';
import { isAboutLogin, isJudged, lookedAt, nextSentence } from './next-sentence.js';
import { NoteLines, Notes, noteTexts } from './note-lines.js';
import { PolicyBars } from './policy-bars.js';
import { logHints, RunLog } from './run-log.js';
import { useCopied } from './use-copied.js';
import { VerdictLines, verdictText } from './verdict-lines.js';

export interface ResultViewProps {
  readonly header: HeaderProps;
  readonly result: Result;
  /** The run that led here; its log is under `l`. */
  readonly run: RunProgress;
  /** Paths of the files that were written; undefined while they are looked for. */
  readonly files: readonly string[] | undefined;
  /** The command that does the same without the wizard; null when nothing is saved to run it from. */
  readonly rerun: string | null;
  readonly terminal: TerminalFeatures;
  /** The answers of now: with what was excluded since the verdict. */
  readonly draft: Draft;
  readonly nowMs: number;
  /** Writes a control into the config's exclusions. */
  readonly onExclude: (exclusion: ExclusionDraft) => void;
  readonly onAction: (action: EndAction) => void;
  readonly onBack: () => void;
  readonly onQuit: () => void;
}

/** The outcome as a word of its own, for the terminal's title. */
export function outcomeWord({ verdict: { outcome } }: Result): string {
  return `${outcome.charAt(0).toUpperCase()}${outcome.slice(1).replace('-', ' ')}`;
}

/** Lines of the table in a small terminal: filter, titles, two rows, details, and what is below. */
const leastTableLines = 9;

/** What came out: the verdict and why, a bar for each policy, every failing control, where the files are. */
export function ResultView(props: ResultViewProps) {
  const { header, result, run, files, rerun, terminal, draft, nowMs, onBack, onQuit } = props;
  const ui = useUi();
  const [excluding, setExcluding] = useState<FailingTableRow>();
  const [hasLog, setLog] = useState(false);
  const { note, copy } = useCopied(terminal.multiplexer);
  const link = result.scan?.reportUrl ?? null;
  useTerminalTitle(`${outcomeWord(result)} · ${result.scan?.title ?? result.jobName}`);
  useKeys(
    (press) => {
      if (isCommand(press, 'log')) setLog(true);
      else if (isCommand(press, 'open') && link !== null) copy(link);
      else if (isCommand(press, 'back')) onBack();
      else if (isCommand(press, 'quit')) onQuit();
      else return false;
      return true;
    },
    { isActive: !hasLog && excluding === undefined, layer: 'form' },
  );

  useKeys(
    (press) => {
      if (!isCommand(press, 'interrupt')) return false;
      onQuit();
      return true;
    },
    { isActive: true, layer: 'app' },
  );

  const rows = contentRowsOf(ui, false);
  const isRoomy = rows >= 18;
  const space = isRoomy ? 1 : 0;
  // In a small terminal everything takes the lines that it needs, and the frame scrolls to it.
  const isSmall = rows < 12;
  const most = isSmall ? Number.POSITIVE_INFINITY : Math.max(2, Math.min(5, Math.floor(rows / 4)));
  const verdict = verdictText(ui, result, most);
  const barLines = rows < 12 ? 0 : Math.min(result.policies.length, Math.floor(rows / 5));
  const hasVerdict = isJudged(result);
  const next = nextLines(ui, result);
  const pinnedLines = (hasVerdict ? 0 : 1) + (note === undefined ? 0 : 1);
  const endLines = 3;
  const left = rows - verdict.lines - next.length - barLines - endLines - pinnedLines - 3 * space;
  const hasFailures = result.totals.failing > 0;
  // Warnings stand below the table where all of its rows and theirs find room; else a key leads to them.
  const notes = hasFailures ? noteTexts(ui, result) : [];
  const hasNotes =
    notes.length === 0 ||
    isSmall ||
    left >= wholeTableLines(failingGroups(result).length) + notes.length + space;
  const noteLines = notes.length === 0 || !hasNotes ? 0 : notes.length + space;
  // Without a verdict there may be nothing to stand here, and what to do takes the lines.
  const least = hasVerdict ? 4 : Math.min(4, noteTexts(ui, result).length);
  const tableLines = isSmall ? leastTableLines : Math.max(least, left - noteLines);
  const hints: readonly Hint[] = [
    ...(hasFailures ? (['details'] as const) : []),
    'quit',
    ...(hasFailures ? (['exclude'] as const) : []),
    ...(hasNotes ? [] : ([['log', 'warnings']] as const)),
    ...(hasFailures ? (['filter', 'sort', 'move-down'] as const) : []),
    ['back', 'review'],
    ...(hasNotes ? (['log'] as const) : []),
    ...(link === null ? [] : ([['open', 'copy the link']] as const)),
    'help',
  ];
  const dialog = hasLog ? (
    <RunLog run={run} lines={rows} onClose={() => setLog(false)} />
  ) : excluding !== undefined ? (
    <ExcludeDialog
      cid={excluding.cid}
      statement={excluding.statement}
      before={ownExclusion(draft, excluding.cid)}
      nowMs={nowMs}
      preview={(exclusion) => exclusionPreview({ draft, result, exclusion, nowMs })}
      onExclude={props.onExclude}
      onCancel={() => setExcluding(undefined)}
    />
  ) : undefined;
  return (
    <Frame
      header={header}
      hints={hints}
      dialogHints={excluding === undefined ? logHints : excludeHints}
      dialog={dialog}
      pinned={
        pinnedLines === 0
          ? undefined
          : {
              lines: pinnedLines,
              node: (
                <>
                  {note !== undefined && <LinkLine note={note} />}
                  {!hasVerdict && (
                    <ActionRow
                      actions={actionsWithoutVerdict(isAboutLogin(result))}
                      isFocused={!hasLog}
                      onAction={props.onAction}
                    />
                  )}
                </>
              ),
            }
      }
    >
      <Box height={verdict.lines + next.length + space} flexDirection="column" flexShrink={0}>
        <VerdictLines text={verdict} />
        {next.length > 0 && <Text>{next.join('\n')}</Text>}
      </Box>
      {barLines > 0 && <PolicyBars policies={result.policies} lines={barLines} />}
      {hasFailures ? (
        <Box height={tableLines + space} paddingTop={space} flexShrink={0}>
          <FailingTable
            result={result}
            lines={tableLines}
            isFocused={dialog === undefined}
            leavesPages={isSmall}
            onExclude={setExcluding}
          />
        </Box>
      ) : (
        <Box {...(!isSmall && { height: tableLines + space })} paddingTop={space} flexShrink={0}>
          <NoteLines result={result} lines={isSmall ? Number.POSITIVE_INFINITY : tableLines} />
        </Box>
      )}
      {noteLines > 0 && (
        <Box paddingTop={space} flexShrink={0}>
          <Notes texts={notes} />
        </Box>
      )}
      <Box flexDirection="column" flexShrink={0} paddingTop={space}>
        <EndLines
          files={files}
          scan={{ reference: result.scan?.reference, link }}
          rerun={rerun}
          isWhole={isSmall}
        />
      </Box>
    </Frame>
  );
}

/** `Next` and what to do, and what the scan looked at where it came to no verdict. */
function nextLines(ui: Ui, result: Result): readonly string[] {
  const told = [
    ['Next', nextSentence(result)] as const,
    ...(isJudged(result) ? [] : [['Looked at', lookedAt(result)] as const]),
  ];
  return told
    .filter(([, text]) => text !== '')
    .flatMap(([label, text]) => {
      // Where columns are few, the label has a line of its own.
      const beside = ui.isNarrow ? 0 : nextColumns;
      const lines = wrap(text, ui.contentWidth - resultIndent - beside);
      const labelled = ui.isNarrow
        ? [label, ...lines]
        : lines.map((line, index) => pad(index === 0 ? label : '', nextColumns) + line);
      return labelled.map((line) => ' '.repeat(resultIndent) + line);
    });
}

/** Columns of `Next` and `Looked at`. */
const nextColumns = 11;
