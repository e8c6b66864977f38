import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import { wrap } from '../../text/wrap.js';
import { fit } from '../../ui/fit.js';
import type { StyleName, Symbols } from '../../ui/frame/theme.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import type { RunLogLine, RunProgress } from '../../workflow/run/run-progress.js';

/** The keys of the log. */
export const logHints: readonly Hint[] = [['move-up', 'scroll'], 'page-up', 'last', ['back', 'close']];

interface RunLogProps {
  readonly run: RunProgress;
  readonly lines: number;
  readonly onClose: () => void;
}

/** Everything the run has said, newest last; follows it until one scrolls up. */
export function RunLog({ run, lines, onClose }: RunLogProps) {
  const { contentWidth, styles, symbols } = useUi();
  /** Lines between the last one shown and the end; 0 follows. */
  const [behind, setBehind] = useState(0);
  const rows = Math.max(1, lines - 2);
  const { log, logDropped } = run;
  const all = useMemo(
    () => log.flatMap((line) => linesOf(line, contentWidth, symbols)),
    [log, contentWidth, symbols],
  );
  const most = Math.max(0, all.length - rows);
  const end = all.length - Math.min(behind, most);
  const scroll = (by: number) => setBehind(Math.max(0, Math.min(most, Math.min(behind, most) + by)));
  useKeys(
    (press) => {
      if (isCommand(press, 'move-up')) scroll(1);
      else if (isCommand(press, 'move-down')) scroll(-1);
      else if (isCommand(press, 'page-up')) scroll(rows);
      else if (isCommand(press, 'page-down')) scroll(-rows);
      else if (isCommand(press, 'first')) scroll(most);
      else if (isCommand(press, 'last')) setBehind(0);
      else if (isCommand(press, 'log') || isCommand(press, 'back')) onClose();
      else return false;
      return true;
    },
    { isActive: true },
  );
  const shown = all.slice(Math.max(0, end - rows), end);
  const dropped = logDropped === 0 ? '' : `, ${logDropped} older ones dropped`;
  const place =
    end < all.length ? `${symbols.down} ${all.length - end} newer lines` : `${log.length} entries`;
  return (
    <Box flexDirection="column">
      <Text {...styles.strong}>{fit(`Log, times in UTC: ${place}${dropped}`, contentWidth)}</Text>
      <Text> </Text>
      {shown.map(({ key, clock, text, style }) => (
        <Text key={key} wrap="truncate">
          <Text {...styles.dim}>{clock}</Text>
          <Text {...styles[style]}>{text}</Text>
        </Text>
      ))}
    </Box>
  );
}

interface LogRow {
  readonly key: string;
  readonly clock: string;
  readonly text: string;
  readonly style: StyleName;
}

const clockColumns = 10;
const marks = { info: undefined, warning: 'warn', error: 'bad' } as const;

/** One entry over as many lines as it needs. */
function linesOf(
  { number, time, level, text }: RunLogLine,
  columns: number,
  symbols: Symbols,
): readonly LogRow[] {
  const mark = marks[level];
  const words = mark === undefined ? text : `${symbols[mark]} ${text}`;
  return wrap(words, columns - clockColumns).map((part, index) => ({
    key: `${number}.${index}`,
    clock: (index === 0 ? time.slice(11, 19) : '').padEnd(clockColumns),
    text: part,
    style: mark ?? 'plain',
  }));
}
