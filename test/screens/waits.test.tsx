import { expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { openApp, openAtReview } from './open-app.js';

test('a rate-limited list says its wait', async () => {
  let tell: (seconds: number) => void = () => undefined;
  const app = openApp();
  Object.assign(app.session, {
    listScanners: () => new Promise(() => undefined),
    onWait: (listener: (seconds: number) => void) => {
      tell = listener;
      return () => undefined;
    },
  });
  app.type('us2');
  app.press(keys.tab, keys.tab);
  app.type('acme2ab1');
  app.press(keys.enter);
  await app.see('Connected.');
  app.press(keys.enter);
  await app.see('What should be scanned?');
  app.type('10.20.30.40');
  app.press(keys.enter);
  await app.see('scanner log in?');
  app.press(keys.enter);
  await app.see('Reading scanner appliances …');
  tell(12);
  await app.see("Reading scanner appliances … waits 12 s for the account's limits");
});

test('values with their origin: a step of a file says so until one of its answers is changed', async () => {
  const app = await openAtReview();
  for (let line = 0; line < 8; line += 1) app.press(keys.up);
  await app.see(/❯ Connect/);
  for (let line = 0; line < 7; line += 1) app.press(keys.down);
  await app.see(/❯ Timeouts/);
  app.press(keys.enter);
  await app.see('How long may it take?   from qualys-pc.yaml');
  app.type('5');
  await app.miss('from qualys-pc.yaml');
  expect(app.frame()).toContain('How long may it take?');
});
