import { describe, expect, test } from 'vitest';
import { errorAnswer } from '../../src/simulator/error-answers.js';
import { isCall } from '../../src/simulator/exchange.js';
import { startConnectProxy } from '../support/connect-proxy.js';
import { openWorkplace, type Tree } from '../support/engine.js';

const connector = { id: '1401' };
const ec2 = (instanceIds: readonly string[]): Tree => ({
  scan: { target: { type: 'ec2', instanceIds, connector }, scanner: 'ec2-scan-01' },
});

describe('everything is read first, and a run that must not be made stops before its first change', () => {
  test.concurrent.for([
    [
      'more than 256 addresses that are new to the account: exit 2 unless `--allow-new-ips N`',
      { scan: { target: { ips: ['10.99.0.0-10.99.1.10'] } } },
      2,
      /^next .*--allow-new-ips 267/m,
    ],
    [
      'more than 10 ids are several scans, none of which begins while its instances are unknown',
      ec2(Array.from({ length: 11 }, (_, index) => `i-0a11b22c33d44e5${10 + index}`)),
      4,
      /^why .*the state of instance i-0a11b22c33d44e510/m,
    ],
    [
      'an instance that is not running',
      ec2(['i-0b22c33d44e55f66a']),
      4,
      /^error .*i-0b22c33d44e55f66a is STOPPED/m,
    ],
    ['a locked policy', { scan: { optionProfile: { id: '51500', title: null } } }, 2, /^error .*locked/m],
    [
      'a profile that is not there',
      { scan: { optionProfile: { title: 'Jenkins_No such' } } },
      2,
      /^error .*Jenkins_No such/m,
    ],
    ['a scanner that is not there', { scan: { scanner: 'no-such-scanner' } }, 2, /^error .*no-such-scanner/m],
    ['a missing baseline is exit 2', { criteria: { baseline: 'gone.json' } }, 2, /^error .*gone\.json/m],
    [
      'an auth record without password that does not exist',
      { scan: { authRecord: { platform: 'unix', username: 'scan' } } },
      2,
      /^error .*Jenkins_unix_payments-api/m,
    ],
  ] as const)('%s', async ([, change, code, said], { onTestFinished }) => {
    const place = await openWorkplace({ config: change as Tree, onTestFinished });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).toMatch(/^next {3}\S/m);
    expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
    // `check` says the same.
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(code);
    expect(checked.stderr).toMatch(said);
  });

  test.concurrent('`--allow-new-ips N` lets as many through and no more', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      config: { scan: { target: { ips: ['10.99.0.0-10.99.1.10'] } } },
      onTestFinished,
    });
    expect((await place.check(['--allow-new-ips', '266'])).code).toBe(2);
    const allowed = await place.check(['--allow-new-ips', '267']);
    expect(allowed.code, allowed.stderr).toBe(0);
    expect(allowed.stdout).toContain('267 IPs are new to the account; each uses a licence.');
  });
});

