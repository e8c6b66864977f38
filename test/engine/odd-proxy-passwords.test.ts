import { expect, test } from 'vitest';
import { oddPasswords } from '../faults/workplace.js';
import { configThrough, startConnectProxy, tunnelEnd } from '../support/connect-proxy.js';
import { openWorkplace } from '../support/engine.js';
import { leaksIn, placesOf } from '../support/leaks.js';

const username = 'ci-proxy';
const plain = 'Zq7plainMarker';
/** What a CI leaves in a variable that is not set (design, section 3): refused before any call. */
const placeholders = ['$(QUALYS)', '%PATH%'];

test('Marker secrets as the password of a proxy, right and wrong, leak nowhere', {
  timeout: 120_000,
}, async ({ onTestFinished }) => {
  const { tls, caFile } = await tunnelEnd(onTestFinished);
  const place = await openWorkplace({ scenario: 'pass' });
  const port = Number(new URL(place.simulator.url).port);

  const checkWith = async (given: string, right: string) => {
    const proxy = await startConnectProxy({
      username,
      password: right,
      portFor: () => port,
      tls,
    });
    place.writeConfig(configThrough(proxy, username));
    const { code, stdout, stderr } = await place.here(['check', '--verbose', '--ca-file', caFile], {
      env: { QUALYS_PROXY_PASSWORD: given, QUALYS_ALLOW_PROXY: '127.0.0.1' },
    });
    await proxy.close();
    const places = placesOf({ stdout, stderr }, place, proxy);
    const leaks = (password: string) => leaksIn(places, { proxy: { username, password } });
    return { code, stderr, leaks, authorized: proxy.seen.filter(({ authorized }) => authorized).length };
  };

  const expected = await checkWith(plain, plain);
  expect(expected.code, expected.stderr).toBe(0);
  const refused = await checkWith(plain, 'another');
  expect(refused.code, refused.stderr).toBe(3);
  for (const password of oddPasswords) {
    const name = JSON.stringify(password);
    const isPlaceholder = placeholders.includes(password);
    const right = await checkWith(password, password);
    expect([name, right.code], right.stderr).toEqual([name, isPlaceholder ? 2 : 0]);
    expect([name, right.authorized > 0]).toEqual([name, !isPlaceholder]);
    const wrong = await checkWith(password, 'another');
    expect([name, wrong.code], wrong.stderr).toEqual([name, isPlaceholder ? 2 : 3]);
    // What the outputs say by themselves cannot be told from a leak.
    if (expected.leaks(password).length === 0) expect([name, right.leaks(password)]).toEqual([name, []]);
    if (refused.leaks(password).length === 0) expect([name, wrong.leaks(password)]).toEqual([name, []]);
  }
});
