import { describe, expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { connectTo, openApp, openAtReview, walkToReview } from './open-app.js';

describe('From the first key', () => {
  test('to Review, and back to the first screen with every answer intact', async () => {
    const app = openApp();
    await connectTo(app);
    await walkToReview(app);
    const before = app.frame();
    const questions = [
      'How long',
      'fail the build?',
      'option profile',
      'Which scanner',
      'log in',
      'be scanned?',
      'Connect to',
    ];
    for (const question of questions) {
      app.press(keys.esc);
      await app.see(question);
    }
    for (const question of [...questions].reverse().slice(1)) {
      app.press(keys.enter);
      await app.see(question);
      if (question === 'option profile') {
        await app.see('2 of 2 selected');
      }
    }
    app.press(keys.enter);
    await app.see('In Qualys this will');
    expect(app.frame()).toBe(before);
  }, 20_000);

  test('lists load while the person is still typing elsewhere', async () => {
    const app = openApp();
    await connectTo(app);
    expect(app.session.listScanners).toHaveBeenCalledOnce();
    expect(app.session.listOptionProfiles).toHaveBeenCalledOnce();
    expect(app.session.listConnectors).not.toHaveBeenCalled();
  });

  test('a file opened with --config leads straight to Review once the account is connected', async () => {
    const app = await openAtReview();
    await app.see(/Profile +Jenkins_Linux baseline, 2 policies/);
  });
});

test('? shows the keys where it is no letter, and any of esc closes them', async () => {
  const app = await openAtReview();
  app.press('?');
  await app.see('Keys on this screen');
  app.press(keys.esc);
  await app.see('In Qualys this will');
  expect(app.onEnd).not.toHaveBeenCalled();
});
