import { stringify } from 'yaml';
import * as z from 'zod';
import type { ConfigFormat } from './config-document.js';
import { CONFIG_SCHEMA_PATH } from './json-schema.js';
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

/** A config as a file, with the address of its JSON Schema for editors. */
export function writeConfigText(written: LooseConfig, format: ConfigFormat): string {
  const { $schema = CONFIG_SCHEMA_PATH, ...config } = written;
  const ordered = inOrder(config, configSchema);
  if (format === 'json') return `${JSON.stringify({ $schema, ...(ordered as object) }, null, 2)}\n`;
  // The old YAML 1.1 would read yes, no and dates as other things; what both read as text needs no quotes.
  const body = stringify(ordered, {
    version: '1.2',
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return `# yaml-language-server: $schema=${$schema.replace(/\s+/g, '%20')}\n${body}`;
}
