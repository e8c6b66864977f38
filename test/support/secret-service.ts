import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';

/** The Secret Service of a desktop, with a bus and a home of its own. */
export interface SecretService {
  /** What a program needs to reach it. */
  readonly env: Readonly<Record<string, string>>;
  readonly lock: () => void;
  /** Takes questions and answers none, until it goes on. */
  readonly hang: () => void;
  readonly goOn: () => void;
  close(): Promise<void>;
}

const keyring = '/org/freedesktop/secrets';

/** Starts gnome-keyring under dbus-run-session, unlocked. */
export async function startSecretService(): Promise<SecretService> {
  const home = mkdtempSync(join(tmpdir(), 'qualys-pc-keyring-'));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const own = { HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: runtime };
  const path = process.env.PATH ?? '';
  const script =
    'echo "$DBUS_SESSION_BUS_ADDRESS"; echo $$; exec gnome-keyring-daemon --foreground --unlock --components=secrets';
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: { ...own, PATH: path },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // The password that unlocks it.
  session.stdin.end('pw');
  const lines: string[] = [];
  for await (const line of createInterface({ input: session.stdout })) {
    lines.push(line);
    if (lines.length === 2) break;
  }
  const [address = '', pid = ''] = lines;
  const send = (to: string, ...args: string[]) =>
    spawnSync('dbus-send', [`--bus=${address}`, '--print-reply', `--dest=org.freedesktop.${to}`, ...args], {
      encoding: 'utf8',
    });
  const isThere = () =>
    send('DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets').stdout;
  // A question before it is there would start a second one.
  await vi.waitUntil(() => isThere().includes('true'), { timeout: 20_000, interval: 50 });
  return {
    env: { ...own, DBUS_SESSION_BUS_ADDRESS: address },
    lock: () => {
      const { status, stderr } = send(
        'secrets',
        keyring,
        'org.freedesktop.Secret.Service.Lock',
        `array:objpath:${keyring}/collection/login`,
      );
      if (status !== 0) throw new Error(`The keyring does not lock: ${stderr}`);
    },
    hang: () => process.kill(Number(pid), 'SIGSTOP'),
    goOn: () => process.kill(Number(pid), 'SIGCONT'),
    close: async () => {
      const ended = once(session, 'close');
      process.kill(Number(pid), 'SIGKILL');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
