import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { oneHostConfig } from '../support/one-host-config.js';
import { useSimulator } from '../support/simulator.js';
import { type OpenTerminal, openTerminal, temporaryHome } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

const simulator = useSimulator({ scenario: 'scan-slow' });

/** From the target to a scan that runs. */
async function launch(terminal: OpenTerminal): Promise<void> {
  await connect(terminal, simulator());
  await terminal.step(paste('10.20.30.40'), '10.20.30.40');
  await terminal.step(keys.enter, 'scanner log in?');
  await terminal.step(keys.enter, 'Which scanner');
  await terminal.see(/❯ . edge-scan-01/);
  await terminal.step(keys.enter, 'option profile');
  await fromProfileToReview(terminal, 'linux');
  await terminal.step(keys.enter, 'Scan launched');
  await terminal.see('next look in');
}

async function expectRestored(terminal: OpenTerminal): Promise<void> {
  await expect.poll(terminal.isOnSecondScreen).toBe(false);
  const isBehind = (last: string, first: string) =>
    expect
      .poll(() => terminal.bytes().lastIndexOf(last) > terminal.bytes().lastIndexOf(first), {
        message: `${last.slice(1)} behind ${first.slice(1)}`,
      })
      .toBe(true);
  await isBehind('\u001b[?25h', '\u001b[?25l');
  await isBehind('\u001b[?2004l', '\u001b[?2004h');
  const bytes = terminal.bytes();
  const pushed = bytes.split('\u001b[22;2t').length;
  expect(bytes.split('\u001b[23;2t').length, 'title').toBe(pushed);
}

describe('ctrl-c at any moment restores the terminal (cursor, raw mode, title, progress), loses no draft, and while a scan runs asks first', () => {
  test('on the first screen', async () => {
    const terminal = openTerminal();
    await terminal.see('Connect to Qualys');
    terminal.press(keys.ctrlC);
    expect(await terminal.exitCode()).toBe(130);
    await expectRestored(terminal);
  });

  test('with answers typed: asked first, and the next start goes on with them', async () => {
    const terminal = openTerminal();
    await connect(terminal, simulator());
    await terminal.step(paste('10.20.30.40'), '10.20.30.40');
    await terminal.step(keys.ctrlC, 'Leave the wizard?');
    terminal.press(keys.ctrlC);
    expect(await terminal.exitCode()).toBe(130);
    await expectRestored(terminal);
    await terminal.see('The answers are kept');

    const again = openTerminal({ home: terminal.home });
    await again.see('Go on with the answers');
    await again.step(keys.enter, '❯ Password');
    await again.step(paste(simulator().credentials.password), '•••');
    await again.step(keys.enter, 'Connected.');
    await again.step(keys.enter, 'What should be scanned?');
    await again.see('10.20.30.40');
  }, 60_000);

  test('while a scan runs: stay, then cancel, and Qualys confirms', async () => {
    const terminal = openTerminal();
    await launch(terminal);
    await terminal.step(keys.ctrlC, 'The scan is running. Leave it?');
    terminal.press(keys.enter);
    await terminal.miss('Leave it?');
    await terminal.step(keys.ctrlC, 'The scan is running. Leave it?');
    await terminal.step(keys.down, '❯ Detach');
    await terminal.step(keys.down, '❯ Cancel');
    await terminal.step(keys.enter, /Qualys confirmed: scan compliance\S+ is\s+cancelled/);
    expect(terminal.shown()).not.toContain('Cancelling');
    expect(simulator().journal.filter(({ action }) => action === 'cancel')).toHaveLength(1);
    terminal.press('q');
    expect(await terminal.exitCode()).toBe(130);
    await expectRestored(terminal);
  }, 60_000);

  test('while a scan runs: detached, it goes on, and the next start offers to resume it', async () => {
    const terminal = openTerminal();
    await launch(terminal);
    await terminal.step('d', 'The scan is running. Leave it?');
    await terminal.see('❯ Detach');
    terminal.press(keys.enter);
    expect(await terminal.exitCode()).toBe(5);
    await expectRestored(terminal);
    expect(simulator().journal.filter(({ action }) => action === 'cancel')).toHaveLength(0);

    const again = openTerminal({ home: terminal.home });
    await again.see('Resume the scan that still runs');
    await again.step(keys.enter, 'Connect to resume compliance/');
    await again.step(paste(simulator().credentials.password), '•••');
    await again.step(keys.enter, 'Connected.');
    await again.step(keys.enter, 'resumed');
    expect(simulator().journal.filter(({ action }) => action === 'launch')).toHaveLength(1);

    await again.see('next look in');
    await again.step(keys.ctrlC, '❯ Stay and watch');
    await again.step(keys.down, '❯ Detach');
    await again.step(keys.down, '❯ Cancel');
    await again.step(keys.enter, /Qualys confirmed: scan compliance\S+ is\s+cancelled/);
    expect(simulator().journal.filter(({ action }) => action === 'cancel')).toHaveLength(1);
    again.kill('SIGKILL');
  }, 60_000);

  test('a killed process leaves the scan resumable', async () => {
    const terminal = openTerminal();
    await launch(terminal);
    terminal.kill('SIGKILL');
    await terminal.exitCode();
    const state = JSON.parse(readFileSync(join(terminal.home, 'qualys-pc-results/state.json'), 'utf8'));
    expect(state).toMatchObject({ phase: 'launched' });
    const again = openTerminal({ home: terminal.home });
    await again.see('Resume the scan that still runs');
    again.kill('SIGKILL');
  }, 60_000);

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s before a scan runs', async (signal, code) => {
    const terminal = openTerminal();
    await terminal.see('Connect to Qualys');
    terminal.kill(signal);
    expect(await terminal.exitCode()).toBe(code);
    await expectRestored(terminal);
  });

  test('SIGTERM while a scan runs cancels it with one request', async () => {
    const terminal = openTerminal();
    await launch(terminal);
    terminal.kill('SIGTERM');
    expect(await terminal.exitCode()).toBe(143);
    await expectRestored(terminal);
    await terminal.see(/error +Terminated\s+why +Qualys confirmed: scan compliance\S+ is\s+cancelled/);
    expect(simulator().journal.filter(({ action }) => action === 'cancel')).toHaveLength(1);
  }, 60_000);
});

