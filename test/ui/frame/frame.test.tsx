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
