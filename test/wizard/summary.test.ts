import { expect, test } from 'vitest';
import { fileDifferences, summaryOf } from '../../src/wizard/summary.js';
import { hostDraft } from './answers.js';

const job = { name: 'payments-api', guessed: false, build: 'local' };
const here = { job, nowMs: Date.parse('2026-05-04T09:29:58Z') };

const exclusion = (cids: string, expires = '') => ({ cids, reason: '', expires });
const criteriaWith = (...exclusions: ReturnType<typeof exclusion>[]) =>
  summaryOf({ ...hostDraft, exclusions }, here).find(({ label }) => label === 'Criteria')?.text;

test.each([
  ['none', [], ''],
  [
    'those in force are counted',
    [exclusion('1141'), exclusion('1145-1150', '2026-05-04')],
    ', except 7 CIDs',
  ],
  ['one that is over excludes nothing', [exclusion('1141', '2026-05-03')], ', 1 exclusion ended'],
  [
    'those that are over are counted beside those in force',
    [exclusion('1141', '2026-05-03'), exclusion('2201'), exclusion('3, 4', '2020-01-01')],
    ', except 1 CID, 2 exclusions ended',
  ],
  ['a CID of two entries is one CID', [exclusion('1141'), exclusion('1140-1142')], ', except 3 CIDs'],
  ['a list that cannot be read counts for nothing', [exclusion('abc'), exclusion('7')], ', except 1 CID'],
])('the exclusions of the criteria: %s', (_name, exclusions, words) => {
  expect(criteriaWith(...exclusions)).toBe(`Fail and Urgent, Critical or Serious${words}`);
});

test('the file is summed up with the same clock', () => {
  const before = { ...hostDraft, exclusions: [exclusion('1141', '2026-05-03')] };
  const file = { path: 'qualys-pc.yaml', draft: before };
  const extended = { ...hostDraft, exclusions: [exclusion('1141', '2026-06-30')] };
  expect(fileDifferences(before, here, file)).toEqual(new Map());
  expect(fileDifferences(extended, here, file)).toEqual(
    new Map([['Criteria', 'was Fail and Urgent, Critical or Serious, 1 exclusion ended in qualys-pc.yaml']]),
  );
});