test('ctrl-c in line mode while a scan runs: it is cancelled, what Qualys said of that is the end, and no question follows', async () => {
  const { url, credentials } = simulator();
  const home = temporaryHome();
  const config = {
    ...oneHostConfig(url, credentials.username),
    timeouts: { pollingInterval: '1s', timeout: '1h' },
  };
  writeFileSync(join(home, 'qualys-pc.json'), JSON.stringify(config));
  const terminal = openTerminal({
    args: ['--screen-reader', '--config', 'qualys-pc.json'],
    env: { QUALYS_PASSWORD: credentials.password },
    columns: 120,
    rows: 60,
    home,
  });
  await terminal.see('14 GOV1');
  await terminal.step(keys.enter, 'Login. 3 choices');
  await terminal.step(keys.enter, 'User name: now');
  await terminal.step(keys.enter, 'Enter alone takes the one in the keychain or in QUALYS_PASSWORD.');
  await terminal.step(keys.enter, 'Remember the password in the keychain. 2 choices');
  await terminal.step(keys.enter, 'Type one, or enter for none');
  await terminal.step(keys.enter, /1 Launch the scan\n/);
  await terminal.step(`1${keys.enter}`, 'Done: Scan launched');
  terminal.press(keys.ctrlC);
  expect(await terminal.exitCode()).toBe(130);
  await terminal.see(
    /Failed: Interrupted\nWhy: Qualys confirmed: scan compliance\S+ is cancelled\.\nNext: Run again for a new scan\.\nThe answers are kept: qualys-pc goes on with them\.$/,
  );
  expect(simulator().journal.filter(({ action }) => action === 'cancel')).toHaveLength(1);
}, 60_000);

test('No frame, draft, conf file, log or crash contains a secret (marker test over the recorded terminal bytes)', async () => {
  const marker = 'MARKER-2718';
  const terminal = openTerminal();
  await terminal.see('Connect to Qualys');
  await terminal.step(paste(simulator().url), 'Private cloud');
  await terminal.step(keys.tab, '❯ Login');
  await terminal.step(keys.tab, '❯ User name');
  await terminal.step('acme2ab1', 'acme2ab1');
  await terminal.step(keys.tab, '❯ Password');
  await terminal.step(paste(`${marker}\n`), '•••');
  await terminal.step(keys.tab, /❯ +☐ remember/);
  await terminal.step(' ', '☑ remember');
  await terminal.step(keys.tab, '❯ Proxy');
  await terminal.step(paste(`ci:${marker}@proxy:1`), 'Proxy password');
  await terminal.see(/Proxy user +ci/);
  for (let key = 0; key < 40; key += 1) terminal.press(keys.backspace);
  await terminal.miss('Proxy password');
  await terminal.step(keys.enter, 'Qualys refused the user name or password');
  terminal.press(keys.ctrlC);
  await terminal.see('Leave the wizard?');
  terminal.press(keys.ctrlC);
  await terminal.exitCode();
  const kept = join(terminal.home, 'personal.json');
  expect(existsSync(kept)).toBe(true);
  expect(readFileSync(kept, 'utf8')).not.toContain(marker);
  expect(terminal.bytes()).not.toContain(marker);
  expect(simulator().journal.filter(({ authorized }) => !authorized)).toHaveLength(1);
}, 60_000);
