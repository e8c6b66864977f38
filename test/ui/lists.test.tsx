import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { AnswerList } from '../../src/ui/lists/answer-list.js';
import { ChoiceList, type ChoiceListProps, MultiChoice } from '../../src/ui/lists/choices.js';
import type { ListItem } from '../../src/ui/lists/use-list.js';
import { draw, keys, paste, until } from '../support/draw.js';
import { expectFits, terminalSizes } from '../support/frames.js';

const items = (count: number): readonly ListItem<string>[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `k${index}`,
    value: `v${index}`,
    label: `Jenkins_${index}`,
    detail: `${index} policies`,
  }));

const connectors: readonly ListItem<string>[] = [
  { key: '1', value: 'eu', label: 'prod-eu', detail: 'finished 2 h ago', group: 'Ireland' },
  { key: '2', value: 'us', label: 'prod-us', detail: 'running', group: 'Virginia' },
  { key: '3', value: 'lab', label: 'lab', disabledReason: 'disabled: cannot be run', group: 'Virginia' },
];

function Choice(props: Partial<ChoiceListProps<string>>) {
  return <ChoiceList items={items(41)} isFocused lines={5} onChoose={() => undefined} {...props} />;
}

test('only as many entries as lines are drawn, and the count says how many there are', async () => {
  const { see, frame } = draw(<Choice />);
  await see('41');
  expect(frame().split('\n')).toHaveLength(6);
  expect(frame()).not.toContain('Jenkins_5');
});

test.each([
  ['down', [keys.down], 'Jenkins_1'],
  ['end', [keys.end], 'Jenkins_40'],
  ['end and home', [keys.end, keys.home], 'Jenkins_0'],
  ['page down twice', [keys.pageDown, keys.pageDown], 'Jenkins_10'],
  ['page up at the top', [keys.pageUp], 'Jenkins_0'],
  ['many downs at once', [keys.down.repeat(12)], 'Jenkins_12'],
])('%s moves the highlight', async (_name, pressed, label) => {
  const { press, see } = draw(<Choice />);
  press(...pressed);
  await see(new RegExp(`❯ ${label} `));
});

test('the filter narrows the list, says how much is left, and keeps the columns where they were', async () => {
  const { press, see, frame } = draw(<Choice />);
  await see('Jenkins_0');
  const column = frame().split('\n')[1]?.indexOf('0 policies');
  press('/', '3', '9');
  await see('1 of 41');
  expect(frame().split('\n')[1]?.indexOf('39 policies')).toBe(column);
  press(keys.esc);
  await see(/filter +41/);
});

test('a filter typed while its list is read counts nothing', async () => {
  const { press, see, frame } = draw(
    <AnswerList
      list={{ status: 'loading' }}
      of="option profiles"
      answer="Jenkins_Linux"
      items={[]}
      isFocused
      lines={5}
      onChoose={() => undefined}
    />,
  );
  press('/', '777');
  await see('/ 777');
  expect(frame()).toContain('❯ Jenkins_Linux');
  expect(frame()).not.toMatch(/0 of 0|,/);
});

test('words of the filter are found in any order and case, in details too', async () => {
  const { press, see } = draw(<Choice items={connectors} />);
  press('/', 'RUN US');
  await see('1 of 3');
  await see('prod-us');
});

test('a filter that matches nothing says how to get out', async () => {
  const { press, see } = draw(<Choice />);
  press('/', 'zzz');
  await see('Nothing matches. esc clears the filter.');
});

test('a pasted text becomes the filter', async () => {
  const { press, see } = draw(<Choice />);
  press(paste('Jenkins_17\n'));
  await see('1 of 41');
});

test('the highlight comes back to its entry when the filter goes', async () => {
  const { press, see } = draw(<Choice />);
  press(keys.down, keys.down, '/', '17');
  await see(/❯ Jenkins_17/);
  press(keys.esc);
  await see(/❯ Jenkins_2 /);
});

