import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal, temporaryHome } from '../support/terminal.js';

const simulator = useSimulator({ scenario: 'fail' });

test('`x` asks for a reason and a last day in place, shows the new sentence of the criteria and what the verdict would have been, and writes the config after its diff, comments kept', async () => {
  const { url, credentials } = simulator();
  const home = temporaryHome();
  const before = `# The team of payments owns this file.
version: 1
platform: US2
apiServer: ${url}
gateway: ${url}
credentials: { username: ${credentials.username}, password: env:QUALYS_PASSWORD }
scan:
  jobName: payments-api
  target: { type: host, ips: [10.20.30.40] } # the canary alone
  scanner: edge-scan-01
  optionProfile: { title: Jenkins_Linux baseline }
criteria:
  failOn: # agreed with security
    states: [fail]
    criticalities: [urgent, critical, serious]
timeouts: { pollingInterval: 0.1s, timeout: 20s }
`;
  const file = join(home, 'qualys-pc.yaml');
  writeFileSync(file, before);
  const terminal = openTerminal({
    args: ['--config', 'qualys-pc.yaml'],
    env: { QUALYS_PASSWORD: credentials.password },
    columns: 100,
    rows: 40,
    home,
  });
  await terminal.see('❯ Password');
  await terminal.step(keys.enter, 'Connected.');
  await terminal.step(keys.enter, '❯ Launch the scan');
  await terminal.step(keys.enter, 'FAILED');
  await terminal.see('press x to exclude one');
  await terminal.step('x', /Exclude \d+ from the verdict/);
  const cid = /Exclude (\d+) from/.exec(terminal.shown())?.[1] ?? '';
  await terminal.see(`except ${cid}.`);
  await terminal.see(
    /With it this verdict would (?:still have been FAILED: \d+ postures? left|have been PASSED)\./,
  );
  await terminal.step(keys.enter, 'Say why, for those who read the next verdict.');
  terminal.press('accepted: SEC-118');
  await terminal.step(keys.tab, '❯ Last day');
  terminal.press('soon');
  await terminal.step(keys.enter, 'Write the day as 2027-03-31.');
  await terminal.step('\u0015', 'no end, or a day such as 2027-03-31');
  await terminal.step('2027-03-31', '2027-03-31');
  expect(readFileSync(file, 'utf8')).toBe(before);
  await terminal.step(keys.enter, 'Save the config');
  await terminal.step(keys.enter, 'The file is there already. What would change:');
  await terminal.see(/\+.*accepted: SEC-118/);
  await terminal.see('❯ Keep the file');
  await terminal.step(keys.down, '❯ Overwrite it');
  await terminal.step(keys.enter, 'Saved qualys-pc.yaml.');
  await terminal.see('See the verdict');
  const after = readFileSync(file, 'utf8');
  for (const kept of before.trimEnd().split('\n')) expect(after.split('\n')).toContain(kept);
  expect(after).toContain(`cids: "${cid}"`);
  expect(after).toContain('expires: 2027-03-31');
}, 60_000);
