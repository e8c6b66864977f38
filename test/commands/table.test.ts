import { expect, test } from 'vitest';
import { tableLines } from '../../src/commands/list.js';

const columns = [
  { heading: 'ID', text: (row: { id: string; title: string }) => row.id, align: 'right' as const },
  { heading: 'TITLE', text: (row: { id: string; title: string }) => row.title },
  { heading: 'END', text: () => '.' },
];

test('columns are as wide as their widest text, counted as a terminal does', () => {
  expect(
    tableLines(columns, [
      { id: '9', title: '日本語' },
      { id: '1401', title: 'CIS Debian 12' },
    ]),
  ).toEqual(['  ID  TITLE          END', '   9  日本語         .', '1401  CIS Debian 12  .']);
});

test('a table without rows is its headings', () => {
  expect(tableLines(columns, [])).toEqual(['ID  TITLE  END']);
});

test('text from Qualys cannot steer the terminal or break a line', () => {
  const [, line = ''] = tableLines(columns, [{ id: '1', title: 'a\u001b[2Jb\nc' }]);
  expect(line).not.toMatch(/[\u0000-\u001f]/);
  expect(line).toContain('b c');
});
