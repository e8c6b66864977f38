import { Text } from 'ink';
import { describe, expect, test } from 'vitest';
import { PolicyBars } from '../../../src/screens/run/policy-bars.js';
import { firstOf } from '../../../src/text/counted.js';
import { useScroll } from '../../../src/ui/frame/scrolling.js';
import { Table } from '../../../src/ui/lists/table.js';
import { draw, keys } from '../../support/draw.js';
import { policyResult } from '../../support/sample-result.js';

const names = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}.`);

function Names({ count, lines }: { readonly count: number; readonly lines: number }) {
  return (
    <Table
      columns={[{ title: 'Name', width: 'rest', text: (name: string) => name }]}
      items={names(count).map((name) => ({ key: name, value: name, label: name }))}
      isFocused
      lines={lines}
      width={60}
      emptyText="none"
      detail={(name) => [name]}
      detailLines={1}
    />
  );
}

function Scrolled({ count, lines }: { readonly count: number; readonly lines: number }) {
  const { start, rows, note } = useScroll(count, lines, true);
  return <Text>{[...names(count).slice(start, start + rows), note ?? ''].join('\n')}</Text>;
}

describe('no line counts a single row: it takes the line of the very row it hides', () => {
  test.each([1, 2, 4, 5])(
    'a table of %i rows has room for all where it has 5 lines for them',
    async (count) => {
      const { see, frame } = draw(<Names count={count} lines={7} />);
      await see('name-0.');
      for (const name of names(count)) expect(frame()).toContain(name);
      expect(frame()).not.toContain('more');
    },
  );

  test('a longer table never says "1 more", wherever one stands in it', async () => {
    const { see, frame, press, frames } = draw(<Names count={9} lines={7} />);
    await see('5 more');
    for (const name of names(9).slice(1)) {
      press(keys.down);
      await see(`❯ ${name}`);
    }
    for (const name of names(8).toReversed()) {
      press(keys.up);
      await see(`❯ ${name}`);
    }
    expect(frame()).toContain('name-0.');
    for (const drawn of frames) expect(drawn).not.toMatch(/(?<!\d)1 more/);
    for (const drawn of frames) expect(drawn.split('\n').length).toBeLessThanOrEqual(7);
  });

  test('a text that scrolls shows its last line where the note would stand', async () => {
    const whole = draw(<Scrolled count={6} lines={5} />);
    await whole.see('name-5.');
    expect(whole.frame()).not.toContain('lines 1');
    const longer = draw(<Scrolled count={7} lines={5} />);
    await longer.see('lines 1 to 5 of 7');
  });

  test('bars: one bar and "1 more policy" become two bars', async () => {
    const policies = [policyResult('CIS Debian 12', 16, 4), { ...policyResult('Acme', 3, 1), id: '2' }];
    const { see, frame } = draw(<PolicyBars policies={policies} lines={1} />);
    await see('CIS Debian 12');
    expect(frame()).toContain('Acme');
    expect(frame()).not.toContain('more');
  });

  test.each([
    [3, 3, 0],
    [4, 4, 0],
    [5, 3, 2],
  ])('of %i entries %i are shown where 3 have room, and %i are counted', (count, shown, hidden) => {
    expect(firstOf(names(count), 3)).toEqual({ shown: names(count).slice(0, shown), hidden });
  });
});
