import { describe, expect, test } from 'vitest';
import type { SimulatorRequest } from '../../src/simulator/exchange.js';
import { openWorkplace, type Tree } from '../support/engine.js';
import { filesUnder, leaksIn } from '../support/leaks.js';

const clientSecret = 'Cl1ent&marker/s3cret+%"';
const readyToken = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.eyJqdGkiOiJtYXJrZXIifQ.c2lnbmVkTWFya2Vy`;
const noUser = { username: null, password: null };
const formats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'];
const client = {
  credentials: { ...noUser, clientId: '7c1d0f3a-sim', clientSecret: 'env:QUALYS_CLIENT_SECRET' },
};
const token = { credentials: { ...noUser, token: 'env:QUALYS_TOKEN' } };

/** A verbose run of a login whose secrets are markers, with every request as it came. */
async function runWith(scenario: string, config: Tree, env: Record<string, string>) {
  const place = await openWorkplace({ scenario, config: { ...config, reports: { formats } } });
  const requests: SimulatorRequest[] = [];
  place.simulator.intercept((request) => {
    requests.push(request);
    return undefined;
  });
  const { account } = place.simulator;
  account.client.secret = clientSecret;
  account.tokens.set(readyToken, Date.now() + 3_600_000);
  const args = ['run', '--verbose', '--events', 'events.jsonl'];
  const ended = await place.here(args, { env: { QUALYS_PASSWORD: '', ...env } });
  const secrets = [clientSecret, ...account.tokens.keys()];
  const told = [
    { name: 'stdout', text: ended.stdout },
    { name: 'stderr', text: ended.stderr },
    ...filesUnder(place.folder),
  ];
  return { ...ended, requests, secrets, leaks: leaksIn(told, named(secrets)) };
}

const named = (secrets: readonly string[]) =>
  Object.fromEntries(secrets.map((password, index) => [`secret ${index}`, { username: 'x', password }]));

/** Where a secret stands in a request: names of headers, or a part of it. */
function placesOf(secret: string, { headers, ...parts }: SimulatorRequest): string[] {
  const inHeaders = Object.entries(headers).filter(([, value]) => value.includes(secret));
  const inParts = leaksIn([{ name: 'parts', text: JSON.stringify(parts) }], named([secret]));
  return [...inHeaders.map(([name]) => name), ...inParts];
}

describe('The secret in the one header of the one call, the token in Authorization only, both redacted', () => {
  test.each([
    'fail',
    'error-1905',
    'html-answers',
    'bad-gateway',
    'posture-reset',
    'bearer-not-for-connectors',
  ])('client id and secret, %s', async (scenario) => {
    const { code, stderr, requests, secrets, leaks } = await runWith(scenario, client, {
      QUALYS_CLIENT_SECRET: clientSecret,
    });
    expect([0, 1, 3], stderr).toContain(code);
    expect(leaks).toEqual([]);
    const [asked, ...rest] = requests.filter((request) => placesOf(clientSecret, request).length > 0);
    expect(asked && placesOf(clientSecret, asked)).toEqual(['clientsecret']);
    expect(asked?.path).toBe('/auth/oidc');
    expect(rest).toEqual([]);
    const tokens = secrets.slice(1);
    expect(tokens).toHaveLength(2);
    const places = requests.flatMap((request) => tokens.flatMap((each) => placesOf(each, request)));
    expect(new Set(places)).toEqual(new Set(['authorization']));
  });

  test.each(['fail', 'error-1905', 'html-answers'])('a ready token, %s', async (scenario) => {
    const { code, stderr, requests, leaks } = await runWith(scenario, token, { QUALYS_TOKEN: readyToken });
    expect([1, 3], stderr).toContain(code);
    expect(leaks).toEqual([]);
    expect(new Set(requests.flatMap((request) => placesOf(readyToken, request)))).toEqual(
      new Set(['authorization']),
    );
  });

  test('a wrong secret and a refused token are shown nowhere', async () => {
    const wrong = await runWith('pass', client, { QUALYS_CLIENT_SECRET: 'Wr0ng&marker/s3cret' });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).not.toContain('Wr0ng');
    const refused = await runWith('pass', token, { QUALYS_TOKEN: 'aaaMarker.bbb.ccc' });
    expect(refused.code).toBe(3);
    expect(refused.stderr).not.toContain('Marker');
  });
});