test('an entry reached under a filter stays highlighted without it', async () => {
  const { press, see } = draw(<Choice />);
  press('/', '1', keys.down, keys.down);
  await see(/❯ Jenkins_11/);
  press(keys.esc);
  await see(/❯ Jenkins_11/);
});

test('headings stand above their groups', async () => {
  const { see } = draw(<Choice items={connectors} />);
  await see(/Ireland.*prod-eu.*Virginia.*prod-us.*lab/s);
});

test('an entry that cannot be chosen says why, and is not chosen', async () => {
  const onChoose = vi.fn();
  const { press, see } = draw(<Choice items={connectors} onChoose={onChoose} />);
  press(keys.end);
  await see(/❯ lab +disabled: cannot be run/);
  press(keys.enter, keys.space, keys.up);
  await see(/❯ prod-us/);
  press(keys.enter);
  await until(() => expect(onChoose.mock.calls).toEqual([['us']]));
});

test('enter chooses and goes on, space only chooses', async () => {
  const log: string[] = [];
  const { press } = draw(
    <Choice
      onChoose={(value) => log.push(`chose ${value}`)}
      onSubmit={(value) => log.push(`on with ${value}`)}
    />,
  );
  press(' ', keys.down, keys.enter);
  await until(() => expect(log).toEqual(['chose v0', 'chose v1', 'on with v1']));
});

test('the chosen entry has a full radio button and is in sight at first', async () => {
  const { see } = draw(<Choice chosenKey="k30" />);
  await see(/❯ ◉ Jenkins_30/);
});

test('arrows at the ends of a list are left to the form', async () => {
  const { press, see } = draw(<Choice items={connectors} />);
  press(keys.up, keys.up, keys.down);
  await see(/❯ prod-us/);
});

test('an empty list says so', async () => {
  const { see } = draw(<Choice items={[]} emptyText="The account has no connector. Make one in Qualys." />);
  await see('The account has no connector.');
});

function Policies({ start }: { readonly start: readonly string[] }) {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(start));
  return <MultiChoice items={items(4)} isFocused lines={5} checked={checked} onChange={setChecked} />;
}

test('space checks and unchecks one entry', async () => {
  const { press, see } = draw(<Policies start={['k0', 'k1', 'k2', 'k3']} />);
  await see('4 of 4 selected');
  press(' ', keys.down, ' ', ' ');
  await see('3 of 4 selected');
  await see(/☐ Jenkins_0/);
  await see(/☑ Jenkins_1/);
});

test('a selects all, and none when all are selected', async () => {
  const { press, see } = draw(<Policies start={['k1']} />);
  press('a');
  await see('4 of 4 selected');
  press('a');
  await see('0 of 4 selected');
});

test('a selects only what the filter shows', async () => {
  const { press, see } = draw(<Policies start={[]} />);
  press('/', '2', keys.enter, 'a');
  await see('1 of 4, 1 of 4 selected');
});

const strange: readonly ListItem<string>[] = [
  { key: 'long', value: 'long', label: 'Jenkins_'.repeat(25), detail: '12 policies', group: 'G'.repeat(200) },
  {
    key: 'wide',
    value: 'wide',
    label: 'Jenkins_東京都庁'.repeat(20),
    detail: '状態'.repeat(30),
    group: '京'.repeat(99),
  },
  { key: 'rude', value: 'rude', label: '\u001b[31mJenkins_\n\u202e', detail: '\u0007'.repeat(9), group: 'x' },
  {
    key: 'off',
    value: 'off',
    label: 'Jenkins_Empty',
    disabledReason: 'no policies: '.repeat(20),
    group: 'x',
  },
];

test.each(terminalSizes)('the strangest titles fit into $columns columns', async ({ columns, rows }) => {
  for (const unicode of [true, false]) {
    const { see, frame } = draw(<Choice items={strange} lines={8} chosenKey="wide" />, {
      columns,
      rows,
      unicode,
    });
    await see('Jenkins_');
    expectFits(frame(), columns, rows);
    expect(frame().split('\n').length).toBeLessThanOrEqual(9);
    expect(frame()).not.toMatch(/[\u0007\u202e]|\u001b\[31m/);
  }
});
