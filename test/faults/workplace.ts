import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunState } from '../../src/workflow/results/run-state.js';
import { filesUnder } from '../support/leaks.js';
import { accountOf } from '../support/one-host-config.js';
import type { Random } from './random.js';

/** What a run scans, and the exit code that is right for it. */
export interface Situation {
  readonly scenario: string;
  readonly target: 'host' | 'ec2';
  readonly right: 0 | 1;
}

export const situations: readonly Situation[] = [
  { scenario: 'pass', target: 'host', right: 0 },
  { scenario: 'fail', target: 'host', right: 1 },
  { scenario: 'fail', target: 'ec2', right: 1 },
];

/** Passwords that quoting, cutting, encoding and hiding go wrong with: a letter, a piece of a CID, a word of the report ... */
export const oddPasswords: readonly string[] = [
  'p',
  '114',
  'passed',
  '100%25',
  'it\'s "quoted"',
  'two\nlines\nof it',
  'pä§§wörd-日本',
  '$(QUALYS)',
  '`id`',
  '<b>&amp;</b>',
  '-rf',
  'back\\slash\\n',
  'a b  c',
  '%PATH%',
  '💥💥',
  "';--",
  '{{7*7}}',
  '=1+1',
  '::error::x',
  '\u200bzero-width',
];

/** The only ones that Qualys takes for a host (fact sheet 12). */
const printable = oddPasswords.filter((password) => /^[\x20-\x7e]*$/.test(password));

/** Never a word that an output holds by itself: it could not be told from a leak. */
export function passwordsOf(random: Random): { readonly api: string; readonly host: string } {
  const marker = () => `Zq${random.below(1e9).toString(36)}`;
  return { api: `${marker()}${random.pick(oddPasswords)}`, host: `${random.pick(printable)}${marker()}` };
}

/** A folder with a config, as a pipeline has it. */
export interface FaultFolder {
  readonly path: string;
  /** Text of the config. */
  readonly config: string;
  readonly env: Readonly<Record<string, string>>;
  readonly phase: () => RunState['phase'] | undefined;
  /** Everything in it as text, for leaks. */
  readonly files: () => readonly { readonly name: string; readonly text: string }[];
  /** Sets the local clock back since the intent: it lies in the future then. */
  readonly setClockBack: () => void;
  /** Lets the time pass in which a lost launch is looked up. */
  readonly ageIntent: () => void;
  /** Lays keys over the config; undefined takes one out. */
  readonly change: (keys: Readonly<Record<string, unknown>>) => void;
  readonly remove: () => void;
}

export interface FaultFolderOptions {
  readonly url: string;
  readonly username: string;
  readonly passwords: { readonly api: string; readonly host: string };
  readonly situation: Situation;
  /** Of the config, such as `20s`. */
  readonly timeout: string;
}

const targets = {
  host: { target: { type: 'host', ips: ['10.20.30.40'] }, scanner: 'edge-scan-01' },
  ec2: {
    target: { type: 'ec2', instanceIds: ['i-0a11b22c33d44e55f'], connector: { id: '1401' } },
    scanner: 'ec2-scan-01',
  },
} as const;

export function makeFolder({
  url,
  username,
  passwords,
  situation,
  timeout,
}: FaultFolderOptions): FaultFolder {
  const path = mkdtempSync(join(tmpdir(), 'qualys-pc-faults-'));
  const authRecord = { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' };
  const config = {
    ...accountOf(url, username),
    scan: {
      jobName: 'payments-api',
      ...targets[situation.target],
      ...(situation.target === 'host' ? { authRecord } : {}),
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['serious', 'urgent', 'critical', 'medium', 'minimal'] },
    },
    timeouts: { pollingInterval: '0.1s', timeout },
    reports: { directory: 'results', formats: ['junit', 'markdown', 'text'] },
  };
  writeFileSync(join(path, 'qualys-pc.json'), JSON.stringify(config));
  const stateFile = join(path, 'results', 'state.json');
  const state = (): RunState | undefined => {
    try {
      return JSON.parse(readFileSync(stateFile, 'utf8')) as RunState;
    } catch {
      return undefined;
    }
  };
  const shiftIntent = (ms: number) => {
    const found = state();
    if (found === undefined) return;
    const intentAt = new Date(Date.parse(found.intentAt) + ms).toISOString();
    writeFileSync(stateFile, JSON.stringify({ ...found, intentAt }));
  };
  return {
    path,
    config: JSON.stringify(config),
    env: {
      QUALYS_PASSWORD: passwords.api,
      QUALYS_HOST_PASSWORD: passwords.host,
      QUALYS_PC_HOME: join(path, 'home'),
      BUILD_NUMBER: '7',
      CI: 'true',
    },
    phase: () => state()?.phase,
    files: () => filesUnder(path),
    setClockBack: () => shiftIntent(2 * 3_600_000),
    ageIntent: () => shiftIntent(-181_000),
    change: (keys) => writeFileSync(join(path, 'qualys-pc.json'), JSON.stringify({ ...config, ...keys })),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
