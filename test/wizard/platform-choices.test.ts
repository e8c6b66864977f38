import { describe, expect, test } from 'vitest';
import { platforms } from '../../src/qualys/platforms.js';
import { platformChoices } from '../../src/wizard/platform-choices.js';

describe('The platform field', () => {
  test('offers every public cloud while it is empty', () => {
    expect(platformChoices('').choices.map(({ platform }) => platform)).toEqual(
      platforms.map(({ id }) => id),
    );
  });

  test.each([
    ['us', ['US1', 'US2', 'US3', 'US4']],
    ['EU2', ['EU2']],
    ['US_PLATFORM_3', ['US3']],
    ['qualysksa', ['KSA1']],
  ])('filters by id and host: %s', (text, ids) => {
    expect(platformChoices(text).choices.map(({ platform }) => platform)).toEqual(ids);
  });

  test.each([
    ['https://qualysguard.qg2.apps.qualys.com/fo/login.php?x=1', 'US2', 'qualysapi.qg2.apps.qualys.com'],
    ['qualysguard.qualys.eu', 'EU1', 'qualysapi.qualys.eu'],
    ['gateway.qg1.apps.qualys.in', 'IN1', 'qualysapi.qg1.apps.qualys.in'],
  ])('recognises a URL of the portal and names its API server: %s', (text, platform, apiServer) => {
    expect(platformChoices(text)).toEqual({
      choices: [{ platform, apiServer }],
      note: `Its API server is ${apiServer}.`,
    });
  });

  test('recognises an API server without a word about it', () => {
    const server = { platform: 'US2', apiServer: 'qualysapi.qg2.apps.qualys.com' };
    expect(platformChoices('https://qualysapi.qg2.apps.qualys.com/')).toEqual({ choices: [server] });
  });

  test('turns the portal of a private cloud into its API server', () => {
    expect(platformChoices('https://qualysguard.acme.example/portal').choices).toEqual([
      { platform: 'PCP', apiServer: 'https://qualysapi.acme.example' },
    ]);
  });

  test('takes any other https server as a private cloud, and says so', () => {
    expect(platformChoices('https://scans.acme.example:8443/api')).toEqual({
      choices: [{ platform: 'PCP', apiServer: 'https://scans.acme.example:8443' }],
      note: 'No known address of Qualys: taken as a private cloud.',
    });
  });

  test('takes http on this computer only', () => {
    expect(platformChoices('http://127.0.0.1:8080').choices).toEqual([
      { platform: 'PCP', apiServer: 'http://127.0.0.1:8080' },
    ]);
    expect(platformChoices('http://scans.acme.example')).toEqual({
      choices: [],
      problem: 'Qualys is reached over https only.',
    });
  });

  test.each([
    ['mars', 'No platform is called "mars".'],
    ['https://', 'This is not an address.'],
    ['a b.c', 'This is not an address.'],
  ])('says why %j is nothing', (text, problem) => {
    expect(platformChoices(text)).toEqual({ choices: [], problem });
  });
});
