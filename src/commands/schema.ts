import { configJsonSchema, jsonSchemaOf } from '../config/json-schema.js';
import { exitCode } from '../errors.js';
import { controlLineSchema } from '../workflow/results/control-line.js';
import { resultSchema } from '../workflow/results/result.js';
import { scanEventSchema } from '../workflow/run/event-schema.js';
import type { CommandIo } from './process/io.js';
import { printDocument } from './process/print.js';

/** The JSON Schemas that are published, by the name of their format. */
export const publishedSchemas = {
  config: configJsonSchema,
  result: () => jsonSchemaOf(resultSchema, 'output', { name: 'result', title: 'qualys-pc result.json' }),
  controls: () =>
    jsonSchemaOf(controlLineSchema, 'output', {
      name: 'controls',
      title: 'A line of qualys-pc controls.jsonl',
    }),
  events: () =>
    jsonSchemaOf(scanEventSchema, 'output', { name: 'events', title: 'A line of qualys-pc run --events' }),
} as const;

export type SchemaName = keyof typeof publishedSchemas;

/** Prints the JSON Schema of one of the formats. */
export async function runSchema(
  { of }: { of: SchemaName },
  { stdout }: Pick<CommandIo, 'stdout'>,
): Promise<number> {
  printDocument(stdout, publishedSchemas[of]());
  return exitCode.passed;
}
