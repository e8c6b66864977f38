import { Box, Text } from 'ink';
import { reasonWords } from '../../report/verdict-words.js';
import { wrap } from '../../text/wrap.js';
import { type Ui, useUi } from '../../ui/frame/ui-context.js';
import type { Result } from '../../workflow/results/result.js';
import { resultIndent } from './end-lines.js';
import { harmlessSummary } from './failing-table-rows.js';

/** The warnings of a verdict, each in as many lines as it needs. */
export function noteTexts({ contentWidth, symbols }: Ui, { verdict }: Result): readonly string[] {
  const mark = `${symbols.warn} `;
  return verdict.notes.flatMap((note) =>
    wrap(reasonWords(note), contentWidth - resultIndent - mark.length).map(
      (text, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + text,
    ),
  );
}

interface NoteLinesProps {
  readonly result: Result;
  readonly lines: number;
}

/** What is worth knowing of a result in which nothing fails: what did not pass all the same, and its warnings. */
export function NoteLines({ result, lines }: NoteLinesProps) {
  const ui = useUi();
  const summary = harmlessSummary(result);
  const all = [
    ...(summary === undefined ? [] : wrap(summary, ui.contentWidth - resultIndent)),
    ...noteTexts(ui, result),
  ];
  const shown = all.length <= lines ? all : [...all.slice(0, Math.max(0, lines - 1)), '… l shows all of it'];
  return <Notes texts={shown} />;
}

/** Lines about a verdict, under what weighs more. */
export function Notes({ texts }: { readonly texts: readonly string[] }) {
  return (
    <Box marginLeft={resultIndent}>
      <Text {...useUi().styles.dim}>{texts.join('\n')}</Text>
    </Box>
  );
}
