import * as z from 'zod';
import { valueAt } from './flag-kinds.js';
import { configSchema } from './schema.js';

/** One place of the schema, without the wrappers that make it optional or give it a default. */
export interface Setting {
  readonly type: z.ZodType;
  readonly description: string | undefined;
  readonly required: boolean;
  /** As a person would write it; undefined when there is none. */
  readonly fallback: unknown;
}

/** Takes optional, default and transform off a schema and keeps what they said. */
export function settingOf(schema: z.core.$ZodType): Setting {
  let type = schema;
  let required = true;
  let fallback: unknown;
  let description: string | undefined;
  for (;;) {
    description ??= z.globalRegistry.get(type)?.description;
    if (type instanceof z.ZodOptional) required = false;
    else if (type instanceof z.ZodDefault || type instanceof z.ZodPrefault) {
      required = false;
      fallback ??= type.def.defaultValue;
    } else if (type instanceof z.ZodPipe) {
      type = type.def.in;
      continue;
    } else return { type: type as z.ZodType, description, required, fallback };
    type = type.def.innerType;
  }
}

/** The keys of an object's schema with their settings; of a union, the branch that the value's `type` names. */
export function fieldsOf(schema: z.ZodType, value: unknown): ReadonlyMap<string, Setting> {
  if (schema instanceof z.ZodObject)
    return new Map(
      Object.entries<z.core.$ZodType>(schema.shape).map(([key, field]) => [key, settingOf(field)]),
    );
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const named = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
    const branches = schema.options.map((option) => settingOf(option).type);
    const branch = branches.find((option) => typeOf(option) === named) ?? branches[0];
    return branch === undefined ? new Map() : fieldsOf(branch, value);
  }
  return new Map();
}

/** The `type` that a branch of a union stands for. */
export function typeOf(branch: z.ZodType): unknown {
  const type = branch instanceof z.ZodObject ? settingOf(branch.shape.type).type : undefined;
  return type instanceof z.ZodLiteral ? type.value : undefined;
}

/** The setting at a path of the config; `root` decides which branch of a union is meant. */
export function settingAt(path: readonly PropertyKey[], root: unknown): Setting | undefined {
  let setting: Setting | undefined = settingOf(configSchema);
  let value = root;
  for (const key of path) {
    if (setting === undefined) return undefined;
    setting =
      setting.type instanceof z.ZodArray
        ? settingOf(setting.type.element)
        : fieldsOf(setting.type, value).get(String(key));
    value = valueAt(value, key);
  }
  return setting;
}
