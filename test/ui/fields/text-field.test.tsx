import { useState } from 'react';
import { expect, test } from 'vitest';
import { SecretField, TextField, type TextFieldProps } from '../../../src/ui/fields/text-field.js';
import { draw, keys, paste } from '../../support/draw.js';
import { expectFits, terminalSizes } from '../../support/frames.js';

type Overrides = Partial<TextFieldProps> & { readonly start?: string };

function User({ start = '', ...props }: Overrides) {
  const [value, setValue] = useState(start);
  return <TextField label="User name" isFocused value={value} onChange={setValue} {...props} />;
}

test('an empty field shows a dim example, which goes with the first character', async () => {
  const { press, see, miss } = draw(<User placeholder="acme2ab1" />);
  await see('acme2ab1');
  press('x');
  await miss('acme2ab1');
  await see('User name       x');
});

test('typing fast loses no character', async () => {
  const { press, see } = draw(<User />);
  press('ab', 'c', 'defghij', keys.left, keys.left, 'X');
  await see('abcdefghXij');
});

test('what is wrong stands on one line under the field', async () => {
  const { see } = draw(<User start="x" error="No user is called x" />);
  await see(/User name {7}x\n {18}✗ No user is called x/);
});

test('the line for errors is kept free, so that nothing moves', () => {
  const { frame } = draw(
    <>
      <User />
      <User />
    </>,
  );
  expect(frame().split('\n')).toHaveLength(4);
});

test('a pasted line end does not submit', async () => {
  const { press, see } = draw(<User onSubmit={() => expect.unreachable()} />);
  press(paste('acme\n'));
  await see('acme');
});

function Targets({ onValue }: { readonly onValue: (value: string) => void }) {
  const [value, setValue] = useState('');
  const keep = (next: string) => {
    setValue(next);
    onValue(next);
  };
  return <TextField label="IPs" isFocused isList value={value} onChange={keep} />;
}

test('Pasting 300 IPs: a pasted list keeps every one of them', async () => {
  const ips = Array.from({ length: 300 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  let last = '';
  const { press, see } = draw(
    <Targets
      onValue={(next) => {
        last = next;
      }}
    />,
  );
  press(paste(`${ips.join('\r\n')}\r\n`));
  await see('10.0.1.43');
  expect(last.split(', ')).toEqual(ips);
});

test.each(terminalSizes)(
  'a value longer than $columns columns scrolls with the cursor',
  async ({ columns, rows }) => {
    const long = `START-${'0123456789'.repeat(20)}-END`;
    const { press, see, miss, frame } = draw(<User start={long} />, { columns, rows });
    await see('-END');
    expect(frame()).not.toContain('START-');
    expectFits(frame(), columns, rows);
    press(keys.home);
    await see('START-');
    await miss('-END');
    expectFits(frame(), columns, rows);
  },
);

test.each(terminalSizes)(
  'wide characters fit into $columns columns wherever the cursor is',
  async ({ columns, rows }) => {
    const { press, see, frame } = draw(<User start={'東京都庁'.repeat(50)} />, { columns, rows });
    for (let step = 0; step < 5; step += 1) {
      press(keys.left);
      await see('庁');
      expectFits(frame(), columns, rows);
    }
  },
);

test('under 60 columns the label stands above the value', async () => {
  const { see } = draw(<User start="acme" />, { columns: 40, rows: 20 });
  await see(/❯ User name\n {2}acme/);
});

function Password({ onValue }: { readonly onValue?: (value: string) => void }) {
  const [value, setValue] = useState('');
  const keep = (next: string) => {
    setValue(next);
    onValue?.(next);
  };
  return <SecretField label="Password" isFocused value={value} onChange={keep} />;
}

test.each([
  ['after an entry', '10.0.0.1', [], '10.0.0.1, 10.0.0.8, 10.0.0.9'],
  ['after a comma', '10.0.0.1, ', [], '10.0.0.1, 10.0.0.8, 10.0.0.9'],
  ['before an entry', '10.0.0.1', [keys.home], '10.0.0.8, 10.0.0.9, 10.0.0.1'],
])('lines pasted %s of a list are entries of their own', async (_where, start, pressed, all) => {
  const { press, see } = draw(<User isList start={start} />);
  press(...pressed, paste('10.0.0.8\n10.0.0.9\n'));
  await see(`User name       ${all}`);
});

test('text without a line end, pasted into a list, may be the end of an entry', async () => {
  const { press, see } = draw(<User isList start="10.0." />);
  press(paste('0.8, 10.0.0.9'));
  await see('User name       10.0.0.8, 10.0.0.9');
});

test('No frame contains a secret, whatever is typed or pasted', async () => {
  const { press, see, frames } = draw(<Password />);
  press('S3cr3t', paste('-Marker\n'), keys.home, keys.end, keys.backspace);
  await see('••••••••••••');
  expect(frames.join('\n')).not.toMatch(/S3|cr3t|Mark|ker/);
});

test('password dots grow as keys arrive', async () => {
  const { press, see } = draw(<Password />);
  press('a');
  await see(/Password +•\s/);
  press('bcd');
  await see(/Password +••••\s/);
  press(keys.backspace);
  await see(/Password +•••\s/);
});

test('a password takes every character that is typed, help keys and wide ones among them; arrows move in it', async () => {
  let value = '';
  const { press, see, frames } = draw(
    <Password
      onValue={(next) => {
        value = next;
      }}
    />,
  );
  press('?', '/', ' ', '京', keys.left, 'q', keys.tab, paste('a\tb'), keys.home, '1');
  await see(/Password +•{9}\s/);
  expect(value).toBe('1?/ qa b京');
  expect(frames.join('\n')).not.toMatch(/[?/京]/);
});

test('Pasting a password with a trailing newline: the newline is dropped', async () => {
  let value = '';
  const { press, see } = draw(
    <Password
      onValue={(next) => {
        value = next;
      }}
    />,
  );
  press(paste('pass word\r\n'));
  await see('•');
  expect(value).toBe('pass word');
});
