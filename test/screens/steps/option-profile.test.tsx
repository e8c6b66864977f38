import { describe, expect, test, vi } from 'vitest';
import { OptionProfileScreen } from '../../../src/screens/steps/option-profile.js';
import { keys } from '../../support/draw.js';
import { hostDraft, linuxProfile } from '../../wizard/answers.js';
import { drawStep, failed, loading, ready } from '../draw-step.js';

const unanswered = { ...hostDraft, optionProfile: undefined, policies: 'all' as const };
const draw = (options: Parameters<typeof drawStep>[2] = {}) =>
  drawStep('option-profile', OptionProfileScreen, { draft: unanswered, ...options });

test('a profile is shown with the number of its policies; one without any is greyed with the reason', async () => {
  const screen = draw();
  await screen.see(/◯ Jenkins_Linux baseline +2 policies/);
  await screen.see(/◯ Jenkins_Windows: core & more +1 policy/);
  await screen.see(/ {4}Jenkins_Empty +no policies: add one in Qualys/);
});

describe('Choosing a profile', () => {
  test('selects all its policies and shows them before one goes on', async () => {
    const screen = draw();
    screen.press(keys.enter);
    await screen.see('2 of 2 selected');
    await screen.see('☑ CIS Debian 12 v1.0');
    expect(screen.seen.draft).toMatchObject({
      optionProfile: { id: '9001', title: 'Jenkins_Linux baseline' },
      policies: linuxProfile.policies,
    });
    expect(screen.onForward).not.toHaveBeenCalled();
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
  });

  test('another one repopulates the policies at once', async () => {
    const screen = draw({ draft: hostDraft });
    await screen.see('Policies of Jenkins_Linux baseline');
    screen.press(keys.down, keys.space);
    await screen.see('Policies of Jenkins_Windows: core & more');
    await expect.poll(() => screen.seen.draft.policies).toHaveLength(1);
  });

  test('the same one again keeps the policies that were taken out', async () => {
    const [first] = linuxProfile.policies;
    if (first === undefined) throw new Error('no policy');
    const screen = draw({ draft: { ...hostDraft, policies: [first] } });
    await screen.see('1 of 2 selected');
    screen.press(keys.space);
    await screen.see('1 of 2 selected');
    expect(screen.seen.draft.policies).toEqual([first]);
  });

  test('without policies cannot be done', async () => {
    const screen = draw();
    screen.press(keys.down, keys.down, keys.enter, keys.up);
    await screen.see(/❯ ◯ Jenkins_Windows/);
    expect(screen.seen.draft.optionProfile).toBeUndefined();
  });
});

test('several policies can be taken out, but not all', async () => {
  const screen = draw({ draft: hostDraft });
  screen.press(keys.tab, keys.space);
  await screen.see('1 of 2 selected');
  screen.press(keys.down, keys.space);
  await screen.see('0 of 2 selected');
  screen.press(keys.enter);
  await screen.see('Keep at least one policy.');
  expect(screen.onForward).not.toHaveBeenCalled();
});

test('a profile of the file that the account does not have is told by name', async () => {
  const screen = draw({
    draft: { ...hostDraft, optionProfile: { title: 'Jenkins_Gone' } },
    facts: { optionProfiles: [linuxProfile] },
    lists: { optionProfiles: ready([linuxProfile]) },
  });
  screen.press(keys.tab);
  screen.press('/');
  screen.press(keys.esc);
  await screen.see(/❯ ◉ Jenkins_Gone +not in this account/);
});

test('being read, the list keeps its place', async () => {
  await draw({ lists: { optionProfiles: loading } }).see('Reading option profiles …');
});

test('that cannot be read says why, and r reads it again', async () => {
  const list = failed();
  const screen = draw({ lists: { optionProfiles: list } });
  await screen.see('HTTP 500: Internal Server Error');
  await screen.see('r try again');
  screen.press('r');
  if (list.status !== 'failed') throw new Error('not failed');
  await expect.poll(() => list.retry).toHaveBeenCalledOnce();
});

test('when there is none at all it says how to make one, and r reads again', async () => {
  const reload = vi.fn();
  const screen = draw({ lists: { optionProfiles: { status: 'ready', items: [], reload } } });
  await screen.see('No option profile of this account begins with "Jenkins_".');
  await screen.see('Give it a title such as Jenkins_Linux.');
  screen.press('r');
  await expect.poll(() => reload).toHaveBeenCalledOnce();
});