describe('Where secrets may go', () => {
  test.concurrent.for([
    ['apiServer', { platform: 'PCP', apiServer: 'https://qualysapi.example.com', gateway: null }],
    ['apiServer of a public platform', { apiServer: 'https://qualysapi.example.com', gateway: null }],
    ['gateway', { apiServer: null, gateway: 'https://gateway.example.com' }],
    [
      'a host that merely begins like a public one',
      { apiServer: 'https://qualysapi.qualys.com.example.com' },
    ],
    ['a public host on another port', { apiServer: 'https://qualysapi.qg2.apps.qualys.com:8443' }],
  ])('never to a server that the config alone names: %s', async ([, change], { onTestFinished }) => {
    const proxy = await startConnectProxy({ username: 'u', password: 'p', portFor: () => 9 });
    onTestFinished(() => proxy.close());
    const place = await openWorkplace({ config: change as Tree, onTestFinished });
    const through = { HTTPS_PROXY: `http://u:p@127.0.0.1:${proxy.port}` };
    const ran = await place.run([], through);
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(/^error .*no password is sent to it/m);
    expect(ran.stderr).toMatch(/^next .*--allow-server .*QUALYS_ALLOW_SERVER/m);
    expect(proxy.seen).toEqual([]);
    expect(place.simulator.journal).toEqual([]);
  });

  test.concurrent('to a host that `--allow-server` or QUALYS_ALLOW_SERVER names', async ({
    onTestFinished,
  }) => {
    const proxy = await startConnectProxy({ username: 'u', password: 'p', portFor: () => 9 });
    onTestFinished(() => proxy.close());
    const place = await openWorkplace({
      config: {
        platform: 'PCP',
        apiServer: 'https://qualysapi.example.com',
        gateway: null,
        timeouts: { timeout: '1s' },
      },
      onTestFinished,
    });
    const through = { HTTPS_PROXY: `http://u:p@127.0.0.1:${proxy.port}` };
    const flag = await place.run(['--allow-server', 'qualysapi.example.com'], through);
    // Nothing answers behind the proxy; on a busy machine the timeout is first.
    expect([3, 5], flag.stderr).toContain(flag.code);
    const seen = proxy.seen.length;
    expect(seen).toBeGreaterThan(0);
    const variable = await place.run([], { ...through, QUALYS_ALLOW_SERVER: 'qualysapi.example.com' });
    expect([3, 5], variable.stderr).toContain(variable.code);
    expect(proxy.seen.length).toBeGreaterThan(seen);
  });

  test.concurrent('with `CI` set, `env:` may name only variables that start with `QUALYS_` or stand in `--allow-env`', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: { credentials: { password: 'env:DEPLOY_TOKEN' } },
      onTestFinished,
    });
    const env = { DEPLOY_TOKEN: place.simulator.credentials.password };
    const refused = await place.run([], env);
    expect(refused.code, refused.stderr).toBe(2);
    expect(refused.stderr).toContain('DEPLOY_TOKEN');
    expect(refused.stderr).toMatch(/^next .*--allow-env DEPLOY_TOKEN/m);
    expect(place.simulator.journal).toEqual([]);
    const allowed = await place.run(['--allow-env', 'DEPLOY_TOKEN'], env);
    expect(allowed.code, allowed.stderr).toBe(0);
    const outside = await place.run([], { ...env, CI: 'false' });
    expect(outside.code, outside.stderr).toBe(0);
  });

  test.concurrent('a secret written into the config is refused, and not printed', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: { credentials: { password: 'hunter2-marker' } },
      onTestFinished,
    });
    const ran = await place.run(['--verbose']);
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(/env:.*file:.*keychain:/s);
    expect(ran.stderr + ran.stdout).not.toContain('hunter2-marker');
  });
});

test.concurrent('an asset group whose title differs in case only is never touched, even when Qualys takes it for ours', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({ onTestFinished });
  const group = '<ASSET_GROUP><ID>771</ID><TITLE>JENKINS_AG_payments-api</TITLE></ASSET_GROUP>';
  place.simulator.intercept((request) => {
    if (isCall(request, 'asset/group', 'add'))
      return { kind: 'replace', answer: errorAnswer(1905, Date.now()) };
    if (!isCall(request, 'asset/group', 'list')) return undefined;
    const body = `<ASSET_GROUP_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T09:23:00Z</DATETIME><ASSET_GROUP_LIST>${group}</ASSET_GROUP_LIST></RESPONSE></ASSET_GROUP_LIST_OUTPUT>`;
    return { kind: 'replace', answer: { status: 200, headers: { 'content-type': 'text/xml' }, body } };
  });
  const ran = await place.run();
  expect(ran.code, ran.stderr).toBe(3);
  expect(ran.stderr).toMatch(/^why .*1905/m);
  expect(place.sent('asset/group', 'edit')).toBe(0);
  expect(place.launches()).toBe(0);
});
