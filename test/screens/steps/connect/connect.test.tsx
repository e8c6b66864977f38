import { describe, expect, test } from 'vitest';
import { ConnectScreen } from '../../../../src/screens/steps/connect/connect.js';
import { emptyDraft } from '../../../../src/wizard/draft.js';
import { keys, paste } from '../../../support/draw.js';
import { terminalSizes } from '../../../support/frames.js';
import { oneHostConfig } from '../../../support/one-host-config.js';
import { drawStep } from '../../draw-step.js';
import { fakeServices } from '../../fake-services.js';

const anew = { ...emptyDraft };
const draw = (options: Parameters<typeof drawStep>[2] = {}) =>
  drawStep('connect', ConnectScreen, { draft: anew, facts: { connected: false }, ...options });

describe('The platform', () => {
  test('is found by typing a part of its name', async () => {
    const screen = draw();
    screen.type('eu2');
    await screen.see('qualysapi.qg2.apps.qualys.eu');
    expect(screen.seen.draft.platform).toBe('EU2');
  });

  test('is chosen with the arrows among those that match', async () => {
    const screen = draw();
    screen.type('us');
    await screen.see('US1  qualysapi.qualys.com');
    screen.press(keys.down, keys.down);
    await screen.see('US3  qualysapi.qg3.apps.qualys.com');
    screen.press(keys.up);
    await screen.see('US2  qualysapi.qg2.apps.qualys.com');
  });

  test('is recognised from a pasted URL of the portal, and its API server is named', async () => {
    const screen = draw();
    screen.press(paste('https://qualysguard.qg2.apps.qualys.com/fo/login.php\n'));
    await screen.see('Its API server is qualysapi.qg2.apps.qualys.com.');
    expect(screen.seen.draft).toMatchObject({ platform: 'US2', apiServer: '' });
  });

  test('of a private cloud is its own server', async () => {
    const screen = draw();
    screen.press(paste('https://qualysguard.acme.example/'));
    await screen.see('Private cloud  qualysapi.acme.example');
    expect(screen.seen.draft).toMatchObject({ platform: 'PCP', apiServer: 'https://qualysapi.acme.example' });
  });

  test('is shown with the server that the file puts in its place, and no longer once another is chosen', async () => {
    const base = oneHostConfig('https://scan.acme.example:8443', 'acme2ab1');
    const screen = draw({ draft: { ...anew, platform: 'US2', base } });
    await screen.see('US2  scan.acme.example:8443');
    screen.type('us3');
    await screen.see('US3  qualysapi.qg3.apps.qualys.com');
  });

  test('that does not exist is said to, and the one chosen before stays', async () => {
    const screen = draw({ draft: { ...anew, platform: 'US2' } });
    screen.type('mars');
    await screen.see('No platform is called "mars".');
    screen.press(keys.tab);
    await screen.see('US2  qualysapi.qg2.apps.qualys.com');
  });
});

describe('Enter', () => {
  test('names what is missing and goes there; the words go with the first letter', async () => {
    const screen = draw({ draft: { ...anew, platform: 'US2' } });
    screen.press(keys.enter);
    await screen.see('The user name is missing.');
    screen.type('a');
    await screen.miss('The user name is missing.');
    expect(screen.seen.draft.username).toBe('a');
  });

  test('tests the connection once everything is there', async () => {
    const screen = draw({ draft: { ...anew, platform: 'US2', username: 'acme2ab1' } });
    screen.press(keys.enter);
    await expect.poll(() => screen.onTest.mock.calls.length).toBe(1);
    expect(screen.onForward).not.toHaveBeenCalled();
  });

  test('does nothing while the test runs', async () => {
    const screen = draw({
      draft: { ...anew, platform: 'US2', username: 'acme2ab1' },
      props: { connection: { status: 'testing' } },
    });
    await screen.see('Testing the connection … gateway.qg2.apps.qualys.com');
    screen.press(keys.enter, keys.tab);
    await screen.see('❯ Password');
    expect(screen.onTest).not.toHaveBeenCalled();
  });

  test('goes on once the connection is tested', async () => {
    const { session } = fakeServices();
    const screen = draw({
      draft: { ...anew, platform: 'US2', username: 'acme2ab1' },
      facts: { connected: true },
      props: { connection: { status: 'connected', session, number: 1 } },
    });
    await screen.see('Connected. Policy Compliance is in the subscription.');
    await screen.see('296 of 300 calls left this hour.');
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward.mock.calls.length).toBe(1);
  });
});

