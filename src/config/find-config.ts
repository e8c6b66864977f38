import { resolve } from 'node:path';
import { PcError } from '../errors.js';
import { isMissing } from '../files/cannot-write.js';
import { printable } from '../text/printable.js';
import type { ConfigText } from './load-config.js';
import { defaultConfigPath } from './names.js';

/** Looked for in the working directory, in this order (design, section 2). */
const discoveredNames = ['qualys-pc.json', defaultConfigPath, 'qualys-pc.yml'] as const;

export interface FindConfigOptions {
  readonly cwd: string;
  /** The value of `--config`; `-` is standard input. */
  readonly explicit: string | undefined;
  /** Rejects with code ENOENT for a file that is not there. */
  readonly readFile: (path: string) => Promise<string>;
  readonly stdin: () => Promise<string>;
}

/**
 * Finds the config: the named one, else the first of the known names in the working directory.
 * @returns undefined when none was named and none lies there.
 * @throws PcError of kind `usage` when the file is missing or cannot be read.
 */
export async function findConfig(options: FindConfigOptions): Promise<ConfigText | undefined> {
  const { cwd, explicit, readFile, stdin } = options;
  if (explicit === '-') {
    const text = await stdin();
    return { text, format: formatOfText(text), sourceName: 'standard input' };
  }
  for (const name of explicit === undefined ? discoveredNames : [explicit]) {
    const text = await readFile(resolve(cwd, name)).catch((error: unknown) => {
      if (explicit === undefined && isMissing(error)) return undefined;
      throw unreadable(name, error);
    });
    if (text !== undefined)
      return { text, format: /\.json$/i.test(name) ? 'json' : formatOfName(name, text), sourceName: name };
  }
  return undefined;
}

function formatOfName(name: string, text: string): ConfigText['format'] {
  return /\.ya?ml$/i.test(name) ? 'yaml' : formatOfText(text);
}

function formatOfText(text: string): ConfigText['format'] {
  return /^\ufeff?\s*\{/.test(text) ? 'json' : 'yaml';
}

function unreadable(name: string, error: unknown): PcError {
  const missing = isMissing(error);
  return new PcError(`${printable(name)} ${missing ? 'does not exist' : 'cannot be read'}`, {
    kind: 'usage',
    code: missing ? 'config-missing' : 'config-unreadable',
    why: missing || !(error instanceof Error) ? undefined : printable(error.message),
    next: missing ? 'Name an existing file with --config.' : 'Check that it is a file and who may read it.',
    cause: error,
  });
}
