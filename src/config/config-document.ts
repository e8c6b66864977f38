import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';

export type ConfigFormat = 'json' | 'yaml';

export interface Position {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Which file, where there are several. */
  readonly file?: string | undefined;
}

/** A config file as plain values, with the places they came from. */
export interface ConfigDocument {
  readonly sourceName: string;
  readonly value: unknown;
  /** The position of the longest part of the path that exists. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position | undefined;
}

/** A larger file is taken for something else than a config. */
export const MOST_CONFIG_BYTES = 1 << 20;
/** Limit on what YAML aliases may expand to: a few lines could otherwise grow to gigabytes. */
const MOST_ALIASES = 100;

function unreadable(sourceName: string, why: string, at: Position | undefined, next: string): PcError {
  const place = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
  // The parser's own messages quote the text, which may hold a password; they are neither printed nor stored.
  return new PcError(`${printable(sourceName)} cannot be read`, {
    kind: 'usage',
    code: 'config-invalid',
    why: `${why}${place}`,
    next,
  });
}

/** What the codes of the YAML parser mean, worded for error messages. */
const yamlProblems: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias names no anchor; put text that starts with * in quotes',
  BAD_INDENT: 'the indentation does not fit',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping stands where one line is needed; put text that holds ": " in quotes',
  DUPLICATE_KEY: 'a key stands twice',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  MULTIPLE_DOCS: 'there is more than one document',
  NON_STRING_KEY: 'a key is not text',
  TAB_AS_INDENT: 'a tab is used for indentation',
  TAG_RESOLVE_FAILED: 'a tag (!) is used, and a config has none; put text that starts with ! in quotes',
};

/**
 * Reads JSON or YAML 1.2 into plain values. No other type is recognised: dates stay text, and so does every
 * number that would not be written back the same (`0123`, `1.50`).
 * @throws PcError of kind `usage` when the text is not one readable document.
 */
export function readConfigDocument(text: string, format: ConfigFormat, sourceName: string): ConfigDocument {
  if (Buffer.byteLength(text) > MOST_CONFIG_BYTES)
    throw unreadable(sourceName, 'it is larger than 1 MiB', undefined, 'Check that it is the config file.');
  const body = format === 'json' ? checkedJson(text, sourceName) : text.replace(/^\ufeff/, '');
  const lines = new LineCounter();
  const next = format === 'json' ? 'Correct the JSON.' : 'Correct the YAML, or put the text in quotes.';
  try {
    const document = parseDocument(body, {
      version: '1.2',
      schema: 'core',
      stringKeys: true,
      // The parser's own search for keys that stand twice compares each with each.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) {
      const why = yamlProblems[error.code] ?? 'the syntax is broken';
      throw unreadable(sourceName, why, at(lines, error.pos[0]), next);
    }
    const repeated = repeatedKey(document);
    if (repeated !== undefined)
      throw unreadable(sourceName, String(yamlProblems.DUPLICATE_KEY), at(lines, repeated), next);
    visit(document, {
      Scalar: (_, scalar) => {
        if (typeof scalar.value === 'number' && String(scalar.value) !== scalar.source)
          scalar.value = scalar.source ?? String(scalar.value);
      },
    });
    // The detour through JSON leaves plain values only and rejects cycles.
    const value: unknown = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES }) ?? null));
    const pairs = new PairIndex();
    return {
      sourceName,
      value,
      positionOf: (path) => {
        const offset = offsetOf(document.contents, path, pairs);
        return offset === undefined ? undefined : at(lines, offset);
      },
    };
  } catch (error) {
    if (error instanceof PcError) throw error;
    const noAnchor = error instanceof ReferenceError && error.message.startsWith('Unresolved alias');
    const why = noAnchor ? yamlProblems.BAD_ALIAS : undefined;
    throw unreadable(
      sourceName,
      why ?? 'it is nested too deep, or its anchors repeat too much',
      undefined,
      next,
    );
  }
}

/** JSON for the YAML parser, which reports positions and duplicate keys but refuses tabs; they become spaces. */
function checkedJson(text: string, sourceName: string): string {
  const body = text.replace(/^\ufeff/, '');
  try {
    JSON.parse(body);
  } catch (error) {
    const offset = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    throw unreadable(
      sourceName,
      'it is not valid JSON',
      offset === undefined ? undefined : positionIn(body, Number(offset)),
      'Correct the JSON.',
    );
  }
  return body.replace(/[\t\r]/g, ' ');
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where a key stands that its mapping holds already. */
function repeatedKey(document: Document.Parsed): number | undefined {
  let found: number | undefined;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

/** The pairs of mappings by key: a config may hold thousands of wrong keys, whose lines are all looked up. */
class PairIndex {
  readonly #byMap = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  pairOf(map: YAMLMap, key: PropertyKey): Pair | undefined {
    let pairs = this.#byMap.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : undefined, pair]));
      this.#byMap.set(map, pairs);
    }
    return pairs.get(key);
  }
}

function offsetOf(
  root: ParsedNode | null,
  path: readonly PropertyKey[],
  pairs: PairIndex,
): number | undefined {
  let node: unknown = root;
  let offset = root?.range[0];
  for (const key of path) {
    if (isMap(node)) {
      const pair = pairs.pairOf(node, key);
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
