import { Box, Text } from 'ink';
import { widthOf, wrapped } from '../ui/fit.js';
import type { StyleName, Symbols } from '../ui/theme.js';
import { type Ui, useUi } from '../ui/ui-context.js';
import type { Result } from '../workflow/result.js';

type Verdict = Result['verdict'];

/** How an outcome is told at a glance. */
const words = {
  passed: { sign: 'good', word: 'PASSED', style: 'good' },
  failed: { sign: 'bad', word: 'FAILED', style: 'bad' },
  inconclusive: { sign: 'warn', word: 'INCONCLUSIVE', style: 'warn' },
  'not-evaluated': { sign: 'warn', word: 'NOT CHECKED', style: 'warn' },
} as const satisfies Record<
  Verdict['outcome'],
  { readonly sign: keyof Symbols; readonly word: string; readonly style: StyleName }
>;

/** A verdict broken into lines. */
export interface VerdictText {
  readonly sign: string;
  readonly word: string;
  readonly style: StyleName;
  /** `, 2 warnings`; empty without any. */
  readonly warnings: string;
  readonly reasons: readonly string[];
  /** Lines that all of it takes. */
  readonly lines: number;
}

/** Breaks a verdict into at most so many lines; the last one says when there is more. */
export function verdictText(ui: Ui, verdict: Verdict, most: number): VerdictText {
  const { sign, word, style } = words[verdict.outcome];
  const { warnings: count } = verdict;
  const warnings = count === 0 ? '' : `, ${count} ${count === 1 ? 'warning' : 'warnings'}`;
  const beside = ui.isNarrow ? 0 : widthOf(`${ui.symbols[sign]} ${word}${warnings}`) + gap;
  const all = verdict.reasons.flatMap(({ message }) => wrapped(message, ui.contentWidth - beside));
  const room = ui.isNarrow ? most - 1 : most;
  const reasons = all.length <= room ? all : [...all.slice(0, room - 1), '… l shows all of it'];
  const lines = ui.isNarrow ? 1 + reasons.length : Math.max(1, reasons.length);
  return { sign: ui.symbols[sign], word, style, warnings, reasons, lines };
}

const gap = 3;

/** The verdict: its sign, its word, its reasons. */
export function VerdictLines({ text }: { readonly text: VerdictText }) {
  const { isNarrow, styles } = useUi();
  return (
    <Box flexDirection={isNarrow ? 'column' : 'row'} columnGap={gap} flexShrink={0}>
      <Text wrap="truncate">
        <Text {...styles[text.style]} bold>{`${text.sign} ${text.word}`}</Text>
        <Text {...styles.warn}>{text.warnings}</Text>
      </Text>
      <Text>{text.reasons.join('\n')}</Text>
    </Box>
  );
}
