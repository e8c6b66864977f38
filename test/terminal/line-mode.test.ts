import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/start-simulator.js';
import { useSimulator } from '../support/simulator.js';
import { type OpenTerminal, openTerminal, temporaryHome } from '../support/terminal.js';

/** Types a line and waits for what it brings. */
const line = (terminal: OpenTerminal, text: string, wanted: string | RegExp) =>
  terminal.step(`${text}\r`, wanted);

/** Nothing that moves the cursor, erases, colours or switches a mode: letters and line ends alone. */
function expectPlain(terminal: OpenTerminal): void {
  expect(terminal.bytes()).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]/);
}

async function connect(terminal: OpenTerminal, { url, credentials }: Simulator): Promise<void> {
  await terminal.see('Step 1 of 8, Connect.');
  await line(terminal, url, 'Login. 3 choices, now user name and password');
  await line(terminal, '', 'User name: none yet');
  await line(terminal, credentials.username, 'Password: it is not shown');
  await line(terminal, credentials.password, 'Password: typed.');
  await line(terminal, '', 'Proxy: none');
  await line(terminal, '', 'Connected. Policy Compliance is in the subscription.');
}

async function fromProfileToReview(terminal: OpenTerminal): Promise<void> {
  await line(terminal, 'linux base', /with linux base:[\s\S]*1 Jenkins_Linux baseline, 2 policies/);
  await line(terminal, '1', 'Policies. 2 of 2 checked');
  await line(terminal, '', 'States that fail the build');
  await line(terminal, '', 'Criticalities that fail');
  await line(terminal, '', 'cannot log in to the host. 2 choices, now no');
  await line(terminal, '', 'Excluded CIDs');
  await line(terminal, '', 'Look every: now 2');
  await line(terminal, '1s', 'For at most: now 60*2');
  await line(terminal, '', 'Step 8 of 8, Review.');
  await terminal.see('In Qualys this will:');
  await terminal.see(/1 Launch the scan\n/);
}

