import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { readJson } from './json-document.js';
import { type ReadDocument, Unreadable } from './read-document.js';
import { readYaml } from './yaml-document.js';

export type ConfigFormat = 'json' | 'yaml';

/** A config file as plain values, with the places they came from. */
export interface ConfigDocument extends ReadDocument {
  readonly sourceName: string;
}

/** A larger file is taken for something else than a config. */
export const MOST_CONFIG_BYTES = 1 << 20;

const nextSteps = {
  json: 'Correct the JSON.',
  yaml: 'Correct the YAML, or put the text in quotes.',
} as const satisfies Record<ConfigFormat, string>;

/**
 * Reads JSON or YAML 1.2 into plain values. No other type is recognised: dates stay text, and so does every
 * number that would not be written back the same (`0123`, `1.50`).
 * @throws PcError of kind `usage` when the text is not one readable document.
 */
export function readConfigDocument(text: string, format: ConfigFormat, sourceName: string): ConfigDocument {
  if (Buffer.byteLength(text) > MOST_CONFIG_BYTES)
    throw unreadable(
      sourceName,
      new Unreadable('it is larger than 1 MiB'),
      'Check that it is the config file.',
    );
  const body = text.replace(/^\ufeff/, '');
  try {
    return { sourceName, ...(format === 'json' ? readJson(body) : readYaml(body)) };
  } catch (error) {
    // The parsers' own messages quote the text; they are neither printed nor stored.
    const why =
      error instanceof Unreadable
        ? error
        : new Unreadable('it is nested too deep, or its anchors repeat too much');
    throw unreadable(sourceName, why, why.next ?? nextSteps[format]);
  }
}

function unreadable(sourceName: string, { message, at }: Unreadable, next: string): PcError {
  const place = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
  return new PcError(`${printable(sourceName)} cannot be read`, {
    kind: 'usage',
    code: 'config-invalid',
    why: `${message}${place}`,
    next,
  });
}
