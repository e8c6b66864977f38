import { checkConfig } from './check-config.js';
import { invalidConfig } from './invalid-config.js';
import { type ConfigAnswers, readAnswers } from './load-config.js';
import type { Config } from './schema.js';

/** Keys of the config that say who asks which server, and through what. */
const accountKeys = [
  'platform',
  'apiServer',
  'gateway',
  'apiVersions',
  'network',
  'concurrency',
  'credentials',
  'proxy',
] as const;

/** The part of a config that is needed to ask Qualys anything. */
export type AccountConfig = Pick<Config, (typeof accountKeys)[number]>;

/** Stands for the scan that is not looked at. */
const anyScan = { target: { type: 'host', ips: ['127.0.0.1'] }, optionProfile: { id: '1' } };

/**
 * Reads the account alone, from a file, flags, or both: what the file says about the scan may be unfinished.
 * @throws PcError of kind `usage`, code `config-invalid`, as for a whole config.
 */
export function loadAccount(answers: ConfigAnswers): AccountConfig {
  const { document, draft } = readAnswers(answers);
  const account = Object.fromEntries(accountKeys.flatMap((key) => (key in draft ? [[key, draft[key]]] : [])));
  const checked = checkConfig({ version: 1, ...account, scan: anyScan });
  if (checked.usable) return checked.config;
  throw invalidConfig(checked.problems, document, answers.flags);
}
