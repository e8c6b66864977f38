import { configJsonSchema, jsonSchemaOf } from '../src/config/json-schema.js';
import { referencePage } from '../src/config/reference-page.js';
import { controlLineSchema, resultSchema } from '../src/workflow/result.js';

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The generated pages of config and results, by their path in the repository. */
export function configPages(): Readonly<Record<string, string>> {
  return {
    'docs/config-reference.md': referencePage(),
    'docs/schema/config.schema.json': json(configJsonSchema()),
    'docs/schema/result.schema.json': json(jsonSchemaOf(resultSchema, 'output', 'qualys-pc result.json')),
    'docs/schema/controls.schema.json': json(
      jsonSchemaOf(controlLineSchema, 'output', 'A line of qualys-pc controls.jsonl'),
    ),
  };
}
