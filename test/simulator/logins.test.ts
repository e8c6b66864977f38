import { expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { first, post, scanned } from './session.js';

test.each([
  ['auth-issues-failed', 'FAILED', 'Unable to log in: permission denied'],
  ['auth-issues-insufficient', 'INSUFFICIENT', 'sudo is missing'],
])('%s: the section names host and cause', async (scenario, kind, cause) => {
  const simulator = await startSimulator({ scenario, speed: 50 });
  try {
    const scan_ref = await scanned(simulator, '10.20.30.40');
    const { text } = await post(simulator, 'scan/compliance', { action: 'fetch', scan_ref });
    const entry = first(first(text, 'AUTH_SCAN_ISSUES') ?? '', kind) ?? '';
    expect([first(entry, 'IP'), first(entry, 'CAUSE')]).toEqual(['10.20.30.40', cause]);
    expect(text).not.toContain('AUTHENTICATION>');
  } finally {
    await simulator.close();
  }
});
