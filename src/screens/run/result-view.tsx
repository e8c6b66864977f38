import { Box, Text } from 'ink';
import { useState } from 'react';
import { reasonWords } from '../../report/verdict-words.js';
import { wrap } from '../../text/wrap.js';
import { fit, pad } from '../../ui/fit.js';
import { Frame } from '../../ui/frame/frame.js';
import type { HeaderProps } from '../../ui/frame/header.js';
import { contentRowsOf, type Ui, useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { ActionRow } from '../../ui/lists/action-row.js';
import { Link } from '../../ui/messages.js';
import type { TerminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalTitle } from '../../ui/terminal/use-terminal.js';
import type { Draft, ExclusionDraft } from '../../wizard/draft.js';
import { exclusionPreview, ownExclusion } from '../../wizard/exclusion.js';
import type { Result } from '../../workflow/results/result.js';
import type { RunProgress } from '../../workflow/run/run-progress.js';
import { actionsWithoutVerdict, type EndAction } from './end-actions.js';
import { ExcludeDialog, excludeHints } from './exclude-dialog.js';
import { FailingTable } from './failing-table.js';
import { type FailingTableRow, harmlessSummary } from './failing-table-rows.js';
import { isAboutLogin, isJudged, lookedAt, nextSentence } from './next-sentence.js';
import { PolicyBars } from './policy-bars.js';
import { logHints, RunLog } from './run-log.js';
import { useCopied } from './use-copied.js';
import { filesText, VerdictLines, verdictText } from './verdict-lines.js';

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

const labelColumns = 7;
const indent = 2;

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
  const verdict = verdictText(ui, result, Math.max(2, Math.min(5, Math.floor(rows / 4))));
  const barLines = rows < 12 ? 0 : Math.min(result.policies.length, Math.floor(rows / 5));
  const hasVerdict = isJudged(result);
  const next = nextLines(ui, result).slice(0, rows < 12 ? 1 : 6);
  const pinnedLines = hasVerdict ? 0 : 1;
  const endLines = (rows < 12 ? 2 : 3) + (note === undefined ? 0 : 1);
  const tableLines = rows - verdict.lines - next.length - barLines - endLines - pinnedLines - 3 * space;
  const hasFailures = result.totals.failing > 0;
  const hints: readonly Hint[] = [
    ...(hasFailures ? (['details'] as const) : []),
    'quit',
    ...(hasFailures ? (['exclude'] as const) : []),
    ...(hasFailures ? (['filter', 'sort', 'move-down'] as const) : []),
    ['back', 'review'],
    'log',
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
        hasVerdict
          ? undefined
          : {
              lines: pinnedLines,
              node: (
                <ActionRow
                  actions={actionsWithoutVerdict(isAboutLogin(result))}
                  isFocused={!hasLog}
                  onAction={props.onAction}
                />
              ),
            }
      }
    >
      <Box height={verdict.lines + next.length + space} flexDirection="column" flexShrink={0}>
        <VerdictLines text={verdict} />
        {next.length > 0 && <Text>{next.join('\n')}</Text>}
      </Box>
      {barLines > 0 && <PolicyBars policies={result.policies} lines={barLines} />}
      <Box height={tableLines + space} paddingTop={space} flexShrink={0}>
        {hasFailures ? (
          <FailingTable
            result={result}
            lines={tableLines}
            isFocused={dialog === undefined}
            onExclude={setExcluding}
          />
        ) : (
          <NoteLines result={result} lines={tableLines} />
        )}
      </Box>
      <Box flexDirection="column" flexShrink={0} paddingTop={space} marginLeft={indent}>
        <EndLine label="Files" text={filesWords(files, ui.contentWidth - indent - labelColumns)} />
        {rows >= 12 && (
          <Box>
            <Text {...ui.styles.dim}>{pad('Scan', labelColumns)}</Text>
            {link === null ? (
              <Text>
                {fit(result.scan?.reference ?? 'none was launched', ui.contentWidth - indent - labelColumns)}
              </Text>
            ) : (
              <Link
                url={link}
                text={result.scan?.reference ?? link}
                columns={ui.contentWidth - indent - labelColumns}
              />
            )}
          </Box>
        )}
        <EndLine
          label="Again"
          text={
            rerun ??
            (ui.isNarrow ? 'once the config is saved' : 'save the config to run it without the wizard')
          }
        />
        {note !== undefined && <EndLine label="Link" text={note} />}
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
    .flatMap(([label, text]) =>
      wrap(text, ui.contentWidth - indent - nextColumns).map(
        (line, index) => ' '.repeat(indent) + pad(index === 0 ? label : '', nextColumns) + line,
      ),
    );
}

const nextColumns = 11;

function filesWords(files: ResultViewProps['files'], columns: number): string {
  if (files === undefined) return '';
  return files.length === 0 ? 'none were written' : filesText(files, columns);
}

function EndLine({ label, text }: { readonly label: string; readonly text: string }) {
  const { contentWidth, styles } = useUi();
  return (
    <Text wrap="truncate">
      <Text {...styles.dim}>{pad(label, labelColumns)}</Text>
      {fit(text, contentWidth - indent - labelColumns)}
    </Text>
  );
}

/** What is worth knowing of a result in which nothing fails: what did not pass all the same, and the notes. */
function NoteLines({ result, lines }: { readonly result: Result; readonly lines: number }) {
  const { contentWidth, styles, symbols } = useUi();
  const columns = contentWidth - indent;
  const mark = `${symbols.warn} `;
  const summary = harmlessSummary(result);
  const notes = result.verdict.notes.flatMap((note) =>
    wrap(reasonWords(note), columns - mark.length).map(
      (text, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + text,
    ),
  );
  const all = [...(summary === undefined ? [] : wrap(summary, columns)), ...notes];
  const shown = all.length <= lines ? all : [...all.slice(0, Math.max(0, lines - 1)), '… l shows all of it'];
  return (
    <Box marginLeft={indent}>
      <Text {...styles.dim}>{shown.join('\n')}</Text>
    </Box>
  );
}
