import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { wrap } from '../../text/wrap.js';
import { fit, pad, widthOf } from '../../ui/fit.js';
import { useReveal } from '../../ui/frame/scrolling.js';
import { type Ui, useUi } from '../../ui/frame/ui-context.js';
import type { PlanWarning } from '../../wizard/plan-warnings.js';
import { indexOfStep, wizardSteps } from '../../wizard/steps.js';
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

/** How an answer differs from the file, in words that leave the answer whole; `p` shows both. */
function differsIn(differs: string, columns: number): string {
  const ways = [differs, differs.replace(/ in \S+$/, '')];
  return ways.find((words) => widthOf(words) <= columns) ?? 'changed';
}

/** One answer on one line, and how it stands. */
export function SummaryRow({ line, standing, differs, isFocused }: SummaryRowProps) {
  const { contentWidth, isNarrow, labelWidth, styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const isRight = standing === 'answered';
  const label = labelWidth === 0 ? 12 : labelWidth;
  const differsWords =
    differs && differsIn(differs, contentWidth - 6 - label - (isNarrow ? 0 : widthOf(line.text)));
  const words = isRight ? (differsWords ?? standingWords.answered) : standingWords[standing];
  const head = (
    <>
      <Text {...styles.accent}>{isFocused ? `${symbols.pointer} ` : '  '}</Text>
      <Text {...(isFocused ? styles.accent : styles.plain)}>{pad(line.label, label)}</Text>
      <Text {...styles.warn}>{isRight ? ' ' : symbols.warn} </Text>
    </>
  );
  const tail = <Text {...(isRight ? styles.dim : styles.warn)}>{fit(words, contentWidth - label)}</Text>;
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
  const room = contentWidth - 4 - label - widthOf(words) - 2;
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

interface WarningRowProps {
  readonly warning: PlanWarning;
  readonly isFocused: boolean;
}

/** Columns before the words: pointer and sign. */
const signColumns = 4;

function placeOf({ step }: PlanWarning): string {
  return step === undefined ? '' : (wizardSteps[indexOfStep(step)]?.title ?? '').toLowerCase();
}

/** The words over as many lines as they need, beside the name of the step they lead to; it follows them where that is narrow. */
export function warningText(
  warning: PlanWarning,
  { contentWidth, isNarrow, symbols }: Ui,
): readonly string[] {
  const place = placeOf(warning);
  const room = contentWidth - signColumns;
  if (!isNarrow) return wrap(warning.text, room - (place === '' ? 0 : widthOf(place) + 3));
  return wrap(place === '' ? warning.text : `${warning.text} ${place} ${symbols.leadsTo}`, room);
}

/** A warning, whole, and the step where it is mended; enter goes there. */
export function WarningRow({ warning, isFocused }: WarningRowProps) {
  const ui = useUi();
  const { contentWidth, isNarrow, styles, symbols } = ui;
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const place = isNarrow ? '' : placeOf(warning);
  return (
    <Box ref={box} flexShrink={0} width={contentWidth} justifyContent="space-between">
      <Box>
        <Text {...styles.accent}>{isFocused ? `${symbols.pointer} ` : '  '}</Text>
        <Text {...styles.warn}>{`${symbols.warn} `}</Text>
        <Text>{warningText(warning, ui).join('\n')}</Text>
      </Box>
      {place !== '' && (
        <Text {...(isFocused ? styles.accent : styles.dim)}>{`${place} ${symbols.leadsTo}`}</Text>
      )}
    </Box>
  );
}
