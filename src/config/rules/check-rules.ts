import type { Problem } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { criteriaRules } from './criteria.js';
import { borrowedSecretRules, credentialsRules, loginRules, proxyRules } from './logins.js';
import { referenceRules } from './references.js';
import { serverRules } from './servers.js';
import { targetRules } from './target.js';
import { timeoutRules } from './timeouts.js';
import { titleRules } from './titles.js';

const rules = [
  ...serverRules,
  ...proxyRules,
  ...credentialsRules,
  ...loginRules,
  ...borrowedSecretRules,
  ...targetRules,
  ...referenceRules,
  ...criteriaRules,
  ...timeoutRules,
  ...titleRules,
];

/** Every problem that the schema cannot express. A missing value is reported by the schema, not here. */
export function checkRules(config: LooseConfig): Problem[] {
  return rules.flatMap((rule) => rule(config));
}
