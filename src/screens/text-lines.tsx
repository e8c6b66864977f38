import { Box, Text } from 'ink';
import { useState } from 'react';
import { fit } from '../ui/fit.js';
import { useKeys } from '../ui/key-router.js';
import { isCommand } from '../ui/keys.js';
import type { StyleName } from '../ui/theme.js';
import { useUi } from '../ui/ui-context.js';

interface TextLinesProps {
  readonly text: string;
  readonly lines: number;
  /** The arrows move the text. */
  readonly isFocused: boolean;
  readonly styleOf?: (line: string) => StyleName;
}

/** A text of many lines in a window that scrolls. */
export function TextLines({ text, lines, isFocused, styleOf = () => 'plain' }: TextLinesProps) {
  const { contentWidth, styles } = useUi();
  const [from, setFrom] = useState(0);
  const all = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }));
  const last = Math.max(0, all.length - lines);
  const start = Math.min(from, last);
  useKeys(
    (press) => {
      if (isCommand(press, 'move-down')) setFrom(Math.min(last, start + 1));
      else if (isCommand(press, 'move-up')) setFrom(Math.max(0, start - 1));
      else if (isCommand(press, 'page-down')) setFrom(Math.min(last, start + lines));
      else if (isCommand(press, 'page-up')) setFrom(Math.max(0, start - lines));
      else if (isCommand(press, 'first')) setFrom(0);
      else if (isCommand(press, 'last')) setFrom(last);
      else return false;
      return true;
    },
    { isActive: isFocused },
  );
  const shown = all.slice(start, start + lines);
  const below = all.length - start - shown.length;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {shown.map(({ line, number }) => (
        <Text key={number} {...styles[styleOf(line)]} wrap="truncate">
          {fit(line.replace(/\t/g, '  '), contentWidth) || ' '}
        </Text>
      ))}
      {(below > 0 || start > 0) && (
        <Text {...styles.dim}>{`  lines ${start + 1} to ${start + shown.length} of ${all.length}`}</Text>
      )}
    </Box>
  );
}
