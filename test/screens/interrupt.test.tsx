import { describe, expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { connectTo, openApp, openAtReview } from './open-app.js';

describe('ctrl-c', () => {
  test('closes at once what was not touched', async () => {
    const app = openApp();
    await app.see('Connect to Qualys');
    app.press(keys.ctrlC);
    await expect
      .poll(() => app.onEnd.mock.calls[0]?.[0])
      .toEqual({ exitCode: 130, lines: [], verdict: undefined });
  });

  test('asks when answers are there, and staying loses nothing', async () => {
    const app = openApp();
    await connectTo(app);
    app.type('10.20');
    await app.see('10.20');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    await app.see('Passwords are not kept.');
    app.press(keys.enter);
    await app.see('10.20');
    expect(app.onEnd).not.toHaveBeenCalled();
  });

  test('asks over the screen: what is behind hears no key until it is answered', async () => {
    const app = await openAtReview();
    app.press(keys.esc);
    await app.see('How long');
    app.type('0');
    app.press(keys.enter);
    await app.see('every 20 minutes');
    await app.see('❯ Launch the scan');
    app.press(keys.up);
    await app.see('❯ Timeouts');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press('p', keys.tab, keys.enter);
    await app.see('❯ Timeouts');
    await app.see('In Qualys this will');
    app.press(keys.down, keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.down, keys.enter);
    await app.see('pipeline {');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press('w', keys.enter);
    await app.see('pipeline {');
    expect(app.frame()).not.toContain('❯ File');
  });

  test('a second time leaves', async () => {
    const app = openApp();
    await connectTo(app);
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press(keys.ctrlC);
    await expect.poll(() => app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 130 });
  });
});
