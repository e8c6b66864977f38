import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished as ofRunningTest } from 'vitest';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulator/start-simulator.js';
import { type Result, resultSchema } from '../../src/workflow/results/result.js';
import type { ScanEvent } from '../../src/workflow/run/events.js';
import { VirtualClock } from '../faults/virtual-time.js';
import { oneHostConfig } from './one-host-config.js';
import { isAnswering } from './open-calls.js';
import { type Ended, type RunningProgram, startBuilt } from './program.js';
import { type EndedHere, type HereOptions, runHere } from './run-here.js';

/** Simulated time runs this much faster than in the demo. */
const SPEED = 20;

export type Tree = Record<string, unknown>;

/** Lays one config over another, key by key; lists and texts replace. */
function overlay(base: Tree, top: Tree): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(top)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else
      merged[key] =
        isTree(before) && isTree(value) && sameType(before, value) ? overlay(before, value) : value;
  }
  return merged;
}

/** A target of another kind replaces the whole target. */
function sameType(before: Tree, value: Tree): boolean {
  return before.type === undefined || value.type === undefined || before.type === value.type;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A folder with a config for a simulator, as a pipeline has it. */
export interface Workplace {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly run: (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly start: (args?: readonly string[], env?: Readonly<Record<string, string>>) => RunningProgram;
  readonly check: (args?: readonly string[]) => Promise<Ended>;
  /** Any other command, with the same config and environment. */
  readonly command: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    input?: string,
  ) => Promise<Ended>;
  /** A command in this process: quicker than the built program, and the same but for signals and standard streams. */
  readonly here: (
    args: readonly string[],
    given?: Partial<Omit<HereOptions, 'cwd' | 'clock'>>,
  ) => Promise<EndedHere>;
  /** The result in the folder of results, or in a folder of it. */
  readonly result: (folder?: string) => Promise<Result>;
  readonly events: () => Promise<ScanEvent[]>;
  readonly file: (name: string) => Promise<string>;
  /** Scans that Qualys accepted from us; a scenario's own scans of other launches are not counted. */
  readonly launches: () => number;
  readonly writeConfig: (change: Tree) => void;
  /** How often this call was sent; without an action, every call of the endpoint. */
  readonly sent: (endpoint: string, action?: string) => number;
  /** Everything but platform, servers, user and report directory. */
  readonly writeWhole: (config: Tree) => void;
}

/** The same with every level of the gate and no formats, its results in a folder of their own. */
function baseConfig(url: string, username: string): Tree {
  return {
    ...oneHostConfig(url, username),
    criteria: {
      failOn: { states: ['fail'], criticalities: ['serious', 'urgent', 'critical', 'medium', 'minimal'] },
    },
    reports: { directory: 'results', formats: [] },
  };
}

export interface WorkplaceOptions extends SimulatorOptions {
  /** Laid over the base config. */
  readonly config?: Tree;
  /** Every command in a process of its own, for what is read of the environment of a process. */
  readonly asProcess?: boolean;
  /** Commands in this process on virtual time, which the caller has started (startVirtualTime): waits cost nothing. */
  readonly virtual?: boolean;
  /** A concurrent test's own. */
  readonly onTestFinished?: (end: () => Promise<void>) => void;
}

/** Opens a workplace on a scenario; it goes with the test. */
export async function openWorkplace(options: WorkplaceOptions = {}): Promise<Workplace> {
  const {
    config = {},
    virtual = false,
    asProcess = false,
    onTestFinished = ofRunningTest,
    ...simulation
  } = options;
  const simulator = await startSimulator({ speed: SPEED, ...simulation });
  const { url } = simulator;
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-engine-'));
  const configFile = join(folder, 'qualys-pc.json');
  const writeConfig = (change: Tree) => {
    const base = baseConfig(url, simulator.credentials.username);
    writeFileSync(configFile, JSON.stringify(overlay(overlay(base, config), change)));
  };
  writeConfig({});
  onTestFinished(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = (more: Readonly<Record<string, string>> = {}) => ({
    QUALYS_PASSWORD: simulator.credentials.password,
    QUALYS_HOST_PASSWORD: 'h0st pass&word',
    QUALYS_PC_HOME: join(folder, 'home'),
    CI: 'true',
    ...(simulator.caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: simulator.caFile }),
    ...more,
  });
  const start = (args: readonly string[] = [], more?: Readonly<Record<string, string>>) =>
    startBuilt(['run', '--events', 'events.jsonl', ...args], { cwd: folder, env: env(more) });
  const here: Workplace['here'] = async (args, { env: more, ...given } = {}) => {
    const clock = virtual ? new VirtualClock(isAnswering) : undefined;
    const ended = await runHere(args, { cwd: folder, env: env(more), ...(clock && { clock }), ...given });
    clock?.stop();
    return ended;
  };
  /** In this process where that is the same: certificates of the environment are read at a process' start. */
  const quickly = async (
    args: readonly string[],
    more?: Readonly<Record<string, string>>,
    input = '',
  ): Promise<Ended> =>
    simulator.caFile === undefined && !asProcess
      ? { ...(await here(args, { ...(more && { env: more }), input })), signal: null }
      : startBuilt(args, { cwd: folder, env: env(more), input }).ended;
  return {
    simulator,
    folder,
    writeConfig,
    writeWhole: (whole) => {
      const { scan, criteria, timeouts, ...account } = baseConfig(url, simulator.credentials.username);
      writeFileSync(configFile, JSON.stringify(overlay(account, whole)));
    },
    start,
    run: (args = [], more) => quickly(['run', '--events', 'events.jsonl', ...args], more),
    check: (args = []) => quickly(['check', ...args]),
    command: quickly,
    here,
    result: async (unit = '.') =>
      resultSchema.parse(JSON.parse(await readFile(join(folder, 'results', unit, 'result.json'), 'utf8'))),
    events: async () => {
      const text = await readFile(join(folder, 'events.jsonl'), 'utf8');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as ScanEvent);
    },
    file: (name) => readFile(join(folder, name), 'utf8'),
    sent: (endpoint, action) =>
      simulator.journal.filter(
        (entry) =>
          entry.path.replace(/\/$/, '').endsWith(endpoint) &&
          (action === undefined || entry.action === action),
      ).length,
    launches: () => new Set(simulator.account.scans.map(({ launchedAt }) => launchedAt)).size,
  };
}
