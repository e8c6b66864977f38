import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foEndpoint } from '../../../src/simulator/exchange.js';
import { type SimulatorOptions, startSimulator } from '../../../src/simulator/start-simulator.js';
import type { Result } from '../../../src/workflow/results/result.js';
import { type FaultProxyOptions, startFaultProxy } from '../../faults/fault-proxy.js';
import { runInProcess } from '../../faults/in-process.js';
import { Random } from '../../faults/random.js';
import { accountOf } from '../../support/one-host-config.js';

/** One scan of the simulated account, in its own time: a scan takes seconds, an evaluation minutes. */
export interface JudgedRunOptions extends Pick<SimulatorOptions, 'scenario' | 'behaviour'> {
  readonly ips?: readonly string[];
  /** In the place of `ips`: this EC2 instance of connector "prod". */
  readonly instance?: string;
  /** A private cloud when it is PCP, whose API server and gateway are the simulator too; US2 by default. */
  readonly platform?: 'PCP' | 'US2';
  /** Id of the option profile, or its title. */
  readonly profile?: string;
  readonly profileTitle?: string;
  readonly criteria?: Record<string, unknown>;
  readonly authRecord?: Record<string, unknown>;
  /** Of the config; 30 minutes by default. */
  readonly timeout?: string;
  /** Runs the same config as often, one build after the other; the last one is told. */
  readonly builds?: number;
  /** What happens to chosen answers on their way. */
  readonly faultFor?: FaultProxyOptions['faultFor'];
}

export interface JudgedRun {
  readonly code: number;
  readonly result: Result;
  readonly output: string;
  readonly launches: number;
  /** Calls of the last build that read posture, and that asked the host list. */
  readonly postureCalls: number;
  readonly hostListCalls: number;
}

export const everyLevel = ['minimal', 'medium', 'serious', 'critical', 'urgent'];

/** Runs a config as a pipeline would, over HTTP, on virtual time (which the caller has started). */
export async function judgedRun(options: JudgedRunOptions): Promise<JudgedRun> {
  const { scenario = 'pass', behaviour = {}, builds = 1, faultFor = () => undefined } = options;
  const simulator = await startSimulator({ scenario, behaviour });
  const proxy = await startFaultProxy({ target: simulator.url, random: new Random(1), faultFor });
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-evidence-'));
  const { username, password } = simulator.credentials;
  try {
    writeFileSync(join(folder, 'qualys-pc.json'), JSON.stringify(configOf(options, proxy.url, username)));
    const calls = (endpoint: string) =>
      simulator.journal.filter(({ path }) => foEndpoint(path)?.endpoint === endpoint).length;
    let ended = { code: -1, stdout: '', stderr: '' };
    let before = { posture: 0, hosts: 0 };
    for (let build = 1; build <= builds; build += 1) {
      before = { posture: calls('compliance/posture/info'), hosts: calls('asset/host') };
      ended = await runInProcess(['run'], {
        cwd: folder,
        env: {
          QUALYS_PASSWORD: password,
          QUALYS_HOST_PASSWORD: 'h0st',
          QUALYS_PC_HOME: join(folder, 'home'),
          BUILD_NUMBER: String(build),
        },
        isBusy: proxy.isBusy,
      });
    }
    return {
      code: ended.code,
      result: JSON.parse(await readFile(join(folder, 'results', 'result.json'), 'utf8')) as Result,
      output: `${ended.stdout}\n${ended.stderr}`,
      launches: simulator.account.scans.length,
      postureCalls: calls('compliance/posture/info') - before.posture,
      hostListCalls: calls('asset/host') - before.hosts,
    };
  } finally {
    await proxy.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configOf(options: JudgedRunOptions, url: string, username: string) {
  const { ips = ['10.20.30.40'], profile = '51491', profileTitle, timeout = '30m', authRecord } = options;
  const { platform = 'US2', instance } = options;
  const { criteria = { failOn: { states: ['fail'], criticalities: everyLevel } } } = options;
  return {
    ...accountOf(url, username),
    platform,
    scan: {
      jobName: 'payments-api',
      ...(instance === undefined
        ? { target: { type: 'host', ips }, scanner: 'edge-scan-01' }
        : {
            target: { type: 'ec2', instanceIds: [instance], connector: { id: '1401' } },
            scanner: 'ec2-scan-01',
          }),
      optionProfile: profileTitle === undefined ? { id: profile } : { title: profileTitle },
      ...(authRecord && { authRecord }),
    },
    criteria,
    timeouts: { pollingInterval: '30s', timeout },
    reports: { directory: 'results', formats: [] },
  };
}
