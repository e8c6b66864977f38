import { describe, expect, test } from 'vitest';
import { criteriaSentence } from '../../../src/workflow/judge/criteria.js';

const failOn = {
  states: ['fail' as const],
  criticalities: ['serious' as const, 'urgent' as const, 'critical' as const],
};

describe('the sentence that says what fails a build', () => {
  test.each([
    [undefined, 'There is no gate: nothing fails the build.'],
    [
      { failOn, failOnAuthFailure: false, exclude: [{ cids: '1141, 1145-1150' }] },
      'The build fails when a control is (Fail) and (Urgent, Critical or Serious), except 1141 and 1145 to 1150.',
    ],
    [
      {
        failOn: { ...failOn, states: ['fail' as const, 'error' as const, 'exceptions' as const] },
        failOnAuthFailure: true,
        exclude: [],
      },
      'The build fails when a control is (Fail, Error or Exceptions) and (Urgent, Critical or Serious), or when the scanner cannot log in to a host.',
    ],
    [{ failOnAuthFailure: true, exclude: [] }, 'The build fails when the scanner cannot log in to a host.'],
    [
      { warnOn: failOn, failOnAuthFailure: false, exclude: [] },
      'Nothing fails the build. It warns when a control is (Fail) and (Urgent, Critical or Serious).',
    ],
  ])('%j', (criteria, sentence) => {
    expect(criteriaSentence(criteria)).toBe(sentence);
  });
});
