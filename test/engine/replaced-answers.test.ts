import { beforeAll, describe, expect, test } from 'vitest';
import { type Interception, isCall } from '../../src/simulator/exchange.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace } from '../support/engine.js';

/** What inspecting proxies and login portals answer in the place of Qualys. */
const statuses = [
  200, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 413, 418, 421, 429, 451, 500,
  502, 503, 504, 520,
];
const page = '<!DOCTYPE html><html><body><h1>Blocked by the web gateway</h1></body></html>';

/** Qualys carries the call out, and the page comes in the place of its answer. */
function pageInstead(status: number): Interception {
  const location = status >= 300 && status < 400 ? { location: 'https://login.acme.test/' } : {};
  const headers = { 'content-type': 'text/html', ...location };
  return { kind: 'change', change: () => ({ status, headers, body: page }) };
}

describe('A launch that was carried out is not forgotten: its answer replaced by a page', () => {
  beforeAll(startVirtualTime);

  test.each(statuses)(
    'with status %i: found, or the rerun finds it, and one scan is launched',
    async (status) => {
      const place = await openWorkplace({ scenario: 'fail', virtual: true });
      let replaced = 0;
      place.simulator.intercept((request) => {
        if (!isCall(request, 'scan/compliance', 'launch')) return undefined;
        replaced += 1;
        return pageInstead(status);
      });
      const ran = await place.run();
      expect(replaced, ran.stderr).toBe(1);
      expect(place.launches()).toBe(1);
      expect([1, 3, 4], ran.stderr).toContain(ran.code);
      const again = ran.code === 1 ? ran : await place.run();
      expect(again.code, again.stderr).toBe(1);
      expect(place.launches()).toBe(1);
      expect((await place.result()).totals).toMatchObject({ passed: 10, failed: 5, error: 1, failing: 5 });
    },
  );

  test('while no list shows the scan: exit 4, resumable, and the rerun that finds it launches none', async () => {
    const place = await openWorkplace({ scenario: 'fail', virtual: true });
    let hidden = true;
    place.simulator.intercept((request) => {
      const isHidden =
        isCall(request, 'scan/compliance', 'launch') ||
        (hidden && isCall(request, 'scan/compliance', 'list'));
      return isHidden ? pageInstead(403) : undefined;
    });
    const ran = await place.run();
    expect([3, 4, 5], ran.stderr).toContain(ran.code);
    hidden = false;
    const again = await place.run();
    expect(again.code, again.stderr).toBe(1);
    expect(place.launches()).toBe(1);
  });
});
