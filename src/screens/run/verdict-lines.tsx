import { Box, Text } from 'ink';
import { gateSentence, reasonWords, type VerdictLook, verdictWords } from '../../report/verdict-words.js';
import { counted } from '../../text/counted.js';
import { wrap } from '../../text/wrap.js';
import { fit, widthOf } from '../../ui/fit.js';
import type { StyleName } from '../../ui/frame/theme.js';
import { type Ui, useUi } from '../../ui/frame/ui-context.js';
import type { Result } from '../../workflow/results/result.js';
import { verdictSentence } from './next-sentence.js';

/** The report's three tones in the theme's words. */
const styleOf = { good: 'good', bad: 'bad', unsure: 'warn' } as const satisfies Record<
  VerdictLook['tone'],
  StyleName
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

/** Breaks a verdict into at most so many lines, the same words as in every report; the last one says if there is more. */
export function verdictText(ui: Ui, result: Result, most: number): VerdictText {
  const { tone, symbol, plain, word, reasons } = verdictWords(result);
  const { gate, outcome, warnings: count } = result.verdict;
  const isJudged = gate && (outcome === 'passed' || outcome === 'failed');
  const sign = ui.unicode ? symbol : plain;
  const warnings = count === 0 ? '' : `, ${counted(count, 'warning')}`;
  const beside = ui.isNarrow ? 0 : widthOf(`${sign} ${word}${warnings}`) + gap;
  const texts = [
    verdictSentence(result),
    ...reasons.map(reasonWords),
    ...(isJudged ? [gateSentence(result)] : []),
  ];
  const all = texts.flatMap((text) => wrap(text, ui.contentWidth - beside));
  const room = ui.isNarrow ? most - 1 : most;
  const shown =
    all.length <= room
      ? all
      : room === 1
        ? // Why, as far as it goes, is worth more than where the rest is.
          [fit(all.join(' '), ui.contentWidth - beside)]
        : [...all.slice(0, room - 1), '… l shows all of it'];
  return {
    sign,
    word,
    style: styleOf[tone],
    warnings,
    reasons: shown,
    lines: shown.length + (ui.isNarrow ? 1 : 0),
  };
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

/** Reports that a person opens come first. */
const toOpen = /\.(html|md|txt)$/;
const between = ' · ';

/** Written files in one line: a folder is named once, before the first of its files; what finds no room is counted. */
export function filesText(files: readonly string[], columns = Number.POSITIVE_INFINITY): string {
  const ordered = [...files].sort((a, b) => Number(toOpen.test(b)) - Number(toOpen.test(a)));
  let folder = '';
  const names = ordered.map((file) => {
    const end = file.lastIndexOf('/') + 1;
    const isSame = file.slice(0, end) === folder;
    folder = file.slice(0, end);
    return isSame ? file.slice(end) : file;
  });
  for (let shown = names.length; shown > 0; shown -= 1) {
    const left = names.length - shown;
    const text = [...names.slice(0, shown), ...(left === 0 ? [] : [`${left} more`])].join(between);
    if (widthOf(text) <= columns || shown === 1) return text;
  }
  return '';
}
