import fc from 'fast-check';
import { Box, Text } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { fitted } from '../../src/report/terminal/drawing.js';
import { Bar, barColumns, ProgressBar } from '../../src/ui/bar.js';
import { CheckGroup, CheckRow, RadioRow } from '../../src/ui/fields/check-rows.js';
import { lineWindow } from '../../src/ui/fields/text-line.js';
import { widthOf } from '../../src/ui/fit.js';
import { hintsThatFit } from '../../src/ui/keys/key-hints.js';
import { hintText } from '../../src/ui/keys/keys.js';
import { SelectList } from '../../src/ui/lists/select-list.js';
import { windowAround } from '../../src/ui/lists/use-list.js';
import { ErrorLines, Link, StatusLine } from '../../src/ui/messages.js';
import { toAscii } from '../../src/ui/terminal/screen-stream.js';
import { Timeline } from '../../src/ui/timeline.js';
import { draw, keys, paste } from '../support/draw.js';
import { expectFits, terminalSizes } from '../support/frames.js';

test('nine failures among thousands have a column of the bar', () => {
  expect(barColumns([4000, 9, 0], 30)).toEqual([29, 1, 0]);
});

test('a bar has exactly its width, or nothing to show', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 4, max: 80 }),
      (counts, columns) => {
        const sum = barColumns(counts, columns).reduce((total, share) => total + share, 0);
        expect(sum).toBe(counts.every((count) => count === 0) ? 0 : columns);
      },
    ),
  );
});

test.each([
  ['a short list is drawn whole', [0, 2, 3, 10], { from: 0, to: 3 }],
  ['the window stays while the highlight is inside', [5, 7, 100, 10], { from: 5, to: 15 }],
  ['it moves down by as little as possible', [5, 15, 100, 10], { from: 6, to: 16 }],
  ['it moves up by as little as possible', [5, 3, 100, 10], { from: 3, to: 13 }],
  ['it never shows lines behind the end', [98, 99, 100, 10], { from: 90, to: 100 }],
  ['an empty list has no rows', [0, 0, 0, 10], { from: 0, to: 0 }],
] as const)('%s', (_name, [from, at, count, height], expected) => {
  expect(windowAround(from, at, count, height)).toEqual(expected);
});

test('a line is never wider than its columns, and the cursor is always in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.nat(60),
      fc.integer({ min: 6, max: 40 }),
      (text, cursor, columns) => {
        fc.pre(!/[\u0000-\u001f\u007f-\u009f]/.test(text));
        const { before, under, after } = lineWindow({ text, cursor }, columns);
        expect(widthOf(before) + Math.max(1, widthOf(under)) + widthOf(after)).toBeLessThanOrEqual(columns);
      },
    ),
  );
});

test('the way to all the other keys stays when hints are dropped', () => {
  const hints = (['next-field', 'filter', 'check', 'accept', 'help'] as const).map((hint) =>
    hintText(hint, true),
  );
  expect(hintsThatFit(hints, 24).map((hint) => hint.keys)).toEqual(['tab', '?']);
});

function Inputs({ at }: { readonly at: 'select' | 'radio' | 'check' | 'group' }) {
  const [kind, setKind] = useState<'ip' | 'ec2'>('ip');
  const [isChecked, setChecked] = useState(false);
  const [states, setStates] = useState<ReadonlySet<'fail' | 'error'>>(new Set(['fail'] as const));
  const options = [
    { value: 'ip', label: 'Host IP' },
    { value: 'ec2', label: 'EC2 instance' },
  ] as const;
  const stateOptions = [
    { value: 'fail', label: 'Fail' },
    { value: 'error', label: 'Error' },
  ] as const;
  return (
    <>
      <SelectList items={options} isFocused={at === 'select'} onSelect={setKind} />
      <RadioRow label="Target" options={options} value={kind} onChange={setKind} isFocused={at === 'radio'} />
      <CheckRow text="remember" isChecked={isChecked} onChange={setChecked} isFocused={at === 'check'} />
      <CheckGroup
        label="States"
        options={stateOptions}
        checked={states}
        onChange={setStates}
        isFocused={at === 'group'}
      />
    </>
  );
}

