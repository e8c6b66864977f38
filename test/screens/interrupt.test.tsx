import { describe, expect, test } from 'vitest';
import { keys, until } from '../support/draw.js';
import { connectTo, openApp, openAtReview, openAtVerdict } from './open-app.js';

/** Review with an answer that differs from the file. */
async function openWithChange(terminal: { readonly rows?: number } = {}) {
  const app = await openAtReview({ terminal });
  app.press(keys.esc);
  await app.see('How long');
  app.type('0');
  app.press(keys.enter);
  await app.see('every 20 minutes');
  await app.see('❯ Launch the scan');
  return app;
}

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
    const app = await openWithChange();
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

  /** Each from Review with touched answers: the keys that lead to a screen, and what is seen there. */
  const screens: readonly (readonly [name: string, pressed: readonly string[], seen: string | RegExp])[] = [
    ['Review', [], '❯ Launch the scan'],
    ['the whole plan', ['p'], 'close'],
    ['the keys', ['?'], 'Keys on this screen'],
    ['saving', [keys.right, keys.enter], 'Save the config'],
    ['the list of snippets', [keys.right, keys.right, keys.enter], 'for which pipeline?'],
    ['Timeouts', [keys.esc], 'How long may it take?'],
    ['Criteria', [keys.esc, keys.esc], 'fail the build?'],
    ['Profile, its list open', [keys.esc, keys.esc, keys.esc], 'Which option profile'],
    ['the filter of Profile', [keys.esc, keys.esc, keys.esc, '/', 'J'], '/ J'],
    ['Scanner', [keys.esc, keys.esc, keys.esc, keys.esc], 'Which scanner'],
    ['Auth record', Array.from({ length: 5 }, () => keys.esc), 'log in?'],
    ['Target', Array.from({ length: 6 }, () => keys.esc), 'should be scanned?'],
    ['Connect, in its password', Array.from({ length: 7 }, () => keys.esc), 'Connect to Qualys'],
  ];

  test.each(screens)(
    'over %s asks, esc stays there, and a second one leaves with 130',
    async (_name, pressed, seen) => {
      const app = await openWithChange({ rows: 40 });
      for (const key of pressed) {
        const before = app.frames.length;
        app.press(key);
        await until(() => expect(app.frames.length).toBeGreaterThan(before));
      }
      await app.see(seen);
      app.press(keys.ctrlC);
      await app.see('Leave the wizard?');
      expect(app.onEnd).not.toHaveBeenCalled();
      app.press(keys.esc);
      await app.miss('Leave the wizard?');
      await app.see(seen);
      app.press(keys.ctrlC);
      await app.see('Leave the wizard?');
      app.press(keys.ctrlC);
      await expect.poll(() => app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 130 });
    },
  );
});

describe('ctrl-c on a result', () => {
  const overVerdict: readonly (readonly [name: string, pressed: readonly string[], seen: string | RegExp])[] =
    [
      ['the verdict', [], 'expected no, found yes'],
      ['closed details', [keys.enter], '❯   1141'],
      ['its filter', ['/', 'q'], '/ q'],
      ['the exclusion form', ['x'], 'Exclude 1141'],
      ['the log', ['l'], 'Log, times in UTC'],
      ['the keys', ['?'], 'Keys on this screen'],
    ];
  test.each(overVerdict)(
    'over %s leaves with the exit code of the verdict: nothing is lost',
    async (_name, pressed, seen) => {
      const app = await openAtVerdict();
      app.press(...pressed);
      await app.see(seen);
      app.press(keys.ctrlC);
      await expect.poll(() => app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 1 });
    },
  );
});
