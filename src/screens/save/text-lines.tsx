import { Box, Text } from 'ink';
import { fit } from '../../ui/fit.js';
import { useScroll } from '../../ui/frame/scrolling.js';
import type { StyleName } from '../../ui/frame/theme.js';
import { useUi } from '../../ui/frame/ui-context.js';

interface TextLinesProps {
  readonly text: string;
  readonly lines: number;
  /** The arrows move the text; the page keys do in any case. */
  readonly isFocused: boolean;
  readonly styleOf?: (line: string) => StyleName;
}

/** A text of many lines in a window that scrolls. */
export function TextLines({ text, lines, isFocused, styleOf = () => 'plain' }: TextLinesProps) {
  const { contentWidth, styles } = useUi();
  const all = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }));
  const { start, rows, note } = useScroll(all.length, lines, isFocused);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {all.slice(start, start + rows).map(({ line, number }) => (
        <Text key={number} {...styles[styleOf(line)]} wrap="truncate">
          {fit(line.replace(/\t/g, '  '), contentWidth) || ' '}
        </Text>
      ))}
      {note !== undefined && <Text {...styles.dim}>{note}</Text>}
    </Box>
  );
}
