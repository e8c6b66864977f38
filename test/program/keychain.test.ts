import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkplace, type Workplace } from '../support/engine.js';
import { describeNeeding } from '../support/needs.js';
import { startBuilt } from '../support/program.js';
import { type SecretService, startSecretService } from '../support/secret-service.js';

const marker = 'M4rker "of" the keychain';

/** Processes of the keychain's calls on this bus that are still there. */
function callsOf({ env }: SecretService): string[] {
  const read = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      read(pid, 'cmdline').includes('keytar') &&
      read(pid, 'environ').includes(env.DBUS_SESSION_BUS_ADDRESS ?? ''),
  );
}

/** A config that leaves the password to the keychain. */
async function keychainPlace(): Promise<Workplace> {
  const place = await openWorkplace({ asProcess: true });
  place.writeConfig({ credentials: { password: null } });
  return place;
}

function realKeychain(): void {
  let service: SecretService;
  beforeAll(async () => {
    service = await startSecretService();
  });
  afterAll(() => service.close());
  const env = () => ({ ...service.env, QUALYS_PASSWORD: '' });

  test('set, list, run, remove', async () => {
    const place = await keychainPlace();
    const { password } = place.simulator.credentials;
    const set = ['credentials', 'set', '--config', 'qualys-pc.json', '--password-stdin'];
    const kept = await place.command(set, env(), password);
    expect(kept.code, kept.stderr).toBe(0);
    const listed = await place.command(['credentials', 'list'], env());
    const name = `${new URL(place.simulator.url).host}/${place.simulator.credentials.username}`;
    expect(listed.stdout.split('\n')).toContain(name);
    expect(listed.stdout + listed.stderr + kept.stdout + kept.stderr).not.toContain(password);
    const ran = await place.run([], env());
    expect(ran.code, ran.stderr).toBe(0);
    const removed = await place.command(['credentials', 'remove', name], env());
    expect(removed.code, removed.stderr).toBe(0);
    const without = await place.run([], env());
    expect(without.code, without.stderr).toBe(2);
    expect(without.stderr).toContain(`has no entry ${name}`);
  });

  test('hanging: a signal ends what asks it, and without one its own limit does', async () => {
    const place = await keychainPlace();
    service.hang();
    try {
      const list = ['credentials', 'list'];
      // One after the other: a call that is seen is the call of the process that gets the signal.
      for (const [signal, expected] of [
        ['SIGTERM', 143],
        ['SIGINT', 130],
      ] as const) {
        const asking = startBuilt(list, { cwd: place.folder, env: env() });
        await expect.poll(() => callsOf(service).length).toBeGreaterThan(0);
        asking.kill(signal);
        expect((await asking.ended).code, signal).toBe(expected);
        await expect.poll(() => callsOf(service)).toEqual([]);
      }
      const { code, stderr } = await place.command(list, env());
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(/^why .*did not answer within 10 seconds/m);
      await expect.poll(() => callsOf(service)).toEqual([]);
    } finally {
      service.goOn();
    }
  });

  test('locked: said so, with the way without it, and nothing is sent', async () => {
    const place = await keychainPlace();
    const set = ['credentials', 'set', '--config', 'qualys-pc.json', '--password-stdin'];
    expect((await place.command(set, env(), marker)).code).toBe(0);
    service.lock();
    const ran = await place.run([], env());
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(/^why .*keychain cannot be used/m);
    expect(ran.stderr).toMatch(/^next .*QUALYS_PASSWORD/m);
    const again = await place.command(set, env(), marker);
    expect(again.code, again.stderr).toBe(2);
    expect(again.stderr).toMatch(/^next .*env:NAME/m);
    expect(ran.stdout + ran.stderr + again.stderr).not.toContain(marker);
    expect(place.simulator.journal).toEqual([]);
  });
}

describe('the keychain of the system', () => {
  test('none: said so, with the way without it', async () => {
    const { code, stderr } = await startBuilt(['credentials', 'list'], {
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
    }).ended;
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/^error .*keychain of this computer cannot be used/m);
    expect(stderr).toMatch(/^next .*env:NAME.*file:PATH/m);
  });
});

describeNeeding('gnome-keyring-daemon', 'a real Secret Service', () => {
  describeNeeding('dbus-run-session', 'on a bus of its own', realKeychain);
});
