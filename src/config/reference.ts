import * as z from 'zod';
import { configFlags } from './flags.js';
import { configSchema } from './schema.js';
import { fieldsOf, type Setting, settingOf, typeOf } from './setting.js';

/** One row of the reference: a setting that holds a value. */
interface Row {
  readonly path: string;
  readonly setting: Setting;
}

/** Groups of settings with a heading of their own; everything else stands in the table of its parent. */
function isGroup(type: z.ZodType): boolean {
  return type instanceof z.ZodObject || type instanceof z.ZodDiscriminatedUnion;
}

function itemOf(setting: Setting): Setting | undefined {
  return setting.type instanceof z.ZodArray ? settingOf(setting.type.element) : undefined;
}

function rowsBelow(path: string, { type }: Setting): Row[] {
  if (type instanceof z.ZodDiscriminatedUnion)
    return type.options.flatMap((option) => {
      const branch = settingOf(option);
      return rowsBelow(`${path}`, branch).map((row) => ({
        ...row,
        path: row.path.replace(path, `${path} (${String(typeOf(branch.type))})`),
      }));
    });
  return [...fieldsOf(type, undefined)].flatMap(([key, field]) =>
    rowsOf(path === '' ? key : `${path}.${key}`, field),
  );
}

function rowsOf(path: string, setting: Setting): Row[] {
  const inner = isGroup(setting.type) ? rowsBelow(path, setting) : [];
  if (inner.length > 0) return setting.description === undefined ? inner : [{ path, setting }, ...inner];
  const item = itemOf(setting);
  const row = { path, setting };
  return item !== undefined && isGroup(item.type) ? [row, ...rowsBelow(`${path}[]`, item)] : [row];
}

function typeWord({ type }: Setting): string {
  if (isGroup(type)) return 'group';
  if (type instanceof z.ZodLiteral) return `\`${String(type.value)}\``;
  if (type instanceof z.ZodEnum) return type.options.map((option) => `\`${option}\``).join(', ');
  if (type instanceof z.ZodArray) {
    const item = settingOf(type.element);
    return isGroup(item.type) ? 'list of groups' : `list of: ${typeWord(item)}`;
  }
  if (type instanceof z.ZodUnion)
    return type.options.map((option) => typeWord(settingOf(option))).join(' or ');
  if (type instanceof z.ZodBoolean) return '`true`, `false`';
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodRecord) return 'group of texts';
  return 'text';
}

function defaultWord({ required, fallback }: Setting): string {
  if (required) return '**required**';
  return fallback === undefined
    ? ''
    : `\`${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}\``;
}

function flagWord(path: string): string {
  const plain = path.replace(/ \(\w+\)/, '');
  return configFlags
    .filter((flag) => flag.path.join('.') === plain)
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

/** A cell may hold no bar and no line end. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ path, setting }) =>
    [`\`${path}\``, typeWord(setting), defaultWord(setting), flagWord(path), setting.description ?? '']
      .map(cell)
      .join(' | '),
  );
  return [
    '| setting | value | default | flag | what it is |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** All settings, one table per group of the config, in the order of the file. */
export function settingTables(): string {
  const fields = [...fieldsOf(configSchema, undefined)];
  const plain = fields.filter(([, field]) => !isGroup(field.type));
  const groups = fields.filter(([, field]) => isGroup(field.type));
  return [
    ['## General', table(plain.flatMap(([key, field]) => rowsOf(key, field)))],
    ...groups.map(([key, field]) => [
      `## ${key}`,
      ...(field.description === undefined ? [] : [field.description]),
      table(rowsBelow(key, field)),
    ]),
  ]
    .flat()
    .join('\n\n');
}
