import { expect, test } from 'vitest';
import type { LineTerminal } from '../../../src/commands/wizard/lines/line-terminal.js';
import { criteriaQuestions } from '../../../src/commands/wizard/lines/steps/criteria.js';
import type { Draft } from '../../../src/wizard/draft.js';
import { hostDraft } from '../../wizard/answers.js';
import { lineContext } from './line-context.js';

/** What the last question of the step says to these lines. */
async function exclusionsSaid(draft: Draft, ...typed: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const waiting = [...typed];
  const terminal: LineTerminal = {
    say: (...lines) => said.push(...lines),
    ask: async () => waiting.shift() ?? '',
    askSecret: async () => '',
    listen: () => () => undefined,
    close: () => undefined,
  };
  const context = lineContext(terminal, { prefilled: draft });
  await criteriaQuestions(context).at(-1)?.(context);
  return said;
}

test('an exclusion that is over is marked as ended where it is listed, and where the answer of now is named', async () => {
  const exclusions = [
    { cids: '1141', reason: 'SEC-118', expires: '2020-01-01' },
    { cids: '2201', reason: '', expires: '2027-03-31' },
    { cids: '9', reason: '', expires: '' },
  ];
  const said = await exclusionsSaid({ ...hostDraft, exclusions });
  expect(said[0]).toContain('Excluded CIDs. 4 choices, now 1141 (ended); 2201; 9.');
  expect(said.slice(2, 5)).toEqual([
    '2 remove 1141, ended 2020-01-01, SEC-118',
    '3 remove 2201, until 2027-03-31, no reason',
    '4 remove 9, no end, no reason',
  ]);
  expect(said.at(-1)).toContain('(Urgent, Critical or Serious), except 2201 and 9.');
});