test('a connection that failed tells the true reason: what, why, what to do', async () => {
  const error = {
    what: 'Qualys refused the user name or password',
    why: '401 Unauthorized',
    next: 'The account may belong to another platform: try EU1.',
  };
  const screen = draw({ props: { connection: { status: 'failed', isRefused: true, error } } });
  for (const text of Object.values(error)) await screen.see(text);
});

test('a password is drawn as dots that grow as keys arrive, and pasted with its line end it is one line', async () => {
  const screen = draw({ draft: { ...anew, platform: 'US2', username: 'acme2ab1' } });
  await screen.see('❯ Password');
  screen.press(paste('s3cret-Passw0rd\n'));
  await screen.see(/ •{15}\s/);
  screen.press(keys.tab);
  await screen.see(/Password +•{12}\n/);
  expect(screen.seen.secrets.password).toBe('s3cret-Passw0rd');
  expect(screen.frames.join('')).not.toContain('s3cret');
});

test('Enter again after a refused login says a word, and sends it once more only when asked twice', async () => {
  const error = { what: 'Qualys refused the user name or password', next: 'Check both.' };
  const connection = { status: 'failed', isRefused: true, error } as const;
  const screen = draw({ draft: { ...anew, platform: 'US2', username: 'acme2ab1' }, props: { connection } });
  await screen.see('❯ Password');
  screen.press(keys.enter);
  await screen.seeWords('Nothing was sent again: the answers are those that were refused.');
  expect(screen.onTest).not.toHaveBeenCalled();
  screen.press(keys.enter);
  await expect.poll(() => screen.onTest.mock.calls.length).toBe(1);
});

test('a help key that works inside text fields: `?` goes into the password, ctrl-g shows the keys', async () => {
  const screen = draw({ draft: { ...anew, platform: 'US2', username: 'acme2ab1' } });
  await screen.see('❯ Password');
  await screen.see('ctrl-g keys');
  screen.press('?');
  await expect.poll(() => screen.seen.secrets.password).toBe('?');
  screen.press('\u0007');
  await screen.see('Keys on this screen');
  screen.press('\u0007');
  await screen.see('❯ Password');
});

test('a recent account fills in platform and user name, and asks for the password', async () => {
  const usedAt = '2026-05-03T08:00:00Z';
  const screen = draw({
    props: {
      recentAccounts: [
        { platform: 'EU1', apiServer: '', username: 'acme_test', usedAt },
        {
          platform: 'PCP',
          apiServer: 'https://qualysapi.acme.example',
          username: 'own',
          usedAt: '2026-04-10T08:00:00Z',
        },
      ],
    },
  });
  await screen.see(/acme_test on EU1 +yesterday/);
  await screen.see(/own on qualysapi\.acme\.example +3 weeks ago/);
  screen.press(keys.tab, keys.tab, keys.tab, keys.tab, keys.tab, keys.tab, keys.enter);
  await screen.see(/❯ Password[\s\S]*acme_test on EU1/);
  await expect.poll(() => screen.seen.draft).toMatchObject({ platform: 'EU1', username: 'acme_test' });
});

test.each(terminalSizes)('at $columns x $rows a demo says so, and which key goes on', async (terminal) => {
  const screen = draw({
    draft: { ...anew, platform: 'US2', username: 'acme2ab1' },
    props: {
      shell: {
        header: { product: 'qualys-pc', account: 'not connected', badge: 'demo' },
        steps: [],
        at: 0,
        question: 'Connect',
      },
    },
    terminal,
  });
  await screen.seeWords('A demo: nothing here is real, and nothing leaves this computer. Press enter.');
  await screen.see('❯ Password');
});

describe('Login choice', () => {
  test('a client id is asked for with its level and secret', async () => {
    const screen = draw({ draft: { ...anew, platform: 'US2' } });
    screen.press(keys.tab, keys.right);
    await screen.see('◉ Client id');
    await screen.see('Client secret');
    await screen.miss('User name');
    screen.press(keys.tab);
    screen.type('c-1234');
    screen.press(keys.tab, keys.right);
    await screen.see('◉ for the subscription');
    screen.press(keys.enter);
    await expect.poll(() => screen.onTest.mock.calls.length).toBe(1);
    expect(screen.seen.draft).toMatchObject({
      loginKind: 'client',
      clientId: 'c-1234',
      clientLevel: 'subscription',
    });
  });

  test('a token is asked for alone', async () => {
    const screen = draw({ draft: { ...anew, platform: 'US2' } });
    screen.press(keys.tab, keys.left);
    await screen.see('◉ Token');
    await screen.see('empty: the one in the keychain, or QUALYS_TOKEN');
    screen.press(keys.enter);
    await expect.poll(() => screen.onTest.mock.calls.length).toBe(1);
  });
});
