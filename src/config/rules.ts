import type { Problem } from './problem.js';
import { criteriaRules } from './rules/criteria.js';
import { borrowedSecretRules, loginRules, proxyRules } from './rules/logins.js';
import { referenceRules } from './rules/references.js';
import { serverRules } from './rules/servers.js';
import { targetRules } from './rules/target.js';
import { timeoutRules } from './rules/timeouts.js';
import { titleRules } from './rules/titles.js';
import type { LooseConfig } from './schema.js';

const rules = [
  ...serverRules,
  ...proxyRules,
  ...loginRules,
  ...borrowedSecretRules,
  ...targetRules,
  ...referenceRules,
  ...criteriaRules,
  ...timeoutRules,
  ...titleRules,
];

/** Everything that a config gets wrong and the schema cannot say. Parts that are missing are left to the schema. */
export function checkRules(config: LooseConfig): Problem[] {
  return rules.flatMap((rule) => rule(config));
}
