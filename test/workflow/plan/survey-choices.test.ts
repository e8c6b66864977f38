import { expect, test } from 'vitest';
import { chooseOptionProfile } from '../../../src/workflow/plan/survey-choices.js';

test('a name that is there with another id is said to be there, with that id', () => {
  const profiles = [
    { id: '51495', title: 'Jenkins_Baseline', policies: [] },
    { id: '51496', title: 'Jenkins_Other', policies: [] },
  ];
  expect(() => chooseOptionProfile(profiles, { id: '9001', title: 'Jenkins_Baseline' })).toThrow(
    expect.objectContaining({
      what: 'Option profile "Jenkins_Baseline" with id 9001 is not in Qualys',
      next: expect.stringMatching(
        /^The name is there with the id 51495: correct the id or take it out\. See qualys-pc list option-profiles\./,
      ),
    }),
  );
});
