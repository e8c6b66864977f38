import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import * as z from 'zod';
import type { ConfigFormat } from './config-document.js';
import { configSchema, type LooseConfig } from './schema.js';
import { fieldsOf, settingOf } from './setting.js';

/** The value with its keys in the order of the schema, which is the order in which people read a config. */
function inOrder(value: unknown, schema: z.ZodType): unknown {
  if (Array.isArray(value)) {
    if (!(schema instanceof z.ZodArray)) return value;
    const element = settingOf(schema.element).type;
    return value.map((item) => inOrder(item, element));
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = fieldsOf(schema, value);
  if (fields.size === 0) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const order = [...fields.keys()];
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
      .map(([key, item]) => {
        const field = fields.get(key);
        return [key, field === undefined ? item : inOrder(item, field.type)];
      }),
  );
}

/**
 * A config as a file. An editor finds the JSON Schema by `$schema`, or in YAML by a comment; without an address there
 * is neither, as an editor calls one that leads nowhere an error.
 */
export function writeConfigText(written: LooseConfig, format: ConfigFormat): string {
  const { $schema, ...config } = written;
  const ordered = inOrder(config, configSchema);
  const address = $schema === undefined ? {} : { $schema };
  if (format === 'json') return `${JSON.stringify({ ...address, ...(ordered as object) }, null, 2)}\n`;
  // The old YAML 1.1 would read yes, no and dates as other things; what both read as text needs no quotes.
  const body = stringify(ordered, {
    version: '1.2',
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return $schema === undefined
    ? body
    : `# yaml-language-server: $schema=${$schema.replace(/\s+/g, '%20')}\n${body}`;
}

/** Name of a JSON Schema that editors find: `qualys-pc schema > qualys-pc.schema.json`. */
const schemaFile = 'qualys-pc.schema.json';

/** A config as the text of a file, which names the schema that lies beside it, if one does. */
export async function configTextFor(
  written: LooseConfig,
  { path, format }: { readonly path: string; readonly format: ConfigFormat },
): Promise<string> {
  if (written.$schema !== undefined) return writeConfigText(written, format);
  const isBeside = await access(join(dirname(path), schemaFile)).then(
    () => true,
    () => false,
  );
  return writeConfigText(isBeside ? { ...written, $schema: `./${schemaFile}` } : written, format);
}
