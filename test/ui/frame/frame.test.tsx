import { Text } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Confirm } from '../../../src/ui/confirm.js';
import { TextField } from '../../../src/ui/fields/text-field.js';
import { useFields } from '../../../src/ui/fields/use-fields.js';
import { Frame } from '../../../src/ui/frame/frame.js';
import type { Hint } from '../../../src/ui/keys/keys.js';
import { draw, keys, until } from '../../support/draw.js';
import { expectFits, terminalSizes } from '../../support/frames.js';

const titles = ['Connect', 'Target', 'Auth record', 'Scanner', 'Profile', 'Criteria', 'Timeouts', 'Review'];
const rail = { steps: titles.map((title) => ({ title, state: 'open' as const })), at: 4 };
const header = { product: 'qualys-pc', account: 'acme2ab1 · US2' };
const hints: readonly Hint[] = ['next-field', 'filter', 'check', 'accept', 'back', 'help'];
const many = Array.from({ length: 30 }, (_, index) => `field-${index}`);

function Fields({ onBack = () => undefined }: { readonly onBack?: () => void }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const fields = useFields({ ids: many, onBack });
  return many.map((id) => (
    <TextField
      key={id}
      label={id}
      isFocused={fields.isFocused(id)}
      value={values[id] ?? ''}
      onChange={(value) => setValues((before) => ({ ...before, [id]: value }))}
    />
  ));
}

const sizes = [
  ...terminalSizes,
  { columns: 20, rows: 8 },
  { columns: 60, rows: 11 },
  { columns: 200, rows: 12 },
];

test.each(sizes)('a frame of far too much content fits into $columns x $rows', async ({ columns, rows }) => {
  for (const unicode of [true, false]) {
    const { press, see, frame } = draw(
      <Frame header={{ ...header, account: '東京'.repeat(60), badge: 'demo' }} rail={rail} hints={hints}>
        <Fields />
      </Frame>,
      { columns, rows, unicode },
    );
    await see('qualys-pc');
    expectFits(frame(), columns, rows);
    press(keys.tab.repeat(9));
    await see(unicode ? /❯ field-9/ : /> field-9/);
    expectFits(frame(), columns, rows);
  }
});

test('what has the focus is in sight from the first frame on', async () => {
  const { see } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      {many.map((id, index) => (
        <TextField key={id} label={id} isFocused={index === 25} value="" onChange={() => undefined} />
      ))}
    </Frame>,
  );
  await see('❯ field-25');
});

test.each(terminalSizes)(
  'At $columns columns the keys stand on the last line and content in the same column',
  async ({ columns, rows }) => {
    const { see, frame } = draw(
      <Frame header={header} rail={rail} hints={hints}>
        <Text>content</Text>
      </Frame>,
      { columns, rows },
    );
    await see('content');
    const lines = frame().split('\n');
    expect(lines).toHaveLength(rows - 1);
    expect(lines.at(-1)).toMatch(/^ tab next field.*\? keys$/);
    expect(lines[0]).toMatch(/^ qualys-pc +acme2ab1 · US2$/);
    expect(lines[columns < 60 ? 2 : 3]).toBe(' content');
  },
);

test('under 60 columns the rail is a place among the steps, and three hints are left', async () => {
  const { see, frame } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Text>content</Text>
    </Frame>,
    { columns: 40, rows: 20 },
  );
  await see('Step 5 of 8 · Profile');
  expect(frame().split('\n').at(-1)).toBe(' tab next field   / filter   ? keys');
});

test('hidden lines are counted above the keys', async () => {
  const { press, see } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Fields />
    </Frame>,
  );
  await see(/━━ ↓ \d+ more ━/);
  press(keys.tab.repeat(15));
  await see(/━━ ↑ \d+ ↓ \d+ more ━/);
});

const low = [
  [30, 10],
  [80, 10],
  [60, 11],
  [40, 9],
  [20, 8],
  [30, 6],
] as const;

test.each(low)(
  'a screen of %i x %i that hides lines says so, with a rail and without',
  async (columns, rows) => {
    for (const [unicode, below, above] of [
      [true, /↓ \d+ more/, /↑↓? \d+ more/],
      [false, /v \d+ more/, /\^v? \d+ more/],
    ] as const)
      for (const place of [rail, undefined]) {
        const { press, see, frames } = draw(
          <Frame header={header} {...(place && { rail: place })} hints={hints}>
            <Fields />
          </Frame>,
          { columns, rows, unicode },
        );
        await see(below);
        press(keys.tab.repeat(29));
        await see(above);
        for (const frame of frames) expectFits(frame, columns, rows);
      }
  },
);

