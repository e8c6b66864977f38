import { applyFlags, type FlagValues } from './apply-flags.js';
import { checkConfig } from './check-config.js';
import { readConfigDocument } from './config-document.js';
import { type ConfigText, invalidConfig, mappingOf } from './load-config.js';
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
export function loadAccount({ file, flags }: { file?: ConfigText; flags: FlagValues }): AccountConfig {
  const document = file && readConfigDocument(file.text, file.format, file.sourceName);
  const value = document === undefined ? {} : mappingOf(document);
  const written = applyFlags(value, flags);
  const account = Object.fromEntries(
    accountKeys.flatMap((key) => (key in written ? [[key, written[key]]] : [])),
  );
  const checked = checkConfig({ version: 1, ...account, scan: anyScan });
  if (checked.usable) return checked.config;
  throw invalidConfig(checked.problems, document);
}
