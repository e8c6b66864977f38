import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';
import { Document, isMap, parseDocument, visit } from 'yaml';
import * as z from 'zod';
import { PcError } from '../errors.js';
import { printable, withEscapes } from '../text/printable.js';
import type { ConfigFormat } from './document/config-document.js';
import { isMapping, isOtherType } from './jobs/overlay.js';
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
  if (format === 'json')
    return `${withEscapes(JSON.stringify({ ...address, ...(ordered as object) }, null, 2))}\n`;
  const body = yamlOf(ordered);
  return $schema === undefined
    ? body
    : `# yaml-language-server: $schema=${$schema.replace(/\s+/g, '%20')}\n${body}`;
}

function yamlOf(value: unknown): string {
  // The old YAML 1.1 would read yes, no and dates as other things; what both read as text needs no quotes.
  const document = new Document(value, {
    version: '1.2',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && withEscapes(scalar.value) !== scalar.value)
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return withEscapes(document.toString({ lineWidth: 0 }));
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

/** The text of a config file as it stands. */
export interface ConfigFileText {
  readonly text: string;
  readonly format: ConfigFormat;
  /** As the person named it. */
  readonly path: string;
}

interface Setting {
  readonly path: readonly string[];
  /** Undefined: it goes. */
  readonly value: unknown;
}

/** Every setting that differs; lists and plain values are one each. */
export function changedSettings(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): readonly Setting[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMapping(before) || !isMapping(after) || isOtherType(before, after)) return [{ path, value: after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedSettings(before[key], after[key], [...path, key]));
}

/**
 * The text with some of its settings changed: all else keeps its order, its comments and its own way of writing.
 * @param root Keys from the top of the file to where the settings stand.
 * @throws PcError of kind `usage` where an anchor stands in the way.
 */
export function editConfigText(
  file: ConfigFileText,
  root: readonly string[],
  changes: readonly Setting[],
): string {
  return file.format === 'json' ? inJson(file.text, root, changes) : inYaml(file, root, changes);
}

function inJson(text: string, root: readonly string[], changes: readonly Setting[]): string {
  const value: Record<string, unknown> = JSON.parse(text.replace(/^\ufeff/, ''));
  for (const { path, value: setting } of changes) {
    const keys = [...root, ...path];
    let group = value;
    for (const key of keys.slice(0, -1)) {
      const inner = group[key];
      const next: Record<string, unknown> = isMapping(inner) ? { ...inner } : {};
      group[key] = next;
      group = next;
    }
    const last = keys.at(-1) ?? '';
    if (setting === undefined) delete group[last];
    else group[last] = setting;
  }
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return `${JSON.stringify(value, null, indent)}\n`;
}

function inYaml(
  { text, path }: ConfigFileText,
  root: readonly string[],
  changes: readonly Setting[],
): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true });
  const render = () =>
    document.toString({
      lineWidth: 0,
      indent: /^( +)\S/m.exec(text)?.[1]?.length ?? 2,
      indentSeq: !/^( *)[\w'"-]+:[^\n]*\n\1- /m.test(text),
      flowCollectionPadding: /[[{] /.test(text),
    });
  const same = render();
  try {
    if (root.length > 0 && !isMap(document.getIn(root, true))) document.setIn(root, document.createNode({}));
    for (const { path: keys, value } of changes) {
      if (value === undefined) document.deleteIn([...root, ...keys]);
      else document.setIn([...root, ...keys], isMapping(value) ? document.createNode(value) : value);
    }
  } catch (cause) {
    throw new PcError(`The settings cannot be changed in ${printable(path)}`, {
      kind: 'usage',
      code: 'config-invalid',
      why: 'It takes some of its settings from an anchor (*name).',
      next: 'Save it under another name, or write those settings out.',
      cause,
    });
  }
  return inOwnWords(text, same, render());
}

/** The changed text with every other line as the file has it: spaces, quotes and comments are the person's own. */
function inOwnWords(text: string, same: string, changed: string): string {
  const rendered = same.split('\n');
  const { inserted, isKept } = editsOf(rendered, changed.split('\n'));
  let at = 0;
  const lines = blocksOf(text.split('\n'), rendered).flatMap(({ own, same: block }) => {
    const places = block.map((_, offset) => at + offset);
    at += block.length;
    const before = inserted[places[0] ?? -1] ?? [];
    const isAsItWas = places.every((place, offset) => isKept[place] && (offset === 0 || !inserted[place]));
    if (isAsItWas) return [...before, ...own];
    return places.flatMap((place) => [
      ...(inserted[place] ?? []),
      ...(isKept[place] ? [rendered[place] ?? ''] : []),
    ]);
  });
  return [...lines, ...(inserted[rendered.length] ?? [])].join('\n');
}

/** What becomes of each line: which lines come before it, and whether it stays. */
function editsOf(rendered: readonly string[], changed: readonly string[]) {
  const inserted: (readonly string[] | undefined)[] = [];
  const isKept: boolean[] = [];
  for (const { value, added, removed } of diffArrays([...rendered], [...changed])) {
    if (added) inserted[isKept.length] = value;
    else isKept.push(...value.map(() => !removed));
  }
  return { inserted, isKept };
}

interface Block {
  readonly own: readonly string[];
  readonly same: readonly string[];
}

/** Lines of the file beside those that a rendering makes of them; where both agree, a block is one line. */
function blocksOf(own: readonly string[], rendered: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let open: Block = { own: [], same: [] };
  for (const { value, added, removed } of diffArrays([...own], [...rendered])) {
    if (removed) open = { ...open, own: value };
    else if (added) open = { ...open, same: value };
    else {
      blocks.push(open, ...value.map((line) => ({ own: [line], same: [line] })));
      open = { own: [], same: [] };
    }
  }
  return [...blocks, open];
}
