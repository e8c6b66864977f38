import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WrittenConfig } from '../src/config/schema.js';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import type { Result } from '../src/workflow/results/result.js';
import type { BenchRow } from './measure.js';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const policies = 10;
/** Calls of the lean plan that every run makes: connect, add the address, groups, policies, launch, result, posture. */
const everyRun = 7;
/** What the first run adds: the new group, and the group in each policy. */
const firstRun = 1 + policies;
/** Reads that the plan may cost on top. */
const forThePlan = 3;

/** Runs the built program; resolves with what it printed. */
export function start(args: readonly string[], cwd: string, password: string): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH, QUALYS_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let problems = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    problems += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${args[0]} ended with ${code}:\n${problems}`));
    });
  });
}

/** Writes a config for one host and ten policies of the simulator, as on a public cloud: with a gateway. */
async function writeConfig({ url, credentials }: Simulator, cwd: string): Promise<void> {
  const account = { version: 1, platform: 'US2', apiServer: url, gateway: url };
  const login = { credentials: { username: credentials.username } };
  await writeFile(join(cwd, 'qualys-pc.json'), JSON.stringify({ ...account, ...login }));
  const listed = JSON.parse(
    await start(['list', 'option-profiles', '--json'], cwd, credentials.password),
  ) as {
    title: string;
    policies: { id: string }[];
  }[];
  const profile = listed.find((each) => each.policies.length >= policies);
  if (profile === undefined) throw new Error(`No option profile has ${policies} policies.`);
  const scan = {
    jobName: 'bench',
    target: { type: 'host', ips: ['10.20.30.40'] },
    scanner: 'edge-scan-01',
    optionProfile: { title: profile.title },
    policies: profile.policies.slice(0, policies).map(({ id }) => ({ id })),
  };
  const config = {
    ...account,
    ...login,
    scan,
    timeouts: { pollingInterval: '1s' },
    reports: { formats: ['csv'] },
  };
  await writeFile(join(cwd, 'qualys-pc.json'), JSON.stringify(config));
}

/** A policy without a control for the host needs a second look, whenever its evaluation came: it is left out. */
async function keepPoliciesThatApply(cwd: string): Promise<void> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, file), 'utf8'));
  const result = (await read('qualys-pc-results/result.json')) as Pick<Result, 'policies'>;
  const config = (await read('qualys-pc.json')) as WrittenConfig;
  const apply = result.policies.filter(({ evidence }) => evidence?.kind !== 'no-applicable-control');
  const scan = { ...config.scan, policies: apply.map(({ id }) => ({ id })) };
  await writeFile(join(cwd, 'qualys-pc.json'), JSON.stringify({ ...config, scan }));
}

/** Calls of a run without the polls, and with one look at posture. */
function countCalls(journal: Simulator['journal']): number {
  const launch = journal.findIndex(({ action }) => action === 'launch');
  const isPoll = (index: number) =>
    index > launch && journal[index]?.action === 'list' && journal[index]?.path.includes('/scan/compliance/');
  const calls = journal.filter((_entry, index) => !isPoll(index)).length;
  return calls - Math.max(0, countLooks(journal) - 1);
}

function countLooks(journal: Simulator['journal']): number {
  return journal.filter(({ path }) => path.includes('/posture/info/')).length;
}

/** How many calls a scan of one host and ten policies costs. */
export async function benchApiCalls(): Promise<BenchRow[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  const simulator = await startSimulator({ speed: 20 });
  try {
    await writeConfig(simulator, cwd);
    const rows: BenchRow[] = [];
    for (const [what, limit] of [
      ['first run', everyRun + firstRun + forThePlan],
      ['later runs', everyRun + forThePlan],
    ] as const) {
      const before = simulator.journal.length;
      await start(['run'], cwd, simulator.credentials.password);
      rows.push({
        what: `API calls, one host and ${policies} policies, ${what}`,
        measured: countCalls(simulator.journal.slice(before)),
        limit,
        unit: 'calls',
        against: `the lean plan and ${forThePlan} reads, polls aside`,
      });
    }
    await keepPoliciesThatApply(cwd);
    const before = simulator.journal.length;
    await start(['run'], cwd, simulator.credentials.password);
    rows.push({
      what: 'looks at posture from data ready to verdict',
      measured: countLooks(simulator.journal.slice(before)),
      limit: 1,
      unit: 'calls',
      against: 'one; the plugin waits for a minute at least',
    });
    return rows;
  } finally {
    await simulator.close();
    await rm(cwd, { recursive: true, force: true });
  }
}
