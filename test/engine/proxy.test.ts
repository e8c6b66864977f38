import { describe, expect, test } from 'vitest';
import { type ConnectProxy, configThrough, startConnectProxy } from '../support/connect-proxy.js';
import { openWorkplace, type Workplace } from '../support/engine.js';
import { filesUnder, leaksIn, placesOf } from '../support/leaks.js';

const proxyLogin = { username: 'ci-proxy', password: 'Pr0xy:marker/s3cret+%"' };
const hostLogin = { username: 'scan', password: 'H0st marker&s3cret' };

/** A workplace whose Qualys is a public platform's name that only the proxy can reach. */
async function behindProxy(): Promise<{ place: Workplace; proxy: ConnectProxy; args: readonly string[] }> {
  const place = await openWorkplace({ tls: true, scenario: 'fail' });
  const { port } = new URL(place.simulator.url);
  const proxy = await startConnectProxy({ ...proxyLogin, portFor: () => Number(port) });
  place.writeConfig({
    ...configThrough(proxy, proxyLogin.username),
    scan: { authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' } },
    reports: { formats: ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] },
  });
  return { place, proxy, args: ['--verbose', '--ca-file', place.simulator.caFile ?? ''] };
}

const env = {
  QUALYS_PROXY_PASSWORD: proxyLogin.password,
  QUALYS_HOST_PASSWORD: hostLogin.password,
  NODE_EXTRA_CA_CERTS: '',
  QUALYS_ALLOW_PROXY: '127.0.0.1',
};

describe('Through a proxy that demands credentials the run works against a public platform’s name (the proxy maps it to the simulator’s TLS); the proxy sees CONNECT only, and neither secret is in any log, event, error, state file or URL', () => {
  test('a whole scan, twice', async ({ onTestFinished }) => {
    const { place, proxy, args } = await behindProxy();
    onTestFinished(() => proxy.close());
    const first = await place.run(args, env);
    expect(first.code, first.stderr).toBe(1);
    expect((await place.result()).account).toMatchObject({
      platform: 'US2',
      apiServer: 'https://qualysapi.qg2.apps.qualys.com',
    });
    const again = await place.run(args, env);
    expect(again.code, again.stderr).toBe(1);
    expect(new Set(proxy.seen.map(({ method }) => method))).toEqual(new Set(['CONNECT']));
    expect(new Set(proxy.seen.map(({ target }) => target))).toEqual(
      new Set(['qualysapi.qg2.apps.qualys.com:443', 'gateway.qg2.apps.qualys.com:443']),
    );
    const said = { stdout: first.stdout + again.stdout, stderr: first.stderr + again.stderr };
    const places = placesOf(said, place, proxy);
    expect(filesUnder(place.folder).map(({ name }) => name)).toContain(`${place.folder}/results/state.json`);
    expect(
      leaksIn(places, { qualys: place.simulator.credentials, host: hostLogin, proxy: proxyLogin }),
    ).toEqual([]);
  });

  test('a wrong proxy password ends with 3, says so, is tried once, and no secret is told', async ({
    onTestFinished,
  }) => {
    const { place, proxy, args } = await behindProxy();
    onTestFinished(() => proxy.close());
    const wrong = { ...proxyLogin, password: 'Wr0ng marker s3cret' };
    const ran = await place.run(args, { ...env, QUALYS_PROXY_PASSWORD: wrong.password });
    expect(ran.code, ran.stderr).toBe(3);
    expect(ran.stderr).toMatch(/^error .*proxy/im);
    expect(ran.stderr).toMatch(/^why .*407/m);
    expect(ran.stderr).toMatch(/^next .*QUALYS_PROXY_PASSWORD|^next .*proxy/im);
    expect(proxy.seen.filter(({ method }) => method !== 'CONNECT')).toEqual([]);
    expect(proxy.seen.filter(({ isLogin }) => isLogin)).toHaveLength(1);
    expect(place.simulator.journal).toEqual([]);
    const places = [{ name: 'output', text: ran.stdout + ran.stderr }, ...filesUnder(place.folder)];
    expect(leaksIn(places, { qualys: place.simulator.credentials, host: hostLogin, proxy: wrong })).toEqual(
      [],
    );
  });
});
