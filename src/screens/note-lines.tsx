import { Box, Text } from 'ink';
import { wrapped } from '../ui/fit.js';
import { useUi } from '../ui/ui-context.js';
import type { Result } from '../workflow/result.js';
import { harmlessSummary } from './failing-rows.js';

const indent = 2;

/** What is worth knowing of a result in which nothing fails: what did not pass all the same, and the notes. */
export function NoteLines({ result, lines }: { readonly result: Result; readonly lines: number }) {
  const { contentWidth, styles, symbols } = useUi();
  const columns = contentWidth - indent;
  const mark = `${symbols.warn} `;
  const summary = harmlessSummary(result);
  const notes = result.verdict.notes.flatMap(({ message }) =>
    wrapped(message, columns - mark.length).map(
      (text, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + text,
    ),
  );
  const all = [...(summary === undefined ? [] : wrapped(summary, columns)), ...notes];
  const shown = all.length <= lines ? all : [...all.slice(0, Math.max(0, lines - 1)), '… l shows all of it'];
  return (
    <Box marginLeft={indent}>
      <Text {...styles.dim}>{shown.join('\n')}</Text>
    </Box>
  );
}
