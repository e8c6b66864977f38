import { expect, test } from 'vitest';
import {
  exclusionPreview,
  lastDayProblem,
  ownExclusionWords,
  withExclusion,
} from '../../src/wizard/exclusion.js';
import { policyResult, sampleResult } from '../support/sample-result.js';
import { hostDraft } from './answers.js';

const nowMs = Date.parse('2026-05-04T09:29:58Z');
const one = sampleResult([policyResult('P', 1, 1)]);
const exclusion = { cids: '1141', reason: 'SEC-118', expires: '' };

const previewed = (over: Partial<Parameters<typeof exclusionPreview>[0]> = {}) =>
  exclusionPreview({ draft: hostDraft, result: one, exclusion, nowMs, ...over });

test.each([
  ['', undefined],
  ['2026-05-04', undefined],
  ['9999-12-31', undefined],
  ['2026-05-03', 'That day is over: name today or a later one.'],
  ['0000-01-01', 'That day is over: name today or a later one.'],
  ['2027-02-29', 'Write the day as 2027-03-31.'],
  ['31.03.2027', 'Write the day as 2027-03-31.'],
  ['10000-01-01', 'Write the day as 2027-03-31.'],
  ['２０２７-０３-３１', 'Write the day as 2027-03-31.'],
])('a last day of "%s": %s', (day, problem) => {
  expect(lastDayProblem(day, nowMs)).toBe(problem);
});

test.each([
  ['', '1141 is excluded: change why, or until when'],
  ['2026-05-04', '1141 is excluded: change why, or until when'],
  ['2026-05-03', 'The exclusion of 1141 ended on 2026-05-03: name a later last day'],
])('a control with an exclusion of its own until "%s": %s', (expires, words) => {
  expect(ownExclusionWords({ ...exclusion, expires }, nowMs)).toBe(words);
});

test('the preview says the criteria, the last day and the verdict', () => {
  expect(previewed({ exclusion: { ...exclusion, expires: '2027-03-31' } })).toEqual([
    'The build fails when a control is (Fail) and (Urgent, Critical or Serious), except 1141.',
    'The last day is 2027-03-31 (UTC); after it 1141 counts again.',
    'With it this verdict would have been PASSED.',
  ]);
});

test('excluding a control twice changes its entry, and an entry with limits stays beside it', () => {
  const limited = { ...exclusion, instance: 'ora1' };
  const again = { cids: '1141', reason: 'SEC-200', expires: '2027-01-01' };
  const draft = { ...hostDraft, exclusions: [limited, { ...exclusion, cids: ' 1141 ' }] };
  expect(withExclusion(draft, again)).toEqual([limited, again]);
  expect(withExclusion(hostDraft, again)).toEqual([again]);
});

test('a range of the criteria that holds the control is named, unless its day is over', () => {
  const range = { cids: '1100-1200', reason: '', expires: '' };
  const said = 'The entry 1100-1200 of the criteria excludes it already.';
  expect(previewed({ draft: { ...hostDraft, exclusions: [range] } })).toContain(said);
  const ended = { ...range, expires: '2026-05-03' };
  expect(previewed({ draft: { ...hostDraft, exclusions: [ended] } })).not.toContain(said);
});

test('what else keeps the verdict from being passed is not promised away', () => {
  const verdict = {
    ...one.verdict,
    reasons: [
      { code: 'authentication-failed', what: 'The scanner could not log in to 10.20.30.41.' },
      { code: 'criteria-met', what: '1 posture fails.' },
    ],
  };
  expect(previewed({ result: { ...one, verdict } }).at(-1)).toBe(
    'With it no posture would fail the build, but this stays: The scanner could not log in to 10.20.30.41.',
  );
});
