import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Position, type ReadDocument, Unreadable } from './read-document.js';

/** What the codes of the JSON parser mean, worded for error messages. */
const problems: Readonly<Record<string, string>> = {
  InvalidSymbol: 'text stands without double quotes',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing, or text stands without double quotes',
  CloseBraceExpected: 'a closing brace or bracket is missing',
  CloseBracketExpected: 'a closing brace or bracket is missing',
  EndOfFileExpected: 'more follows after its end',
  InvalidCommentToken: 'a comment stands here, and JSON has none',
  UnexpectedEndOfString: 'a text does not end on its line',
  UnexpectedEndOfNumber: 'a number is incomplete',
  InvalidUnicode: 'a backslash stands alone; write it twice',
  InvalidEscapeCharacter: 'a backslash stands alone; write it twice',
  InvalidCharacter: 'a text holds a control character; write a tab as \\t',
};

/**
 * Reads strict JSON. The engine's own parser names no place in many of its errors, and quotes the text in them.
 * @throws Unreadable, and RangeError for what is nested too deep.
 */
export function readJson(text: string): ReadDocument {
  if (text.trim() === '') return { value: null, positionOf: () => undefined };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const positionAt = lines(text);
  const [error] = errors;
  if (error !== undefined) throw unreadable(error, { text, positionAt });
  if (root === undefined) throw new Unreadable('it is not valid JSON');
  return {
    value: plainOf(root, { text, positionAt }),
    positionOf: positions(root, positionAt),
  };
}

function unreadable({ error, offset }: ParseError, { text, positionAt }: Source): Unreadable {
  const code = printParseErrorCode(error);
  const before = text.slice(0, offset).trimEnd();
  if (code === 'InvalidSymbol' && before === '')
    return new Unreadable('it is not JSON', positionAt(offset), {
      next: 'Correct the JSON, or let the name of a config in YAML end in .yaml.',
    });
  const expectsMore = code === 'PropertyNameExpected' || code === 'ValueExpected';
  if (expectsMore && before.endsWith(',') && offset < text.length)
    return new Unreadable('there is a comma too many', positionAt(before.length - 1));
  return new Unreadable(problems[code] ?? 'it is not valid JSON', positionAt(offset));
}

type PositionAt = (offset: number) => Position;

/** Positions by offsets, each by a search among the starts of lines. */
function lines(text: string): PositionAt {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

interface Source {
  readonly text: string;
  readonly positionAt: PositionAt;
}

/** The key and the value of a property; the text is valid, so both are there. */
const partsOf = ({ children }: Node) => (children ?? []) as [Node, Node];

/** @throws Unreadable for a key that stands twice in one object. */
function plainOf({ type, value, offset, length, children = [] }: Node, source: Source): unknown {
  switch (type) {
    case 'object': {
      const keys = new Set<unknown>();
      for (const [key] of children.map(partsOf)) {
        if (keys.has(key.value)) throw new Unreadable('a key stands twice', source.positionAt(key.offset));
        keys.add(key.value);
      }
      // Not by assignment: `__proto__` is a key like any other.
      return Object.fromEntries(
        children.map(partsOf).map(([key, item]) => [key.value, plainOf(item, source)]),
      );
    }
    case 'array':
      return children.map((item) => plainOf(item, source));
    case 'number': {
      const written = source.text.slice(offset, offset + length);
      return String(value) === written ? value : written;
    }
    default:
      return value;
  }
}

/** Looks places up; a config may hold thousands of wrong keys, so that objects are indexed as they are met. */
function positions(root: Node, positionAt: PositionAt): ReadDocument['positionOf'] {
  const indexes = new WeakMap<Node, ReadonlyMap<unknown, readonly [Node, Node]>>();
  const indexOf = (object: Node) => {
    const index =
      indexes.get(object) ??
      new Map((object.children ?? []).map(partsOf).map((parts) => [parts[0].value, parts]));
    indexes.set(object, index);
    return index;
  };
  return (path) => {
    let node = root;
    let { offset } = root;
    for (const key of path) {
      if (node.type === 'object') {
        const parts = indexOf(node).get(key);
        if (parts === undefined) break;
        [{ offset }, node] = parts;
      } else {
        const item = typeof key === 'number' ? node.children?.[key] : undefined;
        if (node.type !== 'array' || item === undefined) break;
        node = item;
        ({ offset } = item);
      }
    }
    return positionAt(offset);
  };
}
