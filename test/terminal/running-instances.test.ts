import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal, temporaryHome } from '../support/terminal.js';

const simulator = useSimulator();

test('a file that scans all running instances keeps them, and Review names the command that launches them', async () => {
  const { url, credentials } = simulator();
  const home = temporaryHome();
  const text = `version: 1
platform: US2
apiServer: ${url}
gateway: ${url}
credentials: { username: ${credentials.username}, password: env:QUALYS_PASSWORD }
scan:
  jobName: payments-api
  target: { type: ec2, instances: running, tag: env=prod, connector: { name: prod } }
  scanner: ec2-scan-01
  optionProfile: { title: Jenkins_Linux baseline }
criteria: { failOn: { states: [fail], criticalities: [urgent] } }
`;
  writeFileSync(join(home, 'running.yaml'), text);
  const terminal = openTerminal({
    args: ['--config', 'running.yaml'],
    env: { QUALYS_PASSWORD: credentials.password },
    columns: 100,
    rows: 40,
    home,
  });
  await terminal.see('❯ Password');
  await terminal.step(keys.enter, 'Connected.');
  await terminal.step(keys.enter, 'Review');
  await terminal.see('all running instances with the tag env=prod behind prod');
  await terminal.see('The wizard launches named instances behind one connector');
  await terminal.see('Save the config, leave, and launch it with: qualys-pc run --config running.yaml');
  await terminal.step(keys.right, '❯ Save config');
  await terminal.step(keys.enter, 'Save the config');
  await terminal.step(keys.enter, 'Saved running.yaml.');
  expect(readFileSync(join(home, 'running.yaml'), 'utf8')).toBe(text);
}, 60_000);
