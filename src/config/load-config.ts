import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import { applyFlags, type ConfigDraft, type FlagValues } from './apply-flags.js';
import { checkConfig } from './check-config.js';
import { type ConfigDocument, type ConfigFormat, readConfigDocument } from './config-document.js';
import { keysOf, type Problem } from './problem.js';
import type { Config, WrittenConfig } from './schema.js';

/** A config that can be run. */
export interface LoadedConfig {
  /** With every default filled in. */
  readonly config: Config;
  /** As it would be saved again. */
  readonly written: WrittenConfig;
  /** Worth knowing, in the way of nothing. */
  readonly notes: readonly Problem[];
}

/** The text of a config file. */
export interface ConfigText {
  readonly text: string;
  readonly format: ConfigFormat;
  /** As the person named it. */
  readonly sourceName: string;
}

/**
 * Reads a config file.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem with its place.
 */
export function parseConfigText(text: string, format: ConfigFormat, sourceName: string): LoadedConfig {
  return loadConfig({ file: { text, format, sourceName }, flags: {} });
}

/**
 * Reads a config from a file, flags, or both; flags win.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem with its place and its flag.
 */
export function loadConfig({ file, flags }: { file?: ConfigText; flags: FlagValues }): LoadedConfig {
  const document = file && readConfigDocument(file.text, file.format, file.sourceName);
  const value = document === undefined ? { version: 1 } : mappingOf(document);
  const checked = checkConfig(applyFlags(value, flags));
  if (checked.usable) return { config: checked.config, written: checked.written, notes: checked.notes };
  throw invalidConfig(checked.problems, document);
}

export function mappingOf({ value, sourceName }: ConfigDocument): ConfigDraft {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ConfigDraft;
  throw new PcError(`${printable(sourceName)} ${value === null ? 'is empty' : 'is not a config'}`, {
    kind: 'usage',
    code: 'config-invalid',
    next: 'Write settings such as "version: 1" and "platform: US2", or let the wizard save a config.',
  });
}

export function invalidConfig(problems: readonly Problem[], document: ConfigDocument | undefined): PcError {
  const errors = problems.filter(({ level }) => level === 'error');
  const source = document === undefined ? 'The configuration' : printable(document.sourceName);
  const count = errors.length === 1 ? 'a problem' : `${errors.length} problems`;
  const lines = errors
    .map((problem) => ({ ...problem, at: document?.positionOf(keysOf(problem)) }))
    .sort(({ at: a }, { at: b }) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0))
    .map(({ path, at, problem, fix }) => {
      const place = at === undefined ? '' : ` (${at.line}:${at.column})`;
      return `${path}${place} ${problem}. ${fix}`;
    });
  return new PcError(`${source} has ${count}`, {
    kind: 'usage',
    code: 'config-invalid',
    why: lines.join('\n'),
    next: 'Correct what is listed and run qualys-pc check.',
  });
}
