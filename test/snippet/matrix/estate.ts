import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loadJobs } from '../../../src/config/jobs/load-jobs.js';
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.js';
import { snippetFormats } from '../../../src/snippet/formats.js';
import type { SnippetFormatName, SnippetJobs, SnippetOptions } from '../../../src/snippet/snippet-format.js';
import { type Result, resultSchema } from '../../../src/workflow/results/result.js';
import { installBuilt, installHere } from '../../support/path-program.js';

/** A job whose name every language would take for more than a name. */
export const oddJob = `led'ger/eu $(SCAN_JOB) ${'$'}{{ x }}`;
/** The folder of its results. */
export const oddFolder = 'led-ger-eu---SCAN_JOB------x---';

/** Two jobs on one account: the first fails by its criteria, the second passes. */
export function configText({ url, credentials }: Pick<Simulator, 'url' | 'credentials'>): string {
  const gate = (state: string) => ({ failOn: { states: [state], criticalities: ['serious'] } });
  const host = (ip: string) => ({ target: { type: 'host', ips: [ip] } });
  return JSON.stringify({
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: credentials.username, password: 'env:QUALYS_PASSWORD' },
    defaults: {
      scan: { scanner: 'edge-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } },
      timeouts: { pollingInterval: '0.1s', timeout: '60s' },
    },
    jobs: {
      payments: { scan: host('10.20.30.40'), criteria: gate('fail') },
      [oddJob]: { scan: host('10.20.30.41'), criteria: gate('exceptions') },
    },
  });
}

/** The jobs of a config text, as `snippet` reads them. */
export function jobsOf(text: string): SnippetJobs {
  const { jobs } = loadJobs({ file: { text, format: 'json', sourceName: 'qualys-pc.json' }, flags: {} });
  const [first, ...others] = jobs.map(({ job = '', config }) => ({ name: job, config }));
  if (first === undefined) throw new Error('The config holds no job.');
  return [first, ...others];
}

/** A repository with the jobs, and machines that have the program. */
export interface Estate {
  readonly simulator: Simulator;
  /** From now on all controls of both jobs pass, or some of the first one fail again. */
  readonly heal: (isHealed: boolean) => void;
  readonly snippet: (format: SnippetFormatName, options?: SnippetOptions) => string;
  /** A machine with a checkout of the repository. */
  readonly machine: () => string;
  /** Variables of a build; its program is this process, which is quicker (`installHere`), or the built one. */
  readonly environment: (build: string, program?: 'built' | 'here') => Record<string, string>;
}

/** An estate for the tests of a file; filled in before the first. */
export function useEstate(): Estate {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-matrix-'));
  const shared: { failing?: Simulator; passing?: Simulator; isHealed: boolean } = { isHealed: false };
  const estate: Estate = {
    get simulator() {
      const simulator = shared.isHealed ? shared.passing : shared.failing;
      if (simulator === undefined) throw new Error('The simulator has not started.');
      return simulator;
    },
    heal: (isHealed) => {
      shared.isHealed = isHealed;
    },
    snippet: (format, options = {}) => {
      const jobs = jobsOf(configText(estate.simulator));
      const found = snippetFormats.find(({ name }) => name === format);
      const snippet = found?.emitJobs(jobs, { configPath: 'qualys-pc.json', ...options });
      if (snippet === undefined || snippet.refusals.length > 0) throw new Error(`${format} was refused.`);
      return snippet.text;
    },
    machine: () => {
      const machine = mkdtempSync(join(folder, 'machine-'));
      writeFileSync(join(machine, 'qualys-pc.json'), configText(estate.simulator));
      return machine;
    },
    environment: (build, program = 'here') => ({
      PATH: `${join(folder, program)}:${process.env.PATH ?? ''}`,
      HOME: folder,
      CI: 'true',
      QUALYS_PC_HOME: join(folder, 'home'),
      QUALYS_PASSWORD: estate.simulator.credentials.password,
      BUILD_NUMBER: build,
    }),
  };
  beforeAll(async () => {
    for (const name of ['built', 'here']) mkdirSync(join(folder, name));
    installBuilt(join(folder, 'built'));
    await installHere(join(folder, 'here'));
    shared.failing = await startSimulator({ scenario: 'fail', speed: 50 });
    shared.passing = await startSimulator({ scenario: 'pass', speed: 50 });
  });
  afterAll(async () => {
    await shared.failing?.close();
    await shared.passing?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return estate;
}

/** A result in a folder. */
export function resultAt(folder: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));
}

/** Exit code of each job, by name. */
export function codesOf({ jobs = [] }: Result): Record<string, number> {
  return Object.fromEntries(jobs.map(({ name, exitCode }) => [name, exitCode]));
}

/** The build whose result was restored as the previous one. */
export function previousBuild(folder: string): string | undefined {
  const file = join(folder, 'previous-result.json');
  return existsSync(file) ? resultSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).build : undefined;
}

/** Copies a file, or a folder's content, into a folder, if it is there. */
export function copyInto(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  cpSync(from, statSync(from).isFile() ? join(to, basename(from)) : to, { recursive: true });
}

/** Runs a script as a system does. */
export function runScript(
  [shell = 'sh', ...args]: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ readonly code: number; readonly log: string }> {
  return new Promise((resolve) => {
    execFile(shell, args, options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, log: `${stdout}${stderr}` }),
    );
  });
}
