import { type Source, type StringPart, type Token, unreadable } from './source.js';

/** One way to write a string in Groovy. */
interface Style {
  readonly open: string;
  readonly close: string;
  readonly interpolates: boolean;
  readonly spansLines: boolean;
  /** Backslash escapes of Java; slashy strings escape only their own end. */
  readonly escapes: 'java' | 'slash' | 'dollar';
}

/** Longest opening first. */
const quoted: readonly Style[] = [
  { open: "'''", close: "'''", interpolates: false, spansLines: true, escapes: 'java' },
  { open: '"""', close: '"""', interpolates: true, spansLines: true, escapes: 'java' },
  { open: "'", close: "'", interpolates: false, spansLines: false, escapes: 'java' },
  { open: '"', close: '"', interpolates: true, spansLines: false, escapes: 'java' },
];
const slashy: readonly Style[] = [
  { open: '$/', close: '/$', interpolates: true, spansLines: true, escapes: 'dollar' },
  { open: '/', close: '/', interpolates: true, spansLines: true, escapes: 'slash' },
];

/** Reads the code of `${…}`; given by the tokenizer, as strings and code hold each other. */
export type ReadCode = (offset: number) => { readonly tokens: readonly Token[]; readonly end: number };

interface ReadString {
  readonly parts: readonly StringPart[];
  readonly end: number;
}

/** The style that opens here, if any; a slash opens a string only where a value may stand. */
export function stringStyleAt(text: string, offset: number, valueMayStand: boolean): Style | undefined {
  const styles = valueMayStand ? [...quoted, ...slashy] : quoted;
  return styles.find(({ open }) => text.startsWith(open, offset));
}

const javaEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  s: ' ',
  '\\': '\\',
  "'": "'",
  '"': '"',
  $: '$',
  '\n': '',
};

interface Escape {
  readonly text: string;
  readonly length: number;
}

function javaEscape(source: Source, offset: number): Escape {
  const rest = source.text.slice(offset, offset + 12);
  const unicode = /^\\u+([0-9a-fA-F]{4})/.exec(rest);
  if (unicode?.[1] !== undefined) {
    return { text: String.fromCharCode(Number.parseInt(unicode[1], 16)), length: unicode[0].length };
  }
  const octal = /^\\([0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
  if (octal?.[1] !== undefined) {
    return { text: String.fromCharCode(Number.parseInt(octal[1], 8)), length: octal[0].length };
  }
  if (rest.startsWith('\\\r\n')) return { text: '', length: 3 };
  const simple = javaEscapes[rest[1] ?? ''];
  if (simple !== undefined) return { text: simple, length: 2 };
  throw unreadable(
    source,
    offset,
    `holds "\\${rest[1] ?? ''}", which is no escape of Groovy.`,
    'Write a backslash of its own as "\\\\".',
  );
}

function escapeAt(source: Source, offset: number, { escapes }: Style): Escape | undefined {
  const { text } = source;
  if (escapes === 'java') return text[offset] === '\\' ? javaEscape(source, offset) : undefined;
  if (escapes === 'slash') return text.startsWith('\\/', offset) ? { text: '/', length: 2 } : undefined;
  if (text.startsWith('$$', offset)) return { text: '$', length: 2 };
  return text.startsWith('$/', offset) ? { text: '/', length: 2 } : undefined;
}

/** `$name.name` outside braces. */
const bareReference = /^\$([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)/u;

function referenceTokens(path: string, offset: number): Token[] {
  return path.split('.').flatMap((name, index): Token[] => {
    const token: Token = { kind: 'name', text: name, offset };
    return index === 0 ? [token] : [{ kind: 'mark', text: '.', offset }, token];
  });
}

/**
 * Reads a string from its opening quote.
 * @throws PcError when it does not end, or holds an escape that Groovy refuses.
 */
export function readString(source: Source, start: number, style: Style, readCode: ReadCode): ReadString {
  const { text } = source;
  const parts: StringPart[] = [];
  let plain = '';
  const pushCode = (code: readonly Token[]): void => {
    if (plain !== '') parts.push({ text: plain });
    plain = '';
    parts.push({ code });
  };
  let offset = start + style.open.length;
  while (offset < text.length) {
    const escaped = escapeAt(source, offset, style);
    if (escaped !== undefined) {
      plain += escaped.text;
      offset += escaped.length;
      continue;
    }
    if (text.startsWith(style.close, offset)) {
      if (plain !== '' || parts.length === 0) parts.push({ text: plain });
      return { parts, end: offset + style.close.length };
    }
    if (style.interpolates && text[offset] === '$') {
      const bare = bareReference.exec(text.slice(offset, offset + 200));
      if (text[offset + 1] === '{') {
        const { tokens, end } = readCode(offset + 2);
        pushCode(tokens);
        offset = end;
        continue;
      }
      if (bare?.[1] !== undefined) {
        pushCode(referenceTokens(bare[1], offset));
        offset += bare[0].length;
        continue;
      }
    }
    if (!style.spansLines && /[\r\n]/.test(text[offset] ?? '')) break;
    if (text.startsWith('\r\n', offset)) offset++;
    plain += text[offset] ?? '';
    offset++;
  }
  throw unreadable(
    source,
    start,
    `opens a string with ${style.open} that is not closed${style.spansLines ? '' : ' in its line'}.`,
    `Close it with ${style.close}.`,
  );
}
