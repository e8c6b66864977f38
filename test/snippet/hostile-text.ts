import fc from 'fast-check';

/** Pieces that mean something to one of the languages a snippet is written in, or to the plugin. */
const pieces = [
  "'",
  "'''",
  '"',
  '"""',
  '\\',
  '\\\\',
  "\\'",
  '\\u0027',
  '\\u000a',
  '$',
  '${',
  '\u0024{System.exit(1)}',
  '$(id)',
  '`id`',
  '{{',
  '\u0024{{ secrets.X }}',
  '}}',
  ',',
  ':',
  ';',
  '\n',
  '\r\n',
  '\t',
  '\u0008',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  '😀',
  'ü',
  '漢字',
  '//',
  '/*',
  '*/',
  '#',
  '<b>',
  '&',
  ' ',
  '-',
  '--',
  '[',
  ']',
  '%',
  '!',
  '|',
  '>',
  'BEGIN qualys-pc jenkins of qualys-pc.yaml',
  'END qualys-pc',
  '__proto__',
  'constructor',
  'Jenkins_',
  '7',
] as const;

/** What one of the languages or the plugin cannot carry, so that it has to be refused. */
const unwritable = [',,', '::', '\u0000', '\u0001', '\ufffe', '\uffff', '\ud800'] as const;

/** Free text, most of it hostile. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...pieces) },
      { weight: 10, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
      { weight: 1, arbitrary: fc.constantFrom(...unwritable) },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');
