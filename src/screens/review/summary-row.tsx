import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { fit, pad, widthOf } from '../../ui/fit.js';
import { useReveal } from '../../ui/frame/scrolling.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { SummaryLine } from '../../wizard/summary.js';
import type { Standing } from '../../wizard/wizard.js';

interface SummaryRowProps {
  readonly line: SummaryLine;
  readonly standing: Standing;
  /** What the config file says instead: `was External in qualys-pc.yaml`. */
  readonly differs?: string | undefined;
  readonly isFocused: boolean;
}

const standingWords: Readonly<Record<Standing, string>> = {
  answered: 'edit',
  open: 'not asked yet',
  'needs-review': 'look again',
  wrong: 'not right yet',
};

/** One answer on one line, and how it stands. */
export function SummaryRow({ line, standing, differs, isFocused }: SummaryRowProps) {
  const { contentWidth, isNarrow, labelWidth, styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const isRight = standing === 'answered';
  const words = isRight ? (differs ?? standingWords.answered) : standingWords[standing];
  const label = labelWidth === 0 ? 12 : labelWidth;
  const head = (
    <>
      <Text {...styles.accent}>{isFocused ? `${symbols.pointer} ` : '  '}</Text>
      <Text {...(isFocused ? styles.accent : styles.plain)}>{pad(line.label, label)}</Text>
      <Text {...styles.warn}>{isRight ? ' ' : symbols.warn} </Text>
    </>
  );
  const tail = (
    <Text {...(isRight ? styles.dim : styles.warn)}>{fit(words, Math.floor(contentWidth / 2.5))}</Text>
  );
  if (isNarrow)
    return (
      <Box ref={box} flexDirection="column" flexShrink={0}>
        <Text wrap="truncate">
          {head}
          {isRight && differs === undefined ? '' : tail}
        </Text>
        <Box marginLeft={4} width={contentWidth - 4}>
          <Text>{fit(line.text, 2 * (contentWidth - 4))}</Text>
        </Box>
      </Box>
    );
  const room = contentWidth - 4 - label - Math.min(widthOf(words), Math.floor(contentWidth / 2.5)) - 2;
  return (
    <Box ref={box} flexShrink={0}>
      <Text wrap="truncate">
        {head}
        {pad(line.text, Math.max(1, room))}
        {'  '}
        {tail}
      </Text>
    </Box>
  );
}
