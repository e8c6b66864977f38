import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type AnswerServer, answerServer, type Reply } from '../support/answer-server.js';
import { pcErrorOf, refusal } from '../support/errors.js';
import { testApi } from '../support/test-api.js';

let server: AnswerServer;
afterEach(() => server.close());

async function serve(...replies: [Reply, ...Reply[]]): Promise<AnswerServer> {
  server = await answerServer(...replies);
  return server;
}

const profiles = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- notice --><!DOCTYPE OPTION_PROFILES SYSTEM "https://x.test/a.dtd">
<OPTION_PROFILES><OPTION_PROFILE><BASIC_INFO><ID>51491</ID><GROUP_NAME> <![CDATA[Jenkins_Ä: a]]><![CDATA[ & b]]> </GROUP_NAME>
<GROUP_TYPE>compliance</GROUP_TYPE></BASIC_INFO><SCAN/></OPTION_PROFILE></OPTION_PROFILES><!-- end -->`;

describe('one call', () => {
  test('sends all parameters in the body with Basic auth and X-Requested-With', async () => {
    const { url, asked } = await serve(profiles);
    const { api } = testApi(url);
    expect(await api.listOptionProfiles()).toEqual([
      { id: '51491', title: 'Jenkins_Ä: a & b', policies: [] },
    ]);
    const [request] = asked;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/api/2.0/fo/subscription/option_profile/pc/');
    expect(request?.form.get('action')).toBe('list');
    expect(request?.headers.authorization).toBe(
      `Basic ${Buffer.from('acme2ab1:S3cret&Marker+1').toString('base64')}`,
    );
    expect(request?.headers['x-requested-with']).toBe('qualys-pc');
    expect(request?.headers['user-agent']).toBe('qualys-pc/test');
  });

  test('leaves no timer once its answer is read: it would keep a command alive that has ended', async () => {
    const { url } = await serve(profiles);
    const started = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const wholeMs = 7_200_000;
    const { api } = testApi(url, { remainingMs: () => wholeMs });
    expect(await api.listOptionProfiles()).toHaveLength(1);
    const at = started.mock.calls.findIndex(([, ms]) => ms === wholeMs);
    expect(at).not.toBe(-1);
    expect(cleared.mock.calls.flat()).toContain(started.mock.results[at]?.value);
  });

  test('a CODE in an answer with HTTP 200 is a refusal', async () => {
    const { url } = await serve(refusal('2001', 'Account has expired'));
    const error = await pcErrorOf(testApi(url).api.listOptionProfiles());
    expect(error).toMatchObject({
      kind: 'refused',
      code: 'account-expired',
      why: 'Qualys code 2001: Account has expired',
    });
  });

  test('after one 401 nothing more is sent', async () => {
    const { url, asked } = await serve({ status: 401, body: '<html>denied</html>' });
    const { api } = testApi(url);
    const [first, second] = await Promise.all([
      pcErrorOf(api.listOptionProfiles()),
      pcErrorOf(api.listPolicies()),
    ]);
    expect(first?.code).toBe('wrong-credentials');
    expect(second?.code).toBe('wrong-credentials');
    expect((await pcErrorOf(api.listScans({}))).code).toBe('wrong-credentials');
    expect(asked).toHaveLength(1);
  });

  test('a redirect is not followed and named', async () => {
    const { url, asked } = await serve({ status: 302, headers: { location: 'https://elsewhere.test/x' } });
    const error = await pcErrorOf(testApi(url).api.listOptionProfiles());
    expect(error).toMatchObject({ code: 'redirected', kind: 'unreachable' });
    expect(error.what).toContain('elsewhere.test');
    expect(asked).toHaveLength(1);
  });

  test('a read whose answer breaks off is sent again', async () => {
    const { url, asked } = await serve({ body: profiles, breakAt: 200 }, profiles);
    const { api, slept } = testApi(url);
    expect(await api.listOptionProfiles()).toHaveLength(1);
    expect(asked).toHaveLength(2);
    expect(slept).toHaveLength(1);
  });

  test('a list that is not closed is never a short list', async () => {
    const { url, asked } = await serve(profiles.slice(0, 300));
    const error = await pcErrorOf(testApi(url).api.listOptionProfiles());
    expect(error).toMatchObject({ code: 'answer-cut-off', kind: 'unreachable' });
    expect(asked).toHaveLength(3);
  });
});

describe('a launch', () => {
  const request = { title: 't', optionProfileId: '1', scanner: 'External', ips: '10.0.0.1' };
  const launched = `<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><TEXT>New compliance scan launched</TEXT>
    <ITEM_LIST><ITEM><KEY>ID</KEY><VALUE>9911223</VALUE></ITEM><ITEM><KEY>REFERENCE</KEY><VALUE>compliance/1777887000.11223</VALUE></ITEM></ITEM_LIST></RESPONSE></SIMPLE_RETURN>`;

  test('turned away by 1960 is sent again', async () => {
    const { url, asked } = await serve({ status: 409, body: refusal('1960', 'busy') }, launched);
    const { api, slept } = testApi(url);
    expect(await api.launchScan(request)).toEqual({ id: '9911223', ref: 'compliance/1777887000.11223' });
    expect(asked).toHaveLength(2);
    expect(slept[0]).toBeGreaterThanOrEqual(2000);
  });

  test('whose answer is lost is not sent again', async () => {
    const { url, asked } = await serve((_asked, response) => response.socket?.destroy());
    const error = await pcErrorOf(testApi(url).api.launchScan(request));
    expect(error).toMatchObject({ code: 'launch-unknown', kind: 'unreachable' });
    expect(asked).toHaveLength(1);
  });
});
