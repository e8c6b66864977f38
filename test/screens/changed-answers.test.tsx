import { describe, expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { openAtReview } from './open-app.js';

describe('a changed platform, target kind or profile invalidates exactly the later answers that depend on it', () => {
  test('a platform: the profile asks to be looked at again, on the rail and on Review', async () => {
    const app = await openAtReview();
    for (let line = 0; line < 8; line += 1) app.press(keys.up);
    await app.see(/❯ Connect/);
    app.press(keys.enter);
    await app.see('Connect to Qualys');
    app.press(keys.shiftTab, keys.shiftTab, keys.shiftTab);
    app.type('eu1');
    await app.see('EU1  qualysapi.qualys.eu');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await app.see('The account has changed since: is this still the right profile?');
    app.press(keys.enter);
    await app.see('In Qualys this will');
  });

  test('a target kind: the scanner does, and nothing else', async () => {
    const app = await openAtReview();
    for (let line = 0; line < 6; line += 1) app.press(keys.up);
    await app.see(/❯ Target/);
    app.press(keys.enter);
    await app.see('What should be scanned?');
    app.press(keys.shiftTab, keys.right, keys.esc);
    await app.see(/Scanner +! .*look again/);
    const marked = app
      .frame()
      .split('\n')
      .filter((line) => line.includes('look again'));
    expect(marked).toHaveLength(1);
    await app.see('Not ready to launch: Title, Target, Scanner.');
  });
});
