import { readFile } from 'node:fs/promises';
import { Agent, get as httpsGet } from 'node:https';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { useSimulator } from '../support/simulator.js';
import { first, post, qps } from './session.js';

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

describe('on the ordinary account', () => {
  const simulator = useSimulator();

  async function list(headers: Record<string, string>): Promise<Response> {
    return fetch(`${simulator().url}/api/2.0/fo/appliance/?action=list`, { headers });
  }

  test('a call without X-Requested-With is a bad request', async () => {
    const { username, password } = simulator().credentials;
    expect((await list({ authorization: basic(username, password) })).status).toBe(400);
  });

  test('a wrong password is 401 and 2000, and five of them lock the account', async () => {
    const { username, password } = simulator().credentials;
    for (let time = 0; time < 5; time += 1) {
      const answer = await list({ authorization: basic(username, 'guess'), 'x-requested-with': 'test' });
      expect(answer.status).toBe(401);
      expect(first(await answer.text(), 'CODE')).toBe('2000');
    }
    const right = await list({ authorization: basic(username, password), 'x-requested-with': 'test' });
    expect(right.status).toBe(401);
  });

  test('QPS answers a wrong password with 200 and INVALID_CREDENTIALS', async () => {
    const answer = await fetch(`${simulator().url}/qps/rest/2.0/search/am/hostasset`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(first(await answer.text(), 'responseCode')).toBe('INVALID_CREDENTIALS');
  });

  test('the gateway answers 201 and a token whose payload needs base64url', async () => {
    const body = new URLSearchParams({ ...simulator().credentials, token: 'true' });
    const answer = await fetch(`${simulator().url}/auth`, { method: 'POST', body });
    expect(answer.status).toBe(201);
    const [, payload = ''] = (await answer.text()).trim().split('.');
    expect(payload).toMatch(/-/);
    expect(payload).toMatch(/_/);
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).modulesAllowed).toContain('PC');
  });

  test('the gateway takes nothing but a form that asks for a token', async () => {
    const { username, password } = simulator().credentials;
    const form = { username, password, token: 'true' };
    const json = { 'content-type': 'application/json' };
    const answers = await Promise.all([
      fetch(`${simulator().url}/auth?${new URLSearchParams(form)}`, { method: 'POST' }),
      fetch(`${simulator().url}/auth`, { method: 'POST', body: new URLSearchParams({ username, password }) }),
      fetch(`${simulator().url}/auth`, { method: 'POST', headers: json, body: JSON.stringify(form) }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test('about.php names its version to those who log in', async () => {
    const { username, password } = simulator().credentials;
    const url = `${simulator().url}/msp/about.php`;
    expect((await fetch(url)).status).toBe(401);
    const answer = await fetch(url, { headers: { authorization: basic(username, password) } });
    expect(first(await answer.text(), 'WEB-VERSION')).toBe('10.34.2.0-1');
  });

  test('an unknown version is an HTML 404', async () => {
    const { username, password } = simulator().credentials;
    const headers = { authorization: basic(username, password), 'x-requested-with': 'test' };
    const answer = await fetch(`${simulator().url}/api/9.0/fo/appliance/?action=list`, { headers });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('the journal keeps what was asked, and shows no secret to another process', async () => {
    const secret = 'marker secret';
    await post(simulator(), 'auth/unix', {
      action: 'create',
      title: 'Jenkins_unix_new',
      ips: '10.20.30.40',
      username: 'scan',
      password: secret,
    });
    const [entry] = simulator().journal;
    expect(entry).toMatchObject({
      method: 'POST',
      path: '/api/2.0/fo/auth/unix/',
      query: '',
      action: 'create',
      changes: true,
      status: 200,
      authorized: true,
    });
    expect(entry?.params.password).toBe(secret);
    const shown = await (await fetch(`${simulator().url}/simulator/journal`)).text();
    expect(shown).toContain('Jenkins_unix_new');
    expect(shown).not.toContain(secret);

    const client = { clientid: 'a', clientsecret: 'client marker' };
    await fetch(`${simulator().url}/auth/oidc`, { method: 'POST', headers: client });
    const later = await (await fetch(`${simulator().url}/simulator/journal`)).text();
    expect(later).toContain('/auth/oidc');
    expect(later).not.toContain('client marker');
    expect(shown).not.toContain('Basic ');
  });

  test('a list is no change in the journal, the run of a connector is one', async () => {
    await post(simulator(), 'scan/compliance', { action: 'list' });
    await qps(simulator(), '2.0/run/am/assetdataconnector/1401', '');
    expect(simulator().journal.map(({ changes }) => changes)).toEqual([false, true]);
  });
});

test('over TLS the certificate holds for every platform, under the authority in caFile', async () => {
  const simulator = await startSimulator({ tls: true });
  try {
    const agent = new Agent({ ca: await readFile(simulator.caFile ?? '', 'utf8') });
    const names = [
      'localhost',
      'qualysapi.qualys.com',
      'gateway.qg1.apps.qualysksa.com',
      'qualysguard.gov1.qualys.us',
    ];
    for (const servername of [...names, undefined]) {
      const status = await new Promise((resolve, reject) => {
        const options = { agent, servername };
        httpsGet(`${simulator.url}/fo/`, options, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
      expect(status, servername).toBe(200);
    }
    agent.destroy();
  } finally {
    await simulator.close();
  }
});
