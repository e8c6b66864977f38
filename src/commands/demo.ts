import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfigPath } from '../config/names.js';
import type { WrittenConfig } from '../config/schema.js';
import { writeConfigText } from '../config/write-config-text.js';
import { type Simulator, startSimulator } from '../simulator/start-simulator.js';
import type { CommandIo } from './process/io.js';
import { printLines } from './process/print.js';
import { knownScenario } from './simulator.js';
import type { WizardArgs } from './wizard/world.js';

export interface DemoArgs {
  readonly scenario?: string | undefined;
  /** Runs without the wizard and prints the result document. */
  readonly json?: boolean | undefined;
  /** The wizard in plain lines. */
  readonly screenReader?: boolean | undefined;
}

/**
 * `qualys-pc demo`: the embedded simulator, and the wizard on it; without a terminal one headless scan against it.
 * Everything it keeps is in a temporary folder that goes with it.
 */
export async function runDemo(
  { scenario = 'demo', json = false, screenReader = false }: DemoArgs,
  io: CommandIo,
): Promise<number> {
  knownScenario(scenario);
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-demo-'));
  try {
    const simulator = await startSimulator({ scenario });
    try {
      const inside = demoIo(io, folder, simulator);
      // Save from the wizard finds an empty folder, as it would in a new project.
      const isWizard = io.interactive && !json;
      const config = isWizard ? join('home', defaultConfigPath) : defaultConfigPath;
      await mkdir(join(folder, 'home'));
      const { apiServer, gateway, ...plain } = demoConfig(simulator);
      // The wizard of a demo asks its own service whatever the config says: what it saves and shows names none.
      const written = isWizard ? plain : { apiServer, gateway, ...plain };
      await writeFile(join(folder, config), writeConfigText(written, 'yaml'));
      return isWizard
        ? await openWizard({ config, screenReader }, inside, simulator)
        : await runHeadless(inside, json);
    } finally {
      await simulator.close();
    }
  } finally {
    // Who leaves as a verdict comes may leave while its last file is written: tried again until that one is there.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** The person's own settings, credentials and proxy stay out of the demo, and the demo's out of theirs. */
function demoIo(io: CommandIo, folder: string, { credentials }: Simulator): CommandIo {
  const foreign =
    /^(?:QUALYS_.*|(?:https?|all|no)_proxy|JOB_NAME|BUILD_NUMBER|NODE_EXTRA_CA_CERTS|GITHUB_STEP_SUMMARY)$/i;
  const env = Object.fromEntries(Object.entries(io.env).filter(([name]) => !foreign.test(name)));
  return {
    ...io,
    cwd: folder,
    env: { ...env, QUALYS_PC_HOME: join(folder, 'home'), QUALYS_PASSWORD: credentials.password },
  };
}

async function runHeadless(io: CommandIo, json: boolean): Promise<number> {
  printLines(io.stderr, [
    'This is a demo: it scans a simulated Qualys account on this computer and sends nothing anywhere.',
    '',
  ]);
  const { runRun } = await import('./run/run.js');
  const args = {
    config: defaultConfigPath,
    flags: {},
    passwordStdin: false,
    caFile: undefined,
    allowServers: [],
    allowProxies: [],
    allowEnv: [],
    allowFiles: [],
    level: 'normal',
  } as const;
  return runRun(
    { ...args, options: {}, shard: undefined, dryRun: false, json, annotations: 'off', events: undefined },
    io,
    {
      namesFiles: false,
      printsNotes: false,
    },
  );
}

async function openWizard(
  args: Pick<WizardArgs, 'config' | 'screenReader'>,
  io: CommandIo,
  { url, credentials }: Simulator,
): Promise<number> {
  const { runWizard } = await import('./wizard/wizard.js');
  return runWizard({ ...args, flags: {}, demo: { apiServer: url, ...credentials } }, io);
}

/** The simulated account that the demo runs in. */
interface DemoAccount {
  readonly url: string;
  readonly credentials: { readonly username: string };
}

/** Failing rows below the gate and one exclusion: with the default scenario it passes. */
export function demoConfig({ url, credentials }: DemoAccount): WrittenConfig {
  return {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: credentials.username, password: 'env:QUALYS_PASSWORD' },
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', ips: ['10.20.30.40'] },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Twelve policies' },
      policies: [{ id: '5101' }, { id: '5102' }, { id: '5103' }, { id: '5305' }],
    },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['serious', 'urgent', 'critical'] },
      exclude: [
        {
          cids: '1141',
          reason: 'root login is needed until the bastion is ready, SEC-118',
          expires: '2099-12-31',
        },
      ],
    },
    // Short, as what a later read could still change is waited for a quarter of it.
    timeouts: { pollingInterval: '1s', timeout: '24s' },
  };
}
