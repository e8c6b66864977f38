import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isCall } from '../../src/simulator/exchange.js';
import { openWorkplace, type Tree, type Workplace, type WorkplaceOptions } from '../support/engine.js';

const clientId = '7c1d0f3a-sim';
const noUser = { username: null, password: null };
const asClient = (more: Tree = {}): Tree => ({
  credentials: { ...noUser, clientId, clientSecret: 'env:QUALYS_CLIENT_SECRET' },
  ...more,
});
const withToken = (reference: string): Tree => ({ credentials: { ...noUser, token: reference } });

async function openClient(options: WorkplaceOptions) {
  const place = await openWorkplace(options);
  const env = { QUALYS_CLIENT_SECRET: place.simulator.account.client.secret, QUALYS_PASSWORD: '' };
  return { place, run: (...args: string[]) => place.here(['run', ...args], { env }) };
}

/** A token as an identity provider issues it; the account takes it until it is revoked. */
function issue({ simulator }: Workplace, name: string, lifeSec = 3600): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + lifeSec;
  const token = `${part({ alg: 'RS256' })}.${part({ iss: 'https://idp.acme.test', jti: name, exp })}.c2lnbmVk`;
  simulator.account.tokens.set(token, Date.now() + lifeSec * 1000);
  return token;
}

const tokensOf = ({ simulator }: Workplace) =>
  simulator.journal.filter(({ path }) => path.startsWith('/auth/'));
const refusedOf = ({ simulator }: Workplace) => simulator.journal.filter(({ status }) => status === 401);

/** Every token of the account ends the first time that the call comes. */
function endTokensAt({ simulator }: Workplace, endpoint: string, action: string): void {
  let isDone = false;
  simulator.intercept((request) => {
    if (!isDone && isCall(request, endpoint, action)) {
      isDone = true;
      simulator.account.tokens.clear();
    }
    return undefined;
  });
}

describe('A token that expires in the middle of a run, one that dies between intent and launch, a Basic login that the tenant refuses: one launch, right verdict.', () => {
  test('a token that expires in mid-run and does not say so is renewed once on the 401', async () => {
    const { place, run } = await openClient({ config: asClient(), scenario: 'fail' });
    endTokensAt(place, 'scan/compliance', 'fetch');
    const { code, stderr } = await run();
    expect(code, stderr).toBe(1);
    expect(place.launches()).toBe(1);
    expect((await place.result()).verdict.outcome).toBe('failed');
    expect(tokensOf(place)).toHaveLength(2);
    expect(refusedOf(place).map(({ action }) => action)).toEqual(['fetch']);
  });

  test('tokens that live shorter than the scan are renewed as often as it takes', async () => {
    const { place, run } = await openClient({ config: asClient(), scenario: 'token-expires' });
    const { code, stderr } = await run();
    expect(code, stderr).toBe(1);
    expect(place.launches()).toBe(1);
    const fresh = tokensOf(place).length;
    expect(fresh).toBeGreaterThan(1);
    expect(refusedOf(place).length).toBeLessThanOrEqual(fresh - 1);
  });

  test('a token that says its end is renewed before it, and none is refused', async () => {
    const { place, run } = await openClient({
      config: asClient(),
      scenario: 'fail',
      behaviour: { tokenSec: 60, runningSec: 90 },
    });
    const { code, stderr } = await run();
    expect(code, stderr).toBe(1);
    expect(place.launches()).toBe(1);
    expect(tokensOf(place).length).toBeGreaterThan(1);
    expect(refusedOf(place)).toEqual([]);
  });

  test('one that dies between intent and launch', async () => {
    const { place, run } = await openClient({ config: asClient(), scenario: 'fail' });
    endTokensAt(place, 'scan/compliance', 'launch');
    const { code, stderr } = await run();
    expect(code, stderr).toBe(1);
    expect(place.launches()).toBe(1);
    const launches = place.simulator.journal.filter(({ action }) => action === 'launch');
    expect(launches.map(({ status }) => status)).toEqual([401, 200]);
    expect(new Set(launches.map(({ params }) => params.scan_title)).size).toBe(1);
  });

  test('a Basic login that the tenant refuses is sent once to the API server and names the client id; a token is taken', async () => {
    const place = await openWorkplace({ scenario: 'basic-refused' });
    const basic = await place.here(['run']);
    expect(basic.code).toBe(3);
    expect(basic.stderr).toContain('Qualys accepts the login, but not to');
    expect(basic.stderr).toContain('use a client id and secret');
    expect(refusedOf(place)).toHaveLength(1);
    expect(place.launches()).toBe(0);
    place.writeConfig(asClient());
    const env = { QUALYS_CLIENT_SECRET: place.simulator.account.client.secret };
    const byClient = await place.here(['run'], { env });
    expect(byClient.code, byClient.stderr).toBe(1);
    expect(place.launches()).toBe(1);
  });
});

