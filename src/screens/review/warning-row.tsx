import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { wrap } from '../../text/wrap.js';
import { widthOf } from '../../ui/fit.js';
import { useReveal } from '../../ui/frame/scrolling.js';
import { type Ui, useUi } from '../../ui/frame/ui-context.js';
import type { PlanWarning } from '../../wizard/plan-warnings.js';
import { indexOfStep, wizardSteps } from '../../wizard/steps.js';

interface WarningRowProps {
  readonly warning: PlanWarning;
  readonly isFocused: boolean;
}

/** Columns before the words: pointer and sign. */
const signColumns = 4;

function placeOf({ step }: PlanWarning): string {
  return step === undefined ? '' : (wizardSteps[indexOfStep(step)]?.title ?? '').toLowerCase();
}

/** The words over as many lines as they need, beside the name of the step they lead to. */
export function warningText(warning: PlanWarning, { contentWidth }: Ui): readonly string[] {
  const place = placeOf(warning);
  return wrap(warning.text, contentWidth - signColumns - (place === '' ? 0 : widthOf(place) + 3));
}

/** A warning, whole, and the step where it is mended; enter goes there. */
export function WarningRow({ warning, isFocused }: WarningRowProps) {
  const ui = useUi();
  const { contentWidth, styles, symbols } = ui;
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const place = placeOf(warning);
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
