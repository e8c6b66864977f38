import type { Behaviour } from './behaviour.js';
import { type Element, element, free } from './markup.js';

const labels = ['UNDEFINED', 'MINIMAL', 'MEDIUM', 'SERIOUS', 'CRITICAL', 'URGENT'] as const;
/** The labels in the order of their values, from 0. */
export const criticalityLabels: readonly string[] = labels;
/** What the managers of a subscription may have renamed the levels to. */
const renamed = ['Undefined', 'Info', 'Minor', 'Major', 'Severe', 'Blocker'] as const;

/** LABEL and VALUE of a control, as much as the tenant sends. */
export function criticalityElement(value: number, shape: Behaviour['criticality']): Element | undefined {
  if (shape === 'none') return undefined;
  const label = (shape === 'renamed' ? renamed : labels)[value] ?? labels[0];
  return element(
    'CRITICALITY',
    element('LABEL', free(label)),
    shape === 'label' ? undefined : element('VALUE', value),
  );
}

/** The value behind a label of the parameter `criticality_labels`. */
export function valueOfLabel(label: string): number {
  return criticalityLabels.indexOf(label.toUpperCase());
}
