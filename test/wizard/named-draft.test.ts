import { expect, test } from 'vitest';
import { namedDraft } from '../../src/wizard/facts.js';
import { hostDraft, linuxProfile } from './answers.js';

const [first, second] = linuxProfile.policies;

test('a profile and policies named by one of id and title get the other, as Qualys tells it', () => {
  const draft = {
    ...hostDraft,
    optionProfile: { title: linuxProfile.title },
    policies: [{ id: first?.id }, { title: second?.title }, { id: '404' }],
  };
  const named = namedDraft(draft, [linuxProfile]);
  expect(named.optionProfile).toEqual({ id: linuxProfile.id, title: linuxProfile.title });
  expect(named.policies).toEqual([first, second, { id: '404' }]);
});

test('without the list a draft stays as it is', () => {
  expect(namedDraft(hostDraft, undefined)).toBe(hostDraft);
});
