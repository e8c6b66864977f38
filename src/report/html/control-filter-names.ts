import { criticalityNames, criticalityValues } from '../../config/names.js';
import { postureStates } from '../../workflow/result.js';

/** States as the filters offer them: what needs a look first. */
export const filterStates = [...postureStates].sort(
  (a, b) => Number(a === 'passed') - Number(b === 'passed'),
);

/** Criticalities as the filters and the overview name them, from the worst down. */
export const filterCriticalities = [
  ...criticalityNames.map((name) => ({
    name,
    value: criticalityValues[name] as number,
    word: name.charAt(0).toUpperCase() + name.slice(1),
  })),
  { name: 'undefined', value: 0, word: 'Undefined' },
] as const;

/** Ids of the inputs that the stylesheet watches. */
export const stateInput = (state: string): string => `state-${state}`;
export const criticalityInput = (value: number): string => `criticality-${value}`;
export const onlyFailingInput = 'only-failing';
