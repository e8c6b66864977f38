import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/wizard/draft.js';
import { reviewIndex, type WizardStepId, wizardSteps } from '../../src/wizard/steps.js';
import {
  canContinue,
  canLaunch,
  standingOf,
  startWizard,
  stepAt,
  type WizardState,
} from '../../src/wizard/wizard.js';
import { answer, atReview, back, connected, ec2Draft, forward, hostDraft, played } from './answers.js';

const stepsToReview = (state: WizardState) =>
  wizardSteps.filter((step) => standingOf(state, step, connected) === 'needs-review').map(({ id }) => id);

const open = (step: WizardStepId) => ({ type: 'open', step }) as const;

describe('Going forward and back', () => {
  test('forward leads through all steps in their order, once each is answered', () => {
    const visited: WizardStepId[] = [];
    let state = startWizard(hostDraft);
    for (let step = 0; step <= reviewIndex; step += 1) {
      visited.push(stepAt(state).id);
      state = played(state, forward());
    }
    expect(visited).toEqual(wizardSteps.map(({ id }) => id));
    expect(state.at).toBe(reviewIndex);
  });

  test('an unanswered step keeps the person and says why until an answer changes', () => {
    const refused = played(startWizard(), forward());
    expect(refused).toMatchObject({ at: 0, showsProblems: true });
    expect(played(refused, answer({ username: 'a' })).showsProblems).toBe(false);
  });

  test('back always works, also from a step that is wrong, and loses no answer', () => {
    const wrong = played(startWizard(hostDraft), forward(), answer({ ips: 'nonsense' }));
    expect(canContinue(wrong, connected)).toBe(false);
    const gone = played(wrong, back);
    expect(gone.at).toBe(0);
    expect(played(gone, forward()).draft).toEqual({ ...hostDraft, ips: 'nonsense' });
  });

  test('back on the first step stays there', () => {
    expect(played(startWizard(), back).at).toBe(0);
  });

  test('every screen entered, left backwards and entered again with its answers intact', () => {
    for (const draft of [hostDraft, ec2Draft]) {
      let state = atReview(draft);
      for (let step = reviewIndex; step > 0; step -= 1) state = played(state, back);
      expect(state.at).toBe(0);
      for (let step = 0; step < reviewIndex; step += 1) state = played(state, forward());
      expect(state).toEqual(atReview(draft));
    }
  });

  test('an answer changed from Review leads straight back to Review, by forward and by back', () => {
    const editing = played(atReview(hostDraft), open('criteria'));
    expect(stepAt(editing).id).toBe('criteria');
    expect(stepAt(played(editing, forward())).id).toBe('review');
    expect(stepAt(played(editing, back)).id).toBe('review');
  });

  test('an answer changed from Review that shakes later ones leads to those first', () => {
    const moved = played(atReview(hostDraft), open('connect'), answer({ platform: 'EU1' }), forward());
    expect(stepAt(moved).id).toBe('option-profile');
    expect(stepAt(played(moved, forward())).id).toBe('review');
  });

  test('a resumed draft leads to the first step that was not answered yet', () => {
    const resumed = played(startWizard(hostDraft, 4), forward());
    expect(stepAt(resumed).id).toBe('option-profile');
    expect(stepAt(played(resumed, forward())).id).toBe('criteria');
  });
});

describe('a changed platform, target kind or profile invalidates exactly the later answers that depend on it', () => {
  const appliance: Draft = { ...hostDraft, scanner: 'edge-scan-01' };
  const excluding: Draft = { ...hostDraft, exclusions: [{ cids: '1141', reason: '', expires: '' }] };
  const table: [
    change: string,
    draft: Draft,
    step: WizardStepId,
    patch: Partial<Draft>,
    expected: WizardStepId[],
  ][] = [
    ['platform, host and External', hostDraft, 'connect', { platform: 'EU1' }, ['option-profile']],
    [
      'platform, host and an appliance',
      appliance,
      'connect',
      { platform: 'EU1' },
      ['scanner', 'option-profile'],
    ],
    ['platform, EC2', ec2Draft, 'connect', { platform: 'EU1' }, ['target', 'scanner', 'option-profile']],
    ['user name, EC2', ec2Draft, 'connect', { username: 'b' }, ['target', 'scanner', 'option-profile']],
    ['proxy', ec2Draft, 'connect', { proxy: 'proxy.acme.test:3128' }, []],
    ['target kind', hostDraft, 'target', { targetKind: 'ec2' }, ['scanner']],
    ['target kind back to hosts', ec2Draft, 'target', { targetKind: 'host' }, ['scanner']],
    ['addresses', hostDraft, 'target', { ips: '10.0.0.1' }, []],
    [
      'connector of another AWS account',
      ec2Draft,
      'target',
      { connector: { id: '9', accountId: '998877665544' } },
      ['scanner'],
    ],
    ['profile', hostDraft, 'option-profile', { optionProfile: { id: '9002' } }, []],
    [
      'profile, with excluded CIDs',
      excluding,
      'option-profile',
      { optionProfile: { id: '9002' } },
      ['criteria'],
    ],
    ['criteria', excluding, 'criteria', { failStates: ['error'] }, []],
    ['scanner', appliance, 'scanner', { scanner: 'edge-scan-02' }, []],
  ];

  test.each(table)('%s', (_change, draft, step, patch, expected) => {
    const before = played(atReview(draft), open(step));
    expect(stepsToReview(before)).toEqual([]);
    const changed = played(before, answer(patch));
    expect(stepsToReview(changed)).toEqual(expected);
    expect(changed.draft).toEqual({ ...draft, ...patch });
  });

  test('changed back, nothing needs review any more', () => {
    const moved = played(atReview(ec2Draft), open('connect'), answer({ platform: 'EU1' }));
    expect(stepsToReview(played(moved, answer({ platform: 'US2' })))).toEqual([]);
  });

  test('a step that was not answered yet never needs review', () => {
    expect(stepsToReview(played(startWizard(hostDraft), answer({ platform: 'EU1' })))).toEqual([]);
  });

  test('a scan cannot be launched while an answer needs review, and can once it was looked at', () => {
    expect(canLaunch(atReview(hostDraft), connected)).toBe(true);
    const moved = played(atReview(hostDraft), open('connect'), answer({ platform: 'EU1' }), back);
    expect(canLaunch(moved, connected)).toBe(false);
    expect(canLaunch(played(moved, open('option-profile'), forward()), connected)).toBe(true);
  });
});

test('a resumed draft asks only for what it lacks, then goes on where it stopped', () => {
  const unix: Draft = { ...hostDraft, authKind: 'unix', authUsername: 'scan', authKeepsPassword: false };
  const noPassword = { ...connected, hostPassword: false };
  const atPassword = played(startWizard(unix, 6), { type: 'forward', facts: noPassword });
  expect(stepAt(atPassword).id).toBe('auth-record');
  expect(stepAt(played(atPassword, forward())).id).toBe('timeouts');
  const whole = played(startWizard(unix, reviewIndex), { type: 'forward', facts: noPassword }, forward());
  expect(stepAt(whole).id).toBe('review');
});

test('a scan cannot be launched before every step was on the screen', () => {
  expect(canLaunch(startWizard(hostDraft), connected)).toBe(false);
});

test('a scan cannot be launched without a tested connection', () => {
  expect(canLaunch(atReview(hostDraft), { ...connected, connected: false })).toBe(false);
});
