import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { identityToken } from '../../src/simulator/accounts/acme.js';
import { openWorkplace, type Tree, type Workplace, type WorkplaceOptions } from '../support/engine.js';

const clientId = '7c1d0f3a-sim';
const noUser = { username: null, password: null };
const asClient = (level?: string): Tree => ({
  credentials: { ...noUser, clientId, clientSecret: 'env:QUALYS_CLIENT_SECRET', ...(level && { level }) },
});

async function openClient({ level, config = {}, ...options }: WorkplaceOptions & { level?: string }) {
  const place = await openWorkplace({ ...options, config: { ...asClient(level), ...config } });
  const env = { QUALYS_CLIENT_SECRET: place.simulator.account.client.secret, QUALYS_PASSWORD: '' };
  return { place, run: (...args: string[]) => place.here(['run', ...args], { env }) };
}

const pathsOf = ({ simulator }: Workplace, part: string) =>
  simulator.journal.map(({ path }) => path).filter((path) => path.startsWith(part));

const authorizations = ({ simulator }: Workplace) =>
  simulator.journal
    .filter(({ path }) => path.startsWith('/api/') || path.startsWith('/qps/'))
    .map(({ headers }) => (headers.authorization ?? '').split(' ')[0]);

/** The whole of a run that ends by the failing controls of the account. */
async function expectVerdict({ code, stderr }: { code: number; stderr: string }, place: Workplace) {
  expect(code, stderr).toBe(1);
  expect(place.launches()).toBe(1);
  expect((await place.result()).verdict.outcome).toBe('failed');
}

describe('Login by client id and secret (user and subscription level)', () => {
  test("an API server that wants to hear that a token is the gateway's gets it with every call", async () => {
    const { place, run } = await openClient({ scenario: 'bearer-from-gateway' });
    await expectVerdict(await run(), place);
    expect(pathsOf(place, '/auth')).toEqual(['/auth/oidc']);
    expect(place.simulator.journal.filter(({ status }) => status === 401)).toEqual([]);
    expect(new Set(authorizations(place))).toEqual(new Set(['Bearer']));
  });

  test("a subscription's client is asked for at /auth/oauth, and its token names no user", async () => {
    const { place, run } = await openClient({ scenario: 'subscription-client', level: 'subscription' });
    await expectVerdict(await run(), place);
    expect(pathsOf(place, '/auth')).toEqual(['/auth/oauth']);
    expect((await place.result()).account.username).toBe(`client ${clientId}`);
  });

  test('--client-level subscription says the same as the config', async () => {
    const { place, run } = await openClient({ scenario: 'subscription-client' });
    await expectVerdict(await run('--client-level', 'subscription'), place);
    expect(pathsOf(place, '/auth')).toEqual(['/auth/oauth']);
  });
});

describe('Private clouds prove such a login by a list, not by `about.php`', () => {
  test.each(['fail', 'version-410'])('a whole run with a client id (%s)', async (scenario) => {
    const { place, run } = await openClient({ scenario, config: { platform: 'PCP' } });
    await expectVerdict(await run(), place);
    expect(pathsOf(place, '/msp/')).toEqual([]);
    expect(pathsOf(place, '/api/')[0]).toMatch(/option_profile\/pc/);
    expect(new Set(authorizations(place))).toEqual(new Set(['Bearer']));
  });
});

test('the token of an identity provider is taken, and the gateway is not asked', async () => {
  const config = { credentials: { ...noUser, token: 'env:QUALYS_TOKEN' } };
  const place = await openWorkplace({ scenario: 'identity-provider', config });
  const env = { QUALYS_TOKEN: identityToken, QUALYS_PASSWORD: '' };
  await expectVerdict(await place.here(['run'], { env }), place);
  expect(pathsOf(place, '/auth')).toEqual([]);
});

test('a client whose secret was changed is refused once, exit 3', async () => {
  const { place, run } = await openClient({ scenario: 'wrong-client-secret' });
  const env = { QUALYS_CLIENT_SECRET: 'the old one', QUALYS_PASSWORD: '' };
  const { code, stderr } = await place.here(['run'], { env });
  expect(code).toBe(3);
  expect(stderr).toContain('Qualys refused the client id or secret');
  expect(place.simulator.journal.map(({ path, status }) => [path, status])).toEqual([['/auth/oidc', 401]]);
  expect((await run()).code, 'the new one').toBe(0);
});

describe('flags, variables, files and standard input', () => {
  const secretOf = ({ simulator }: Workplace) => simulator.account.client.secret;
  const secretFile = (place: Workplace, text: string) => {
    const path = join(place.folder, 'secret');
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
    return path;
  };
  const nothing = { QUALYS_PASSWORD: '' };

  test('--client-id with QUALYS_CLIENT_SECRET takes the place of the user of the config', async () => {
    const place = await openWorkplace({ scenario: 'fail' });
    const env = { ...nothing, QUALYS_CLIENT_SECRET: secretOf(place) };
    await expectVerdict(await place.here(['run', '--client-id', clientId], { env }), place);
    expect(pathsOf(place, '/auth')).toEqual(['/auth/oidc']);
  });

  test('QUALYS_CLIENT_ID with QUALYS_CLIENT_SECRET_FILE', async () => {
    const place = await openWorkplace({ scenario: 'fail', config: { credentials: null } });
    const env = {
      ...nothing,
      QUALYS_CLIENT_ID: clientId,
      QUALYS_CLIENT_SECRET_FILE: secretFile(place, secretOf(place)),
    };
    await expectVerdict(await place.here(['run'], { env }), place);
  });

  test('QUALYS_TOKEN_FILE: the gateway is not asked', async () => {
    const place = await openWorkplace({ scenario: 'fail', config: { credentials: null } });
    place.simulator.account.tokens.set('idp.token.signed', Date.now() + 3_600_000);
    const env = { ...nothing, QUALYS_TOKEN_FILE: secretFile(place, 'idp.token.signed') };
    await expectVerdict(await place.here(['run'], { env }), place);
    expect(pathsOf(place, '/auth')).toEqual([]);
  });

  test.each(['client', 'token'])('--password-stdin gives the secret of a %s', async (kind) => {
    const token = { credentials: { ...noUser, token: 'env:QUALYS_TOKEN' } };
    const place = await openWorkplace({
      scenario: 'fail',
      config: kind === 'token' ? token : asClient(),
    });
    place.simulator.account.tokens.set('idp.token.signed', Date.now() + 3_600_000);
    const input = kind === 'token' ? 'idp.token.signed' : secretOf(place);
    const ended = await place.here(['run', '--password-stdin'], { env: nothing, input: `${input}\n` });
    await expectVerdict(ended, place);
    expect(ended.stdout + ended.stderr).not.toContain(input);
  });
});
