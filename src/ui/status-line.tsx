import { Box, Text } from 'ink';
import { fit, widthOf, wrapped } from './fit.js';
import { Spinner } from './spinner.js';
import { useUi } from './ui-context.js';

export interface StatusLineProps {
  readonly kind: 'good' | 'bad' | 'warn' | 'busy' | 'idle';
  readonly text: string;
  readonly columns?: number;
  /** Takes as many lines as it needs instead of cutting the text. */
  readonly isWhole?: boolean;
}

/** One line that says how something stands: a sign and words, never colour alone. `idle` keeps the place. */
export function StatusLine({ kind, text, columns, isWhole = false }: StatusLineProps) {
  const { contentWidth, styles, symbols, screenReader } = useUi();
  const width = columns ?? contentWidth;
  if (kind === 'busy')
    return (
      <Box>
        <Spinner />
        <Text>{screenReader ? '' : ' '}</Text>
        <Text wrap="truncate">{fit(text, width - 4)}</Text>
      </Box>
    );
  if (kind === 'idle') return <Text {...styles.dim}>{fit(text, width) || ' '}</Text>;
  const sign = symbols[kind];
  if (isWhole)
    return (
      <Box width={width} columnGap={1} flexShrink={0}>
        <Text {...styles[kind]}>{sign}</Text>
        <Text>{wrapped(text, width - widthOf(sign) - 1).join('\n')}</Text>
      </Box>
    );
  return (
    <Text wrap="truncate">
      <Text {...styles[kind]}>{sign}</Text> {fit(text, width - widthOf(sign) - 1)}
    </Text>
  );
}
