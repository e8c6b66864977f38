import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import { applyFlags, type ConfigDraft, type FlagValues } from './apply-flags.js';
import { checkConfig } from './check-config.js';
import { type ConfigDocument, type ConfigFormat, readConfigDocument } from './config-document.js';
import { invalidConfig } from './invalid-config.js';
import type { Problem } from './problem.js';
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

/** A file and flags, either of which may be missing. */
export interface ConfigAnswers {
  readonly file?: ConfigText;
  readonly flags: FlagValues;
}

/**
 * Reads a config from a file, flags, or both; flags win.
 * @throws PcError of kind `usage`, code `config-invalid`, listing every problem with its place and its flag.
 */
export function loadConfig(answers: ConfigAnswers): LoadedConfig {
  const { document, draft } = readAnswers(answers);
  const checked = checkConfig(draft);
  if (!checked.usable) throw invalidConfig(checked.problems, document, answers.flags);
  return { config: checked.config, written: checked.written, notes: checked.notes };
}

/**
 * Lays flags over a file without checking what comes out.
 * @throws PcError of kind `usage` when the file cannot be read or flags contradict each other.
 */
export function readAnswers({ file, flags }: ConfigAnswers): {
  readonly document: ConfigDocument | undefined;
  readonly draft: ConfigDraft;
} {
  const document = file && readConfigDocument(file.text, file.format, file.sourceName);
  const value = document === undefined ? { version: 1 } : mappingOf(document);
  return { document, draft: applyFlags(value, flags) };
}

function mappingOf({ value, sourceName }: ConfigDocument): ConfigDraft {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ConfigDraft;
  throw new PcError(`${printable(sourceName)} ${value === null ? 'is empty' : 'is not a config'}`, {
    kind: 'usage',
    code: 'config-invalid',
    next: 'Write settings such as "version: 1" and "platform: US2", or let the wizard save a config.',
  });
}
