import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { fit, pad, widthOf } from '../ui/fit.js';
import { useReveal } from '../ui/reveal.js';
import { useUi } from '../ui/ui-context.js';
import type { SummaryLine } from '../wizard/summary.js';
import type { Standing } from '../wizard/wizard.js';

interface SummaryRowProps {
  readonly line: SummaryLine;
  readonly standing: Standing;
  readonly isFocused: boolean;
}

const standingWords: Readonly<Record<Standing, string>> = {
  answered: 'edit',
  open: 'not asked yet',
  doubted: 'look again',
  wrong: 'not right yet',
};

/** One answer on one line, and how it stands. */
export function SummaryRow({ line, standing, isFocused }: SummaryRowProps) {
  const { contentWidth, labelWidth, styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const words = standingWords[standing];
  const sign = standing === 'answered' ? ' ' : symbols.warn;
  const label = labelWidth === 0 ? 12 : labelWidth;
  const isWide = contentWidth >= 58;
  const beside = isWide ? words : standing === 'answered' ? '' : words;
  const room = contentWidth - 4 - label - widthOf(beside) - 2;
  return (
    <Box ref={box} flexShrink={0}>
      <Text wrap="truncate">
        <Text {...styles.accent}>{isFocused ? `${symbols.pointer} ` : '  '}</Text>
        <Text {...(isFocused ? styles.accent : styles.plain)}>{pad(line.label, label)}</Text>
        <Text {...styles.warn}>{sign} </Text>
        {pad(line.text, Math.max(1, room))}
        <Text
          {...(standing === 'answered' ? styles.dim : styles.warn)}
        >{`  ${fit(beside, contentWidth)}`}</Text>
      </Text>
    </Box>
  );
}