test.each([
  [
    'enter takes the highlighted entry of a short list',
    'select',
    [keys.down, keys.enter],
    '◯ Host IP    ◉ EC2 instance',
  ],
  ['a number takes an entry of a short list', 'select', ['2'], '◯ Host IP    ◉ EC2 instance'],
  ['right changes a choice', 'radio', [keys.right], '◯ Host IP    ◉ EC2 instance'],
  ['left changes it too, around the end', 'radio', [keys.left], '◯ Host IP    ◉ EC2 instance'],
  ['space checks', 'check', [' '], '☑ remember'],
  ['space twice leaves it as it was', 'check', [' ', ' '], '☐ remember'],
  ['right moves within a row of checks, space checks', 'group', [keys.right, ' '], '☑ Fail  ☑ Error'],
] as const)('%s', async (_name, at, pressed, expected) => {
  const { press, see } = draw(<Inputs at={at} />);
  press(...pressed);
  await see(expected);
});

test('a short list reads no keys out of a paste', async () => {
  const { press, see, frame } = draw(<Inputs at="select" />);
  await see('◉ Host IP');
  press(paste('2'), paste('\r'));
  press(keys.down);
  await see('❯ EC2 instance');
  expect(frame()).toContain('◉ Host IP');
});

test('what goes on ends in dots without unicode, and what is cut in the mark that reports have too', async () => {
  expect(fitted('Acme hardening of every host', 15, false)).toBe('Acme hardening~');
  const { see, frame } = draw(
    <Box flexDirection="column">
      <StatusLine kind="busy" text="Reading connectors … waiting 4 s" />
      <StatusLine kind="good" text="Acme hardening of every host" columns={18} />
      <StatusLine kind="good" text="Acme hardening of every host" columns={19} />
    </Box>,
    { unicode: false },
  );
  await see('Reading connectors ... waiting 4 s');
  const [, ...cut] = toAscii(frame()).split('\n');
  expect(cut).toEqual(['ok Acme hardening~', 'ok Acme hardening ~']);
});

test.each(terminalSizes)(
  'every small part fits into $columns columns with the longest words',
  async ({ columns, rows }) => {
    const long = '東京 and a title of very many letters '.repeat(6);
    for (const unicode of [true, false]) {
      const { see, frame } = draw(
        <Box flexDirection="column">
          <StatusLine kind="good" text={long} />
          <StatusLine kind="busy" text={long} />
          <Timeline
            columns={columns - 2}
            entries={[
              { key: 'a', state: 'done', text: long, time: '0.4 s' },
              { key: 'b', state: 'active', text: long, time: '6:12', notes: <Text>note</Text> },
              { key: 'c', state: 'pending', text: long },
            ]}
          />
          <Bar
            columns={columns - 2}
            parts={[
              { kind: 'good', count: 3 },
              { kind: 'bad', count: 1 },
            ]}
          />
          <ProgressBar columns={columns - 2} part={0.4} />
          <Link url={`https://qualysguard.qg2.apps.qualys.com/${'x'.repeat(300)}`} />
        </Box>,
        { columns, rows, unicode },
      );
      await see('note');
      expectFits(frame(), columns, rows);
    }
  },
);

test('an error wraps, so that no word of it is lost', async () => {
  const error = {
    what: 'Qualys refused the user name or password',
    why: '401: Bad Login/Password',
    next: 'The account may belong to another platform: try EU1.',
  };
  const { see, frame } = draw(<ErrorLines error={error} />, { columns: 40, rows: 20 });
  await see('try EU1.');
  expect(frame().replace(/\s+/g, ' ')).toContain(`✗ ${error.what} ${error.why} ${error.next}`);
  expectFits(frame(), 40, 20);
});
