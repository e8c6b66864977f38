import { colouredPaste } from '../keys/paste.js';

/** A control sequence: its number, what else parametrises it, and the sign that ends it. */
const controlSequence = /\u001b+\[\[?(?:(\d+)(?=[;~^$]))?[0-?]*[ -/]*([@-Z\\^_a-~$])/g;

/** The beginning of one, as far as a read has brought it. */
const openSequence = /\u001b+\[\[?[0-?]*[ -/]*$/;

/** Numbers that `~` ends: keys of xterm, putty and rxvt, and the marks of a paste. */
const numberedKeys = new Set([
  ...[1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map(String),
  '27',
  '200',
  '201',
]);

/** Whether a control sequence is a key that Ink knows, or the mark of a paste. */
function isKey(number: string | undefined, last: string): boolean {
  if (last === '~') return numberedKeys.has(number ?? '');
  if (last === '^' || last === '$') return /^[235678]$/.test(number ?? '');
  return /[A-FHZa-eu]/.test(last);
}

/** What sets a colour or a weight: no key sends it. */
const colour = /^\u001b+\[[\d;:]*m$/;

/** Text and line ends that nothing else interrupts, up to a place. */
const textBefore = /[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

/** Marks lines of text that had colours: nobody types those. */
function marked(text: string, colourAt: number | undefined): string {
  if (colourAt === undefined) return text;
  const start = textBefore.exec(text.slice(0, colourAt))?.index ?? colourAt;
  const pasted = text.slice(start);
  return /[\r\n]/.test(pasted) ? text.slice(0, start) + colouredPaste + pasted : text;
}

/**
 * The stream to give to Ink instead of a terminal's own: without the control sequences that are no key, such as the
 * colours of a text that was copied with them. Of those whose numbers say that control was held, as ctrl-F1, Ink 6 takes
 * the name of a key that it does not know, and ends with a TypeError. Lines that had colours are a paste, marked with
 * {@link colouredPaste} where the terminal marks none.
 */
export function keyStream(stream: NodeJS.ReadStream): NodeJS.ReadStream {
  // A terminal's line brings some 4,000 bytes at once, and may end within a sequence.
  let open = '';
  let isInPaste = false;
  const keysOf = (chunk: string): string => {
    const whole = open + chunk;
    open = openSequence.exec(whole)?.[0] ?? '';
    const read = whole.slice(0, whole.length - open.length);
    let keys = '';
    let colourAt: number | undefined;
    let at = 0;
    for (const { 0: sequence, 1: number, 2: last = '', index } of read.matchAll(controlSequence)) {
      keys += read.slice(at, index);
      at = index + sequence.length;
      if (isKey(number, last)) keys += sequence;
      else if (!isInPaste && colour.test(sequence)) colourAt ??= keys.length;
      if (last === '~' && (number === '200' || number === '201')) isInPaste = number === '200';
    }
    return marked(keys + read.slice(at), colourAt);
  };
  return new Proxy(stream, {
    get(target, property) {
      if (property === 'read') {
        return (size?: number) => {
          const chunk: unknown = target.read(size);
          return typeof chunk === 'string' ? keysOf(chunk) : chunk;
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
