import * as z from 'zod';
import { jobGroups } from './jobs/merge-jobs.js';
import { configSchema } from './schema.js';
import { settingOf } from './setting.js';

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

/** The settings of a schema with none required: what is missing comes from `defaults`. */
function partly(schema: z.core.$ZodType): z.ZodType {
  const { type, description } = settingOf(schema);
  const shape = shapeOf(type);
  const inner = shape === undefined ? type : z.strictObject(shape);
  return (description === undefined ? inner : inner.describe(description)).optional();
}

/** The settings of a group; those of all branches where the group is a choice, since `defaults` may leave it open. */
function shapeOf(type: z.ZodType): Record<string, z.ZodType> | undefined {
  if (type instanceof z.ZodObject) {
    const fields = Object.entries<z.core.$ZodType>(type.shape);
    return Object.fromEntries(fields.map(([key, field]) => [key, partly(field)]));
  }
  if (!(type instanceof z.ZodDiscriminatedUnion)) return undefined;
  const branches = type.options.map((option) => settingOf(option).type);
  const types = branches.flatMap((branch) =>
    branch instanceof z.ZodObject ? [...(settingOf(branch.shape.type).type as z.ZodLiteral).values] : [],
  );
  return {
    ...Object.assign({}, ...branches.map((branch) => shapeOf(branch)).reverse()),
    type: z.enum(types.map(String)).describe('Kind of the target.').optional(),
  };
}

const jobSchema = z.strictObject(
  Object.fromEntries(jobGroups.map((group) => [group, partly(configSchema.shape[group])])),
);

/**
 * The config file as editors complete it: one `scan`, or `jobs` with `defaults`. A job is checked as the config that
 * it makes with the defaults under it, by {@link configSchema}, so that both kinds of file have the same rules.
 */
const configFileSchema = configSchema.extend({
  scan: configSchema.shape.scan.optional(),
  defaults: jobSchema.optional().describe('Settings under each of the jobs: objects merge, lists replace.'),
  jobs: z
    .record(z.string(), jobSchema)
    .optional()
    .describe('Several scans in place of `scan`, by name; the name is the jobName.'),
});
