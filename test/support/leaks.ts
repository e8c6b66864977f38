import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '../../src/simulator/journal.js';
import type { ConnectProxy } from './connect-proxy.js';
import type { Workplace } from './engine.js';

/** Every form in which a secret could stand in a text. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const form = new URLSearchParams({ x: secret }).toString().slice(2);
  return [...new Set([secret, json, encodeURIComponent(secret), form])];
}

/** Every file under a folder with its text. */
export function filesUnder(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}

/** What a journal says outside login headers and bodies: URLs and every other header. */
function openParts(journal: readonly JournalEntry[]): string {
  return journal
    .map(({ method, path, query, headers: { authorization, clientsecret, ...headers } }) =>
      JSON.stringify({ method, path, query, headers }),
    )
    .join('\n');
}

/** Where a command that went through a proxy could show a secret: what it said, sent and left behind. */
export function placesOf(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  { simulator, folder }: Pick<Workplace, 'simulator' | 'folder'>,
  { seen }: Pick<ConnectProxy, 'seen'>,
): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: 'stdout', text: stdout },
    { name: 'stderr', text: stderr },
    { name: 'URLs and headers', text: openParts(simulator.journal) },
    { name: 'what the proxy saw', text: JSON.stringify(seen) },
    ...filesUnder(folder),
  ];
}

/**
 * Looks for secrets, as they are and as Basic logins, where none may stand.
 * @returns Where which secret was found, for the message of a failing test.
 */
export function leaksIn(
  places: readonly { readonly name: string; readonly text: string }[],
  secrets: Readonly<Record<string, { readonly username: string; readonly password: string }>>,
): string[] {
  return places.flatMap(({ name, text }) =>
    Object.entries(secrets)
      .filter(([, { username, password }]) => {
        const login = Buffer.from(`${username}:${password}`).toString('base64');
        return [...formsOf(password), login].some((form) => text.includes(form));
      })
      .map(([secret]) => `${secret} in ${name}`),
  );
}
