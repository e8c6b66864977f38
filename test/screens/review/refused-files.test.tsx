import { expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { keys } from '../../support/draw.js';
import { openAtVerdict } from '../open-app.js';

test('a config that cannot be written after x on the verdict is said so; the exclusion and the verdict stay', async () => {
  const app = await openAtVerdict();
  app.services.saveConfig.mockRejectedValueOnce(
    new PcError('qualys-pc.yaml cannot be written', {
      kind: 'usage',
      code: 'cannot-write',
      why: 'The disk is read-only. (EROFS)',
      next: 'Name a file in a folder that can be written to.',
    }),
  );
  app.press('x');
  await app.see('Exclude 1141');
  app.type('SEC-118');
  await app.see('SEC-118');
  app.press(keys.enter);
  await app.see('Save the config');
  app.press(keys.enter);
  await app.see('qualys-pc.yaml cannot be written');
  await app.see('The disk is read-only.');
  await app.see('Name a file in a folder that can be written to.');
  app.press(keys.enter);
  await app.see('Saved qualys-pc.yaml.');
  await app.see('❯ See the verdict');
  app.press(keys.enter);
  await app.see('FAILED');
  expect(app.services.saveConfig.mock.calls.map(([config]) => config.criteria?.exclude)).toEqual([
    [{ cids: '1141', reason: 'SEC-118' }],
    [{ cids: '1141', reason: 'SEC-118' }],
  ]);
});
