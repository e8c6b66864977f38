import { leaksIn } from '../support/leaks.js';
import type { Situation } from './workplace.js';

/** A run as it ended, with what it left. */
export interface End {
  readonly situation: Situation;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Scans that the account has launched for this job so far. */
  readonly launches: number;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly passwords: { readonly api: string; readonly host: string };
  readonly username: string;
  /** Milliseconds; with `mostMs`, for runs whose time is measured. */
  readonly tookMs?: number;
  readonly mostMs?: number;
}

/** What a CI would obey. */
const commands = /##vso\[|##\[|##teamcity\[|^::[a-z-]+/m;

/** Every promise that an end breaks, in words; none is right. */
export function forbiddenIn(end: End): string[] {
  const { situation, code, stdout, stderr, launches, files, passwords, username } = end;
  const found: string[] = [];
  const ends: readonly (number | null)[] = [situation.right, 2, 3, 4, 5];
  if (code === 1 - situation.right) found.push(`a wrong verdict: ${code}`);
  else if (!ends.includes(code)) found.push(`a forbidden exit code: ${code}`);
  if (code === 2 && launches > 0) found.push('exit 2 says that nothing was changed, and a scan runs');
  if (launches > 1) found.push(`${launches} launches`);
  if (end.tookMs !== undefined && end.mostMs !== undefined && end.tookMs > end.mostMs)
    found.push(`it took ${end.tookMs} ms, and ${end.mostMs} are allowed`);
  const places = [{ name: 'stdout', text: stdout }, { name: 'stderr', text: stderr }, ...files];
  found.push(
    ...leaksIn(places, {
      'the password': { username, password: passwords.api },
      'the password of the host': { username: 'scan', password: passwords.host },
    }),
  );
  for (const { name, text } of places.filter(({ name }) => /^std|summary\.md$|report\.txt$/.test(name)))
    if (commands.test(text)) found.push(`a command to the CI in ${name}: ${commands.exec(text)?.[0]}`);
  if (code !== situation.right && !/^(?:error|!|\s+\S+ {2}!) /m.test(stderr) && stderr.trim() === '')
    found.push('an end without a word');
  return found;
}
