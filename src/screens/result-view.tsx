import { Box, Text } from 'ink';
import { useState } from 'react';
import { fit, pad } from '../ui/fit.js';
import { Frame } from '../ui/frame.js';
import type { HeaderProps } from '../ui/header.js';
import { useKeys } from '../ui/key-router.js';
import { type Hint, isCommand } from '../ui/keys.js';
import { Link } from '../ui/link.js';
import type { TerminalFeatures } from '../ui/terminal-sequences.js';
import { contentRowsOf, useUi } from '../ui/ui-context.js';
import { useTerminalTitle } from '../ui/use-terminal.js';
import type { Result } from '../workflow/result.js';
import type { RunProgress } from '../workflow/run-progress.js';
import { FailingTable } from './failing-table.js';
import { filesText } from './files-text.js';
import { NoteLines } from './note-lines.js';
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
export function ResultView({ header, result, run, files, rerun, terminal, onBack, onQuit }: ResultViewProps) {
  const ui = useUi();
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
    { isActive: !hasLog, layer: 'form' },
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
  const endLines = (rows < 12 ? 2 : 3) + (note === undefined ? 0 : 1);
  const tableLines = rows - verdict.lines - barLines - endLines - 3 * space;
  const hasFailures = result.totals.failing > 0;
  const hints: readonly Hint[] = [
    ...(hasFailures ? (['details'] as const) : []),
    'quit',
    ...(hasFailures ? (['filter', 'sort', 'move-down'] as const) : []),
    ['back', 'review'],
    'log',
    ...(link === null ? [] : ([['open', 'copy the link']] as const)),
    'help',
  ];
  return (
    <Frame
      header={header}
      hints={hints}
      dialogHints={logHints}
      dialog={hasLog ? <RunLog run={run} lines={rows} onClose={() => setLog(false)} /> : undefined}
    >
      <Box height={verdict.lines + space} flexShrink={0}>
        <VerdictLines text={verdict} />
      </Box>
      {barLines > 0 && <PolicyBars policies={result.policies} lines={barLines} />}
      <Box height={tableLines + space} paddingTop={space} flexShrink={0}>
        {hasFailures ? (
          <FailingTable result={result} lines={tableLines} isFocused={!hasLog} />
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
