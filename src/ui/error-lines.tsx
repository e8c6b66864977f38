import { Box, Text } from 'ink';
import type { ErrorText } from '../errors.js';
import { printable } from '../text/printable.js';
import { useUi } from './ui-context.js';

/** What happened, why, what to do next; wrapped, so that nothing of it is lost. */
export function ErrorLines({ error, columns }: { readonly error: ErrorText; readonly columns?: number }) {
  const { contentWidth, styles, symbols } = useUi();
  return (
    <Box flexDirection="column" flexShrink={0} width={columns ?? contentWidth}>
      <Text>
        <Text {...styles.bad}>{symbols.bad}</Text> {printable(error.what)}
      </Text>
      {error.why !== undefined && <Text {...styles.dim}>{printable(error.why)}</Text>}
      <Text>{printable(error.next)}</Text>
    </Box>
  );
}
