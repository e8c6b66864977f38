import { describe, expect, test } from 'vitest';
import { PcError } from '../../src/errors.js';
import { emptyDraft } from '../../src/wizard/draft.js';
import { keys } from '../support/draw.js';
import { fullAccount, serverError } from './fake-services.js';
import { answersOfFile, connectTo, openApp } from './open-app.js';

function refusal(what: string, why: string): PcError {
  return new PcError(what, { kind: 'refused', code: 'refused', why, next: 'Try again.' });
}

describe('The connection', () => {
  test('a wrong password is sent once per attempt of the person', async () => {
    const refused = new PcError('Qualys refused the user name or password', {
      kind: 'refused',
      code: 'wrong-credentials',
      why: '401',
      next: 'Check both.',
    });
    const app = openApp({ start: { prefilled: answersOfFile }, account: { connect: refused } });
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Qualys refused the user name or password');
    expect(app.services.connect).toHaveBeenCalledTimes(1);
    app.type('x');
    await app.miss('Qualys refused');
    expect(app.services.connect).toHaveBeenCalledTimes(1);
    app.press(keys.enter);
    await app.see('Qualys refused the user name or password');
    expect(app.services.connect).toHaveBeenCalledTimes(2);
  });

  test('is not tested any more once its account has changed, and is again when it is changed back', async () => {
    const app = openApp({ start: { prefilled: { ...emptyDraft, platform: 'US2', username: 'acme2ab1' } } });
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Connected.');
    app.type('x');
    await app.miss('Connected.');
    app.press(keys.backspace);
    await app.see('Connected.');
  });

  test('a password that cannot be remembered is told, and what to do instead', async () => {
    const app = openApp({
      start: { prefilled: { ...emptyDraft, platform: 'US2', username: 'a', remember: true } },
    });
    app.services.remember.mockResolvedValue({
      kind: 'not-kept',
      reason: 'The password is not remembered: no keychain.',
    });
    await app.see('❯ Password');
    app.type('pw');
    app.press(keys.enter);
    await app.see('The password is not remembered: no keychain.');
  });
});

describe("A failed list (500, timeout, 401, rate limit) shows Qualys' reason and `r` retries; going on elsewhere stays possible meanwhile", () => {
  const refusals: readonly [string, PcError][] = [
    ['500', serverError],
    ['timeout', refusal('Qualys did not answer', 'No answer from qualysapi.acme.test within 60 seconds')],
    ['401', refusal('Qualys refused the user name or password', 'HTTP 401')],
    ['rate limit', refusal('Qualys allows the next call of this kind at 15:40 UTC', 'Qualys code 1965')],
  ];

  test.each(refusals)('%s', async (_name, error) => {
    const app = openApp({ account: { optionProfiles: error, scanners: error } });
    await connectTo(app);
    app.type('10.20.30.40');
    app.press(keys.enter);
    await app.see('scanner log in?');
    app.press(keys.enter);
    await app.see('Which scanner');
    await app.see(error.what);
    await app.see(error.why ?? '');
    await app.see('r reads it again');
    app.press(keys.enter);
    await app.see('option profile');
    await app.see(error.why ?? '');
    app.account.optionProfiles = fullAccount.optionProfiles;
    app.press('r');
    await app.see('Jenkins_Linux baseline');
    expect(app.session.listOptionProfiles).toHaveBeenCalledTimes(2);
    expect(app.session.listScanners).toHaveBeenCalledTimes(1);
    expect(app.session.askAgain).toHaveBeenCalledTimes(1);
  });
});
