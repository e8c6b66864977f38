import { publishedSchemas } from '../src/commands/schema.js';
import { referencePage } from './docs/reference-page.js';

/** The generated pages of the config and of all published formats, by their path in the repository. */
export function configPages(): Readonly<Record<string, string>> {
  const schemas = Object.entries(publishedSchemas).map(([name, schema]) => [
    `docs/schema/${name}.schema.json`,
    `${JSON.stringify(schema(), null, 2)}\n`,
  ]);
  return { 'docs/config-reference.md': referencePage(), ...Object.fromEntries(schemas) };
}
