import { expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';

test('check prints the versions used and warns past end of support', async () => {
  const old = await openWorkplace({ scenario: 'only-2.0' });
  const checked = await old.here(['check']);
  expect(checked.code, checked.stderr).toBe(0);
  expect(checked.stdout).toContain('API versions used: appliances list 2.0, assetGroups list 2.0, ');
  expect(checked.stdout).toContain('policies list 2.0 (no longer supported)');
  expect(checked.stderr).toContain(
    'policies list answered in version 2.0 of the API, whose support ended on 2025-12-31; Qualys means to take it away in December 2026.',
  );
  const asJson = await old.here(['check', '--json']);
  expect(JSON.parse(asJson.stdout).apiVersions).toContainEqual({
    endpoint: 'policies',
    action: 'list',
    version: '2.0',
    pastSupport: { support: '2025-12-31', end: 'December 2026' },
  });
  const recent = await openWorkplace();
  const { stdout, stderr } = await recent.here(['check']);
  expect(stdout).toContain('policies list 5.0');
  expect(stdout).not.toContain('no longer supported');
  expect(stderr).not.toContain('support ended');
});
