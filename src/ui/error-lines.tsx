import { Box, Text } from 'ink';
import type { ErrorText } from '../errors.js';
import { widthOf, wrapped } from './fit.js';
import { StatusLine } from './status-line.js';
import { useUi } from './ui-context.js';

/** What happened, why, what to do next; wrapped, so that nothing of it is lost. */
export function ErrorLines({ error, columns }: { readonly error: ErrorText; readonly columns?: number }) {
  const { contentWidth, styles, symbols } = useUi();
  const width = columns ?? contentWidth;
  const indent = widthOf(symbols.bad) + 1;
  const rest = (text: string) => wrapped(text, width - indent).join('\n');
  return (
    <Box flexDirection="column" flexShrink={0} width={width}>
      <StatusLine kind="bad" text={error.what} columns={width} isWhole />
      <Box flexDirection="column" marginLeft={indent}>
        {error.why !== undefined && <Text {...styles.dim}>{rest(error.why)}</Text>}
        <Text>{rest(error.next)}</Text>
      </Box>
    </Box>
  );
}
