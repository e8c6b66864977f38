import { expect, test } from 'vitest';
import { TimeoutsScreen } from '../../../src/screens/steps/timeouts.js';
import { keys } from '../../support/draw.js';
import { hostDraft } from '../../wizard/answers.js';
import { drawStep } from '../draw-step.js';

const draw = (pollingInterval: string, timeout: string) =>
  drawStep('timeouts', TimeoutsScreen, { draft: { ...hostDraft, pollingInterval, timeout } });

test.each([
  ['2', '60*2', 'Asks Qualys every 2 minutes, for at most 2 hours.'],
  ['1', '90', 'Asks Qualys every minute, for at most 1 hour 30 minutes.'],
  ['90s', '1h30m', 'Asks Qualys every 1 minute 30 seconds, for at most 1 hour 30 minutes.'],
])('%s and %s are said in plain words', async (interval, timeout, words) => {
  await draw(interval, timeout).seeWords(words);
});

test.each([
  ['0', '60', 'The time is zero'],
  ['-1', '60', 'The time is negative'],
  ['soon', '60', '"soon" is not a duration'],
  ['3h', '60*2', 'The pause of 3 hours is longer than the timeout of 2 hours.'],
])('%s for %s is refused', async (interval, timeout, problem) => {
  const screen = draw(interval, timeout);
  screen.press(keys.enter);
  await screen.seeWords(problem);
  expect(screen.onForward).not.toHaveBeenCalled();
});

test('a very short pause is allowed with a word about it', async () => {
  const screen = draw('5s', '60');
  await screen.see("So short a pause may use up the account's calls.");
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});
