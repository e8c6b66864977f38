import { expect, test } from 'vitest';
import { inputOf, row } from '../../support/result-of-rows.js';
import { render } from '../support/render.js';

test('a run that passes says how many of its rows are in error, where they do not count', async () => {
  const rows = [1, 2, 3].map((cid) => row({ cid, state: cid < 3 ? 'error' : 'passed' }));
  const text = await render('text', inputOf(rows));
  expect(text).toContain('✓ PASSED');
  expect(text).toMatch(/0 failing · 2 in error/);
});
