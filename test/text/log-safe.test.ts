import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText, logSafe, logSafeLines } from '../../src/text/log-safe.js';
import { printable } from '../../src/text/printable.js';
import { wrap } from '../../src/text/wrap.js';

/** What the agents of GitHub, Azure, TeamCity and GitLab look for in a line of a log. */
const commands = /##\[|##vso\[|##teamcity\[|^\s*::|section_(?:start|end):\d/im;

const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '##[',
        '##vso[task.complete]',
        '##VSO[',
        '##teamcity[',
        '::error::',
        '::',
        ':',
        '#',
        '[',
        ' ',
        '\n',
        '\t',
      ],
      ...['section_start:1:a', 'section_end:', '\u001b[31m', '\u2028', 'word', '123'],
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('text from outside that a CI would obey is broken visibly', () => {
  test.each([
    ['a ##[error] b', 'a # #[error] b'],
    ['a ##vso[task.complete result=Failed]', 'a # #vso[task.complete result=Failed]'],
    ['##TeamCity[buildProblem]', '# #TeamCity[buildProblem]'],
    ['::error::gone', ': :error::gone'],
    ['   ::add-mask::x', '   : :add-mask::x'],
    ['\u001b[2m  ::debug::x', '\u001b[2m  : :debug::x'],
    ['a\n::stop-commands::x', 'a\n: :stop-commands::x'],
    ['section_start:1700000000:name', 'section_ start:1700000000:name'],
    ['SECTION_END:1:name', 'SECTION_ END:1:name'],
  ])('%j becomes %j', (text, broken) => {
    expect(logSafe(text)).toBe(broken);
  });

  test.each(['std::vector', 'a ## heading', 'fe80::1 is up', 'section_start', '#[derive]'])(
    '%j stays',
    (text) => {
      expect(logSafe(text)).toBe(text);
    },
  );

  test('no hostile text is left, also after our own wrapping; twice is once', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 4, max: 30 }), (text, columns) => {
        const lines = wrap(text, columns).map((line) => `  ${line}`);
        const safe = logSafe(lines.join('\n'));
        expect(safe).not.toMatch(commands);
        expect(logSafe(safe)).toBe(safe);
        expect(logSafe(printable(text))).not.toMatch(commands);
      }),
    );
  });

  test('pieces that end within a line are put together first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 5 }), async (pieces) => {
        async function* given() {
          yield* pieces;
        }
        let text = '';
        for await (const piece of logSafeLines(given())) text += piece;
        expect(text).toBe(logSafe(pieces.join('')));
      }),
    );
  });

  test('a document holds the same values, and no command', () => {
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const text = jsonText({ texts });
        expect(JSON.parse(text)).toEqual({ texts });
        expect(text).not.toMatch(commands);
      }),
    );
  });
});
