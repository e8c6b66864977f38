import { accessScenarios } from './access-scenarios.js';
import { answerScenarios } from './answer-scenarios.js';
import { cloudScenarios } from './cloud-scenarios.js';
import { errorFamily, errorScenario } from './error-family.js';
import { estateScenarios } from './estate-scenarios.js';
import { evidenceScenarios } from './evidence-scenarios.js';
import { loginScenarios } from './login-scenarios.js';
import { objectScenarios } from './object-scenarios.js';
import { postureScenarios } from './posture-scenarios.js';
import { scaleScenarios } from './scale-scenarios.js';
import { scanScenarios } from './scan-scenarios.js';
import type { Scenario } from './scenario.js';
import { tenantScenarios } from './tenant-scenarios.js';

const all: readonly Scenario[] = [
  ...postureScenarios,
  ...evidenceScenarios,
  ...answerScenarios,
  ...scanScenarios,
  ...loginScenarios,
  ...objectScenarios,
  ...cloudScenarios,
  ...accessScenarios,
  ...tenantScenarios,
  ...scaleScenarios,
  ...estateScenarios,
];

/** Every scenario by name and title, for `--list`; the last line stands for the family of error codes. */
export const scenarios: readonly { readonly name: string; readonly title: string }[] = [
  ...all.map(({ name, title }) => ({ name, title })),
  { name: errorFamily, title: 'A call, or the list of option profiles, answers with this code' },
];

/** Whether there is a scenario of this name, those of the family included. */
export function isScenario(name: string): boolean {
  return all.some((each) => each.name === name) || errorScenario(name) !== undefined;
}

/** @throws RangeError when there is no scenario of this name. */
export function findScenario(name: string): Scenario {
  const scenario = all.find((each) => each.name === name) ?? errorScenario(name);
  if (scenario === undefined) throw new RangeError(`There is no scenario "${name}".`);
  return scenario;
}