describe('The line mode from the first question to the verdict, host path and EC2 path, in a pseudo-terminal, with no cursor movement in its output', () => {
  const simulator = useSimulator({ scenario: 'fail' });

  test('host path: back, help and a refused answer on the way, then a control is excluded and the config written', async () => {
    const terminal = openTerminal({ args: ['--screen-reader'], columns: 120, rows: 60 });
    await connect(terminal, simulator());
    await terminal.see('Step 2 of 8, Target. What should be scanned?');
    await line(terminal, '', 'Addresses: none yet');
    await line(terminal, '?', 'One question at a time');
    await line(terminal, '10.20.30.999', 'Not right yet: "10.20.30.999"');
    await line(terminal, 'b', /Target\. 2 choices, now Host IP\. A number[^>]*>$/);
    await line(terminal, '1', /> 1\n[^>]*Addresses: now 10\.20\.30\.999[^>]*>$/);
    await line(terminal, '10.20.30.40\r10.20.30.60', 'Addresses: 10.20.30.40, 10.20.30.60.');
    await line(terminal, '', 'Job name:');
    await line(terminal, 'payments-api', 'Jenkins_AG_payments-api');
    await line(terminal, 'unix', 'does not exist and will be created');
    await line(terminal, 'scan', 'Keep the password that the record has');
    await line(terminal, '', 'Password of the host user: it is not shown');
    await line(terminal, 'MARKER-host-2718', 'Step 4 of 8, Scanner.');
    await line(terminal, 'edge-scan-01', 'Scanner: edge-scan-01.');
    await fromProfileToReview(terminal);
    await line(terminal, '1', 'Done: Scan launched');
    await terminal.see(/^FAILED\. \d+ of \d+ postures/m);
    await terminal.see('Next: fix them on these hosts');
    await terminal.see('Exclude a control from the verdict');
    await line(terminal, '2', /\d CID 1141, URGENT/);
    await line(terminal, 'CID 1141', 'Reason:');
    await line(terminal, 'accepted, SEC-118', 'Last day:');
    await line(terminal, '2027-03-31', 'With it this verdict would');
    await line(terminal, '', 'Saved qualys-pc.yaml. Again:');
    expect(readFileSync(join(terminal.home, 'qualys-pc.yaml'), 'utf8')).toContain('SEC-118');
    await terminal.see('See the verdict');
    await line(terminal, 'leave', '');
    expect(await terminal.exitCode()).toBe(1);
    expectPlain(terminal);
    for (const secret of [simulator().credentials.password, 'MARKER-host-2718'])
      expect(terminal.bytes()).not.toContain(secret);
  }, 60_000);

  test('EC2 path: the instance is told, the connector found by a part of its name, External refused; ctrl-c afterwards keeps the answers', async () => {
    const terminal = openTerminal({ env: { INK_SCREEN_READER: 'true' }, columns: 120, rows: 60 });
    await connect(terminal, simulator());
    await line(terminal, '2', 'Instances: none yet');
    await line(terminal, 'us-east', 'instances with us-east');
    await line(terminal, 'i-0a11b22c33d44e55f', 'i-0a11b22c33d44e55f: RUNNING in eu-central-1');
    await terminal.see('prod is proposed, number 1: it knows the account of the instances.');
    await terminal.see(/Connector\. \d+ choices/);
    await line(terminal, 'prod', 'Connector: prod.');
    await line(terminal, '', 'Scan title');
    await line(terminal, '', 'Job name');
    await line(terminal, '', 'Auth record. 4 choices, now none');
    await line(terminal, '', 'Step 4 of 8, Scanner.');
    await line(terminal, '1', 'External cannot be chosen: it cannot scan EC2 instances.');
    await line(terminal, 'ec2-scan-01', 'Scanner: ec2-scan-01.');
    await fromProfileToReview(terminal);
    await line(terminal, 'launch the scan', 'Done: Scan launched');
    await terminal.see(/^(?:FAILED|PASSED)\. /m);
    terminal.press('\u0003');
    expect(await terminal.exitCode()).toBe(130);
    expect(existsSync(join(terminal.home, 'qualys-pc-results/result.json'))).toBe(true);
    expectPlain(terminal);
  }, 60_000);
});

describe('`--screen-reader` before or after the command', () => {
  test.each([[['--screen-reader', 'demo']], [['demo', '--screen-reader']]])('%j', async (args) => {
    const terminal = openTerminal({ args, columns: 120 });
    await terminal.see('A demo: nothing here is real');
    await terminal.see('Step 1 of 8, Connect.');
    expect(terminal.isOnSecondScreen()).toBe(false);
    terminal.press('\u0003');
    expect(await terminal.exitCode()).toBe(130);
    expectPlain(terminal);
  });
});

test('of a config with several jobs one is chosen first, or a new one', async () => {
  const home = temporaryHome();
  writeFileSync(
    join(home, 'estate.yaml'),
    `version: 1
platform: US2
credentials: { username: acme2ab1 }
defaults: { scan: { optionProfile: { title: Jenkins_Baseline } } }
jobs:
  payments: { scan: { target: { type: host, ips: [10.20.30.40] } } }
  ledger: { scan: { target: { type: host, ips: [10.20.31.1] } } }
`,
  );
  const terminal = openTerminal({
    args: ['--screen-reader', '--config', 'estate.yaml'],
    columns: 120,
    home,
  });
  await terminal.see('Which job of estate.yaml. 3 choices.');
  await terminal.see('2 ledger, 10.20.31.1');
  await terminal.see('3 a new job');
  await terminal.step('2\r', 'Step 1 of 8, Connect.');
  await terminal.see('The answers are from estate.yaml.');
  terminal.press('\u0003');
  expect(await terminal.exitCode()).toBe(130);
  expectPlain(terminal);
});
