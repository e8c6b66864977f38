import { describe, expect, test } from 'vitest';
import { keys } from '../../support/draw.js';
import { answersOfFile, openAtReview } from '../open-app.js';

describe('Review', () => {
  test('saves the config, says where, and how to run it', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    await app.see('It holds no secret.');
    app.press(keys.enter);
    await app.see('Saved qualys-pc.yaml. Again:\n   qualys-pc run --config qualys-pc.yaml');
    await app.see('❯ Save config');
    expect(app.services.saveConfig.mock.calls[0]?.slice(1)).toEqual(['qualys-pc.yaml', undefined]);
  });

  test('after saving one may leave, and is told what was written where and how to run it', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    expect(app.frame()).not.toContain('Leave the wizard');
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.home);
    app.type('my ');
    app.press(keys.enter);
    await app.see("qualys-pc run --config 'my qualys-pc.yaml'");
    app.press(keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.down, keys.enter);
    await app.see('pipeline {');
    app.press('n');
    await app.see('Before it is used');
    await app.see('user name with password');
    app.press(keys.esc);
    await app.see('pipeline {');
    app.press('w');
    await app.see('❯ File');
    app.press(keys.enter);
    await app.see('Wrote the snippet to Jenkinsfile.');
    app.press(keys.down, keys.enter);
    await expect
      .poll(() => app.onEnd.mock.calls[0]?.[0])
      .toMatchObject({
        exitCode: 0,
        lines: [
          "Saved my qualys-pc.yaml. Again: qualys-pc run --config 'my qualys-pc.yaml'",
          'Wrote the snippet to Jenkinsfile.',
        ],
      });
  });

  test('a config that was saved is no longer said to be run again once an answer has changed', async () => {
    const app = await openAtReview({ start: { configPath: undefined } });
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.enter);
    await app.see('qualys-pc run --config qualys-pc.yaml');
    app.press(keys.esc);
    await app.see('How long');
    app.type('0');
    await app.see('every 20 minutes');
    app.press(keys.enter);
    await app.see('Saved qualys-pc.yaml; the answers have changed since.');
    expect(app.frame()).not.toContain('--config');
  });

  test('shows what would change in a file that is there, and asks before it is overwritten', async () => {
    const app = await openAtReview();
    const first = '-platform: US1\n+platform: US2\n';
    const second = '-platform: US3\n+platform: US2\n';
    // Somebody else writes the file while the first difference is read.
    const found = [first, first, second];
    app.services.saveConfig.mockImplementation(async (_config, path, accepted) => {
      const diff = found.shift() ?? second;
      return diff === accepted ? { path } : { path, diff };
    });
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.enter);
    await app.see('+platform: US2');
    app.press(keys.enter);
    await app.miss('+platform: US2');
    app.press(keys.enter);
    await app.see('+platform: US2');
    app.press(keys.down, keys.enter);
    await app.see('The file has changed meanwhile. What would change now:');
    await app.see('-platform: US3');
    app.press(keys.down, keys.enter);
    await app.see('Saved qualys-pc.yaml.');
  });

  test('says what a snippet cannot express, and how to mend it', async () => {
    const app = await openAtReview();
    app.press(keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.enter);
    await app.see('This format cannot say everything that was answered:');
    app.press(keys.esc);
    await app.see('for which pipeline?');
  });

  test('shows a snippet and writes it to a file', async () => {
    const app = await openAtReview({ start: { prefilled: { ...answersOfFile, authKind: 'none' } } });
    app.press(keys.down, keys.down, keys.enter);
    await app.see('for which pipeline?');
    app.press(keys.enter);
    await app.see("stage('Qualys Policy Compliance')");
    app.press('w');
    await app.see('❯ File');
    app.press(keys.enter);
    await app.see('Wrote the snippet to');
    expect(app.services.saveText.mock.calls[0]?.[0]).toContain('qualysPolicyComplianceScanner');
  });
});
