import { PcError } from '../errors.js';
import { type ConfigFlag, configFlags } from './flags.js';
import { child } from './setting.js';

/** What a person gave, by {@link ConfigFlag.key}; a repeated flag is an array. */
export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>;

/** A config that need not be complete yet. */
export type ConfigDraft = Readonly<Record<string, unknown>>;

/** Splits at commas; `\,` is a comma that stays. */
function listOf(value: string | readonly string[]): string[] {
  return [value].flat().flatMap((text) =>
    text
      .split(/(?<!\\),/)
      .map((part) => part.replaceAll('\\,', ',').trim())
      .filter((part) => part !== ''),
  );
}

/** Qualys' ids are digits; anything else is a title. */
function referenceTo(text: string): { id: string } | { title: string } {
  return /^\d+$/.test(text) ? { id: text } : { title: text };
}

function connectorOf(text: string): { id: string } | { name: string } {
  return /^\d+$/.test(text) ? { id: text } : { name: text };
}

/** Flags whose answer has another form in the config. */
const forms: Readonly<Record<string, (value: string | readonly string[]) => unknown>> = {
  connector: (value) => connectorOf(String(value).trim()),
  optionProfile: (value) => referenceTo(String(value).trim()),
  policy: (value) => listOf(value).map(referenceTo),
  excludeCids: (value) => [{ cids: listOf(value).join(', ') }],
};

function answerOf({ kind, key }: ConfigFlag, value: NonNullable<FlagValues[string]>): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  const form = forms[key];
  if (form !== undefined) return form(value);
  if (kind === 'list') return listOf(value);
  const text = typeof value === 'string' ? value : (value.at(-1) ?? '');
  return kind === 'number' && /^\d+$/.test(text.trim()) ? Number(text) : text;
}

/** A copy of the tree with one value replaced; what is in the way and no object gives way. */
function withValue(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const object = typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? tree : {};
  return { ...object, [key]: withValue(child(object, key), rest, value) };
}

function conflict(what: string, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'flags-conflict', next });
}

/** A flag for the other kind of target replaces the target of the file; what both kinds have stays. */
function withTargetType(written: ConfigDraft, values: FlagValues): ConfigDraft {
  const toHost = values.hostIp !== undefined;
  const toEc2 = values.ec2Id !== undefined;
  if (toHost && toEc2)
    throw conflict(
      '--host-ip and --ec2-id name two targets',
      'Pass one of them; a scan has one kind of target.',
    );
  const target = child(child(written, 'scan'), 'target');
  const before = child(target, 'type');
  const type = toHost ? 'host' : toEc2 ? 'ec2' : before;
  if (type === 'host' && (values.connector !== undefined || values.runConnector === true))
    throw conflict(
      '--connector and --run-connector belong to an EC2 target, and the target is a host',
      'Leave them out, or name the instance with --ec2-id.',
    );
  if ((!toHost && !toEc2) || type === before) return written;
  const requireAll = child(target, 'requireAll');
  const replaced = { type, ...(requireAll === undefined ? {} : { requireAll }) };
  return withValue(written, ['scan', 'target'], replaced) as ConfigDraft;
}

/**
 * Lays the answers of flags over a config, which may be empty: flags alone can make a whole one.
 * @throws PcError of kind `usage` when flags contradict each other.
 */
export function applyFlags(written: ConfigDraft, values: FlagValues): ConfigDraft {
  let config = withTargetType(written, values);
  const isHost = child(child(child(config, 'scan'), 'target'), 'type') === 'host';
  for (const flag of configFlags) {
    const value = values[flag.key];
    if (value === undefined || (isHost && flag.key === 'runConnector')) continue;
    config = withValue(config, flag.path, answerOf(flag, value)) as ConfigDraft;
  }
  return config;
}
