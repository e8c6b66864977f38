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
import { type Position, type ReadDocument, Unreadable } from './read-document.js';

/** Limit on what YAML aliases may expand to: a few lines could otherwise grow to gigabytes. */
const MOST_ALIASES = 100;

/** What the codes of the YAML parser mean, worded for error messages. */
const problems: Readonly<Record<string, string>> = {
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
 * Reads one YAML 1.2 document of the core schema.
 * @throws Unreadable, and what the parser throws of texts that are nested too deep.
 */
export function readYaml(text: string): ReadDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    // The parser's own search for keys that stand twice compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined)
    throw new Unreadable(problems[error.code] ?? 'the syntax is broken', at(lines, error.pos[0]));
  const repeated = repeatedKey(document);
  if (repeated !== undefined) throw new Unreadable(String(problems.DUPLICATE_KEY), at(lines, repeated));
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'number' && String(scalar.value) !== scalar.source)
        scalar.value = scalar.source ?? String(scalar.value);
    },
  });
  const pairs = new PairIndex();
  return {
    value: plainValue(document, lines),
    positionOf: (path) => {
      const offset = offsetOf(document.contents, path, pairs);
      return offset === undefined ? undefined : at(lines, offset);
    },
  };
}

/** The detour through JSON leaves plain values only and rejects cycles. */
function plainValue(document: Document.Parsed, lines: LineCounter): unknown {
  try {
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES }) ?? null));
  } catch (error) {
    if (error instanceof ReferenceError && error.message.startsWith('Unresolved alias'))
      throw new Unreadable(String(problems.BAD_ALIAS), at(lines, aliasWithoutAnchor(document)));
    throw error;
  }
}

function aliasWithoutAnchor(document: Document.Parsed): number {
  let found = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
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
