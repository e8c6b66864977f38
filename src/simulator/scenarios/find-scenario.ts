import { someFail, urgentFails } from './findings.js';
import type { Scenario } from './scenario.js';

const all: readonly Scenario[] = [
  { name: 'pass', title: 'Every control passes', behaviour: { oldFindings: urgentFails } },
  {
    name: 'fail',
    title: 'Some controls fail, one cannot be evaluated',
    behaviour: { findings: someFail, extraControls: true },
  },
];

/** Every scenario by name and title, for `--list`. */
export const scenarios: readonly { readonly name: string; readonly title: string }[] = all.map(
  ({ name, title }) => ({
    name,
    title,
  }),
);

/** @throws RangeError when there is no scenario of this name. */
export function findScenario(name: string): Scenario {
  const scenario = all.find((each) => each.name === name);
  if (scenario === undefined) throw new RangeError(`There is no scenario "${name}".`);
  return scenario;
}
