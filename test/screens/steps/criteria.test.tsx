import { describe, expect, test } from 'vitest';
import { CriteriaScreen } from '../../../src/screens/steps/criteria.js';
import { keys, paste } from '../../support/draw.js';
import { hostDraft } from '../../wizard/answers.js';
import { drawStep } from '../draw-step.js';

const draw = (options: Parameters<typeof drawStep>[2] = {}) => drawStep('criteria', CriteriaScreen, options);

test('a sentence says what will fail the build, and follows every change', async () => {
  const screen = draw();
  await screen.see('The build fails when a control is (Fail) and (Urgent, Critical or Serious).');
  screen.press(keys.right, keys.space);
  await screen.seeWords('(Fail or Error) and (Urgent, Critical or Serious)');
});

test('without any state and criticality there is no gate, and the sentence says so', async () => {
  const screen = draw({ draft: { ...hostDraft, failStates: [], failCriticalities: [] } });
  await screen.see('There is no gate: nothing fails the build.');
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});

test('states without a criticality are refused with both ways out', async () => {
  const screen = draw({ draft: { ...hostDraft, failCriticalities: [] } });
  screen.press(keys.enter);
  await screen.see('Select at least one criticality, or no state either');
  expect(screen.onForward).not.toHaveBeenCalled();
});

test('a host that could not be checked passes unless authentication counts, and it says so', async () => {
  const screen = draw();
  await screen.see('! Without it, a host that could not be checked passes.');
  screen.press(keys.tab, keys.tab, keys.space);
  await screen.miss('! Without it');
  expect(screen.seen.draft.failOnAuthFailure).toBe(true);
});

describe('Excluded CIDs', () => {
  const toFirst = [keys.tab, keys.tab, keys.tab];

  test('pasted with ranges are counted and named in the sentence', async () => {
    const screen = draw();
    screen.press(...toFirst, paste('1141\n1145-1150\n'));
    await screen.see('7 controls');
    await screen.seeWords('except 1141 and 1145 to 1150');
    expect(screen.seen.draft.exclusions).toEqual([{ cids: '1141, 1145-1150', reason: '', expires: '' }]);
  });

  test('one that is over is marked as ended, and is no part of the sentence', async () => {
    const exclusions = [
      { cids: '1141', reason: 'SEC-118', expires: '2020-01-01' },
      { cids: '2201', reason: '', expires: '' },
    ];
    const screen = draw({ draft: { exclusions } });
    await screen.see(/1141 +1 control, ended 2020-01-01, SEC-118/);
    await screen.seeWords('(Urgent, Critical or Serious), except 2201.');
  });

  test('take a reason and a last day, and one more list', async () => {
    const screen = draw();
    screen.press(...toFirst);
    screen.type('2201');
    screen.press(keys.tab);
    screen.type('SEC-118');
    screen.press(keys.tab);
    screen.type('2027-03-31');
    screen.press(keys.tab);
    screen.type('9');
    await screen.see(/2201 +1 control, until 2027-03-31, SEC-118/);
    await expect
      .poll(() => screen.seen.draft.exclusions)
      .toEqual([
        { cids: '2201', reason: 'SEC-118', expires: '2027-03-31' },
        { cids: '9', reason: '', expires: '' },
      ]);
  });

  test.each([
    ['12, x7', '', '"x7" is not a CID or a range of CIDs'],
    ['12', '2027-02-30', '"2027-02-30" is not a day: write it as 2027-03-31.'],
    ['', 'next year', 'The CIDs to exclude are missing.'],
  ])('%j until %j are refused with the part that is wrong', async (cids, expires, problem) => {
    const screen = draw({ draft: { ...hostDraft, exclusions: [{ cids, reason: '', expires }] } });
    await screen.see(problem);
    screen.press(keys.enter);
    await screen.see(problem);
    expect(screen.onForward).not.toHaveBeenCalled();
  });

  test('that are emptied go away', async () => {
    const screen = draw({ draft: { ...hostDraft, exclusions: [{ cids: '7', reason: '', expires: '' }] } });
    screen.press(...toFirst, keys.backspace);
    await screen.see('Numbers and ranges');
    expect(screen.seen.draft.exclusions).toEqual([]);
  });

  test('`abc` is not repeated in the sentence: what is wrong with it stands under its field', async () => {
    const exclusions = [
      { cids: '1141', reason: '', expires: '' },
      { cids: 'abc', reason: '', expires: '' },
    ];
    const screen = draw({ draft: { ...hostDraft, exclusions } });
    await screen.see(/abc +unreadable[^\n]*\n +✗ "abc" is not a CID/);
    await screen.seeWords(
      'The build fails when a control is (Fail) and (Urgent, Critical or Serious), except 1141.',
    );
  });

  test('errors under their own field: a day that does not exist stands under the day', async () => {
    const exclusions = [{ cids: '12', reason: 'SEC-118', expires: '2027-02-30' }];
    const screen = draw({ draft: { ...hostDraft, exclusions } });
    screen.press(keys.enter);
    await screen.see(/❯ +Until +2027-02-30 *\n +✗ "2027-02-30" is not a day/);
  });

  test('errors under their own field: states that are missing are said under the states', async () => {
    const screen = draw({ draft: { ...hostDraft, failStates: [] } });
    await screen.see(/States[^\n]*\n +✗ Select at least one state/);
  });
});
