import * as z from 'zod';
import { configFileSchema } from './jobs/file-schema.js';

/** The JSON Schema of one of this program's formats; `input` is what people may write, `output` what is written. */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  { name, title }: { readonly name: string; readonly title: string },
): object {
  const $id = `urn:qualys-pc-wizard:schema:${name}:1`;
  return { $id, title, ...z.toJSONSchema(schema, { io, target: 'draft-7' }) };
}

/** The JSON Schema of the config file: with one `scan`, or with `jobs`. */
export function configJsonSchema(): object {
  const schema = jsonSchemaOf(configFileSchema, 'input', { name: 'config', title: 'qualys-pc config' });
  return { ...schema, oneOf: [{ required: ['scan'] }, { required: ['jobs'] }] };
}