test('a 401 in mid-run to a token that cannot be renewed leaves the scan resumable, exit 3; the next token resumes it', async () => {
  const place = await openWorkplace({ config: withToken('env:QUALYS_TOKEN'), scenario: 'fail' });
  const ran = async (name: string) => {
    const env = { QUALYS_TOKEN: issue(place, name), QUALYS_PASSWORD: '' };
    return { token: env.QUALYS_TOKEN, ...(await place.here(['run', '--verbose'], { env })) };
  };
  endTokensAt(place, 'scan/compliance', 'list');
  const first = await ran('first');
  expect(first.code, first.stderr).toBe(3);
  expect(first.stderr).toContain('Qualys refused the token');
  expect(first.stderr).toMatch(/is left running\. Resume it with: qualys-pc run .*--resume/);
  expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
  expect(place.simulator.account.scans.map(({ canceledAt }) => canceledAt)).toEqual([undefined]);
  const second = await ran('second');
  expect(second.code, second.stderr).toBe(1);
  expect(place.launches()).toBe(1);
  expect(place.sent('scan/compliance', 'launch')).toBe(1);
  expect(tokensOf(place)).toEqual([]);
  for (const { token, stdout, stderr } of [first, second]) expect(stdout + stderr).not.toContain(token);
});

test('a ready token from a file is read again on a 401: the run goes on with what the file holds by then', async () => {
  const place = await openWorkplace({ config: withToken('file:token'), scenario: 'fail' });
  const write = (name: string) =>
    writeFileSync(join(place.folder, 'token'), issue(place, name), { mode: 0o600 });
  write('first');
  place.simulator.intercept((request) => {
    if (isCall(request, 'scan/compliance', 'fetch') && place.simulator.account.tokens.size === 1) {
      place.simulator.account.tokens.clear();
      write('second');
      write('third');
    }
    return undefined;
  });
  const { code, stderr } = await place.here(['run', '--allow-file', 'token'], {
    env: { QUALYS_PASSWORD: '' },
  });
  expect(code, stderr).toBe(1);
  expect(place.launches()).toBe(1);
  expect(refusedOf(place)).toHaveLength(1);
});

test('the plan warns of a ready token that ends before the run can, and not of a longer one', async () => {
  const place = await openWorkplace({ config: withToken('env:QUALYS_TOKEN') });
  const check = (lifeSec: number) =>
    place.here(['check', '--json', '--timeout', '60'], {
      env: { QUALYS_TOKEN: issue(place, 'own', lifeSec) },
    });
  const short = JSON.parse((await check(3600)).stdout);
  expect(short.warnings.join('\n')).toMatch(
    /^The token from QUALYS_TOKEN ends at 20\d\d-.* UTC, and the run may take until .*resumable/m,
  );
  const long = JSON.parse((await check(4 * 3600)).stdout);
  expect(long.warnings.join('\n')).not.toContain('QUALYS_TOKEN');
});

test('a wrong secret is sent once', async () => {
  const { place, run } = await openClient({ config: asClient() });
  place.simulator.account.client.secret = 'changed yesterday';
  const { code, stderr } = await run();
  expect(code).toBe(3);
  expect(stderr).toContain('Qualys refused the client id or secret');
  expect(tokensOf(place)).toHaveLength(1);
  expect(place.simulator.journal).toHaveLength(1);
});

test('connectors that refuse a token end an EC2 run with words on their permission, and no other call is doubted', async () => {
  const { place, run } = await openClient({ config: asClient(), scenario: 'bearer-not-for-connectors' });
  const hosts = await run();
  expect(hosts.code, hosts.stderr).toBe(1);
  place.writeConfig({
    scan: {
      target: { type: 'ec2', instanceIds: ['i-0a11b22c33d44e55f'], connector: { id: '1401' } },
      scanner: 'ec2-scan-01',
    },
  });
  const ec2 = await run();
  expect(ec2.code).toBe(3);
  expect(ec2.stderr).toMatch(/connectors/);
  expect(ec2.stderr).toMatch(/permission|token/);
  expect(place.launches()).toBe(1);
  const again = place.simulator.journal.filter(({ path }) => path.includes('awsassetdataconnector'));
  expect(again.length).toBeLessThanOrEqual(2);
});