test('a screen that hides nothing says nothing, however low it is', async () => {
  const { see, frame } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Text>content</Text>
    </Frame>,
    { columns: 30, rows: 10 },
  );
  await see('content');
  expect(frame()).toContain('Step 5 of 8');
  expect(frame()).not.toContain('more');
});

test('the page keys show the lines that nothing with the focus leads to', async () => {
  const { press, see, miss } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Text>{Array.from({ length: 12 }, (_, line) => `line ${line + 1}.`).join('\n')}</Text>
    </Frame>,
    { columns: 30, rows: 10 },
  );
  await see('line 6.');
  await see('↓ 6 more');
  press(keys.pageDown);
  await see('line 11.');
  await see('↑↓ 6 more');
  press(keys.pageDown);
  await see('line 12.');
  await see('↑ 6 more');
  press(keys.pageUp, keys.pageUp);
  await see('line 1.');
  await miss('line 12.');
});

function LowQuestion({ rows }: { readonly rows: number }) {
  return (
    <Frame
      header={header}
      rail={rail}
      hints={hints}
      dialog={
        <Confirm
          question="Leave the wizard?"
          details={[
            'The answers are kept: the next start offers to go on with them.',
            'Passwords are not kept.',
          ]}
          answers={[
            { value: 'stay', label: 'Stay' },
            { value: 'leave', label: 'Leave' },
          ]}
          onAnswer={() => undefined}
          onCancel={() => undefined}
        />
      }
    >
      <Text>{`behind it, ${rows} rows`}</Text>
    </Frame>
  );
}

test('a question in a low terminal shows its answers first, and no line of it is lost', async () => {
  const { press, see, frames } = draw(<LowQuestion rows={10} />, { columns: 30, rows: 10 });
  await see('Leave the wizard?');
  await see('❯ Stay');
  await see('↓ 1 more');
  press(keys.pageDown);
  await see('Passwords are not kept.');
  for (const frame of frames) expectFits(frame, 30, 10);
});

test('? shows every key of the screen, esc brings the screen back as it was', async () => {
  const { press, see } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Text>content</Text>
    </Frame>,
  );
  press('?');
  await see('Keys on this screen');
  await see(/tab +next field/);
  press(keys.esc);
  await see('content');
});

test('? typed into a field is text', async () => {
  const { press, see } = draw(
    <Frame header={header} rail={rail} hints={hints}>
      <Fields />
    </Frame>,
  );
  press('what?');
  await see('what?');
});

function Screen() {
  const [asks, setAsks] = useState(true);
  const dialog = asks && (
    <Confirm
      question="Overwrite the file?"
      answers={[
        { value: 'no', label: 'No, keep it' },
        { value: 'yes', label: 'Yes' },
      ]}
      onAnswer={() => setAsks(false)}
      onCancel={() => setAsks(false)}
    />
  );
  return (
    <Frame header={header} hints={hints} dialog={dialog}>
      <Fields onBack={() => expect.unreachable()} />
    </Frame>
  );
}

test('a dialog takes the keys, and the content keeps its state behind it', async () => {
  const { press, see, miss } = draw(<Screen />);
  await see('❯ No, keep it');
  press('x', keys.down);
  await see('❯ Yes');
  press(keys.esc);
  await see('field-0');
  await miss('Overwrite');
  press('typed');
  await see(/field-0 +typed/);
});

test.each([
  ['tab goes to the next field', [keys.tab], /❯ field-1$/m],
  ['down goes to the next field', [keys.down, keys.down], /❯ field-2$/m],
  ['shift-tab goes back a field', [keys.tab, keys.tab, keys.shiftTab], /❯ field-1$/m],
  ['up in the first field stays', [keys.up], /❯ field-0$/m],
])('%s', async (_name, pressed, expected) => {
  const { press, see } = draw(<Fields onBack={() => expect.unreachable()} />, { rows: 100 });
  press(...pressed);
  await see(expected);
});

test.each([
  ['esc', keys.esc],
  ['shift-tab in the first field', keys.shiftTab],
])('%s goes back', async (_name, pressed) => {
  let backs = 0;
  const { press } = draw(
    <Fields
      onBack={() => {
        backs += 1;
      }}
    />,
    { rows: 100 },
  );
  press(pressed);
  await until(() => expect(backs).toBe(1));
});
