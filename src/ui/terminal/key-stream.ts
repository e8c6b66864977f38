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

/**
 * The stream to give to Ink instead of a terminal's own: without the control sequences that are no key, such as the
 * colours of a text that was copied with them. Of those whose numbers say that control was held, as ctrl-F1, Ink 6 takes
 * the name of a key that it does not know, and ends with a TypeError.
 */
export function keyStream(stream: NodeJS.ReadStream): NodeJS.ReadStream {
  // A terminal's line brings some 4,000 bytes at once, and may end within a sequence.
  let open = '';
  const keysOf = (chunk: string): string => {
    const whole = open + chunk;
    open = openSequence.exec(whole)?.[0] ?? '';
    return whole
      .slice(0, whole.length - open.length)
      .replace(controlSequence, (sequence, number: string | undefined, last: string) =>
        isKey(number, last) ? sequence : '',
      );
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
