import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates } from '../../src/simulator/certificate.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { faults, isTlsFault, slowFaults } from './faults.js';
import { forbiddenIn } from './forbidden-ends.js';
import { type EndedRun, runInProcess } from './in-process.js';
import { Random } from './random.js';
import type { Identity } from './tls-listener.js';
import { type FaultFolder, makeFolder, passwordsOf, type Situation, situations } from './workplace.js';

/** What one seed decides. */
export interface FaultPlan {
  readonly seed: number;
  readonly situation: Situation;
  readonly faultName: string;
  /** HTTPS between the program and the server. */
  readonly isTls: boolean;
  /** The call, counted from 1, at which it begins. */
  readonly from: number;
  /** How many calls it meets, and whether only those of one kind. */
  readonly times: number;
  readonly sameCall: boolean;
  /** How far the server's clock is ahead, in hours. */
  readonly skewHours: number;
  readonly timeout: string;
  readonly mostMs: number;
  /** Stands in the statement of every control, as whoever writes controls could have it. */
  readonly statement: string | undefined;
  /** What is on a disk without room. */
  readonly fullDisk: 'events' | 'summary' | undefined;
}

const statements = [
  '##vso[task.complete result=Succeeded;]done',
  'a long statement about nothing that our own wrapping breaks just here so that a line begins with ::stop-commands::x',
  'two lines&#10;::error file=x::of it&#13;::set-output name=a::b',
  '##teamcity[buildStatus text="x"] ##[error]no section_start:1:x',
  '=HYPERLINK("x") | [x](javascript:1) ![x](http://evil.test/) `x`',
  '&#27;[2J&#27;]0;owned&#7; \u202e\u2066 right to left',
];

/** Calls of a run to the verdict; a fault may begin at any of them. */
const mostCalls = 30;

/** The plan of a seed; `slow` allows faults that hold real time up. */
export function planOf(seed: number, { slow }: { readonly slow: boolean }): FaultPlan {
  const random = new Random(seed);
  const names = Object.keys(faults).filter((name) => slow || !slowFaults.includes(name));
  const faultName = random.pick(names);
  const isTls = isTlsFault(faultName) || random.next() < 0.1;
  const isSlow = slowFaults.includes(faultName);
  const timeoutSec = isSlow ? 2 : 30;
  return {
    seed,
    situation: random.pick(situations),
    faultName,
    isTls,
    from: 1 + random.below(mostCalls),
    times: random.pick([1, 1, 1, 2, 3, 6, Number.POSITIVE_INFINITY]),
    sameCall: random.next() < 0.7,
    skewHours: random.pick([0, 0, 0, -3, 2, 720, -720]),
    timeout: `${timeoutSec}s`,
    // The timeout, the allowances of steps 9 and 10, and a minute.
    mostMs: timeoutSec * 3_000 + 60_000,
    statement: random.next() < 0.25 ? undefined : random.pick(statements),
    fullDisk: random.next() < 0.7 ? undefined : random.pick(['events', 'summary'] as const),
  };
}

export interface FaultOutcome {
  readonly plan: FaultPlan;
  readonly code: number;
  readonly rerunCode: number | undefined;
  readonly forbidden: readonly string[];
  readonly stderr: string;
}

/** The timeout of the rerun and a minute. */
const rerunMs = 11 * 60_000;

/** Runs once under the faults of the plan, and once more without; says what was forbidden. */
export async function runUnderFault(plan: FaultPlan): Promise<FaultOutcome> {
  const { situation, seed } = plan;
  const random = new Random(seed ^ 0x5eed);
  const passwords = passwordsOf(random);
  const simulator = await startSimulator({ scenario: situation.scenario, speed: 20 });
  simulator.account.password = passwords.api;
  let isFaulty = true;
  let met = 0;
  let name: string | undefined;
  const authorities = plan.isTls ? await twoAuthorities() : undefined;
  const proxy = await startFaultProxy({
    ...(authorities && { tls: authorities }),
    target: simulator.url,
    random,
    change: (text) => worded(shifted(text, plan.skewHours), plan.statement),
    faultFor: (call) => {
      if (!isFaulty || call.number < plan.from || met >= plan.times) return undefined;
      name ??= call.name;
      if (plan.sameCall && name !== call.name) return undefined;
      met += 1;
      return faults[plan.faultName];
    },
  });
  const { username } = simulator.credentials;
  const folder = makeFolder({ url: proxy.url, username, passwords, situation, timeout: plan.timeout });
  if (authorities !== undefined) writeFileSync(join(folder.path, caFile), authorities.ca);
  const launches = () => new Set(simulator.account.scans.map(({ id }) => id)).size;
  const judge = (ended: EndedRun, mostMs: number) =>
    forbiddenIn({
      ...ended,
      situation,
      launches: launches(),
      files: folder.files(),
      passwords,
      username,
      mostMs,
    });
  try {
    const first = await run(folder, proxy, plan);
    const forbidden = judge(first, plan.mostMs);
    isFaulty = false;
    proxy.mendTls();
    // The rerun has time enough for the look-up of a lost launch, and on a slow machine; timeouts are no part of what makes a config another one.
    folder.change({ timeouts: { pollingInterval: '0.1s', timeout: '10m' } });
    // An account that turned the login away, or a scan that was judged, begins anew.
    const rerun = folder.phase() === 'finished' ? undefined : await run(folder, proxy, { isTls: plan.isTls });
    if (rerun !== undefined) {
      forbidden.push(...judge(rerun, rerunMs).map((words) => `rerun: ${words}`));
      if (rerun.code !== situation.right)
        forbidden.push(`rerun: ${rerun.code} instead of ${situation.right}: ${rerun.stderr}`);
    }
    return { plan, code: first.code, rerunCode: rerun?.code, forbidden, stderr: first.stderr };
  } finally {
    await proxy.close();
    await simulator.close();
    folder.remove();
  }
}

const caFile = 'ca.pem';

/** Made once: a key takes a tenth of a second. */
let made: Promise<{ ca: string; trusted: Identity; untrusted: Identity }> | undefined;

function twoAuthorities() {
  made ??= Promise.all([makeCertificates(Date.now()), makeCertificates(Date.now())]).then(
    ([ours, other]) => ({
      ca: ours.ca,
      trusted: { key: ours.key, cert: ours.certificate },
      untrusted: { key: other.key, cert: other.certificate },
    }),
  );
  return made;
}

function run(
  { path: cwd, env }: FaultFolder,
  { isBusy }: FaultProxy,
  { fullDisk, isTls }: Partial<Pick<FaultPlan, 'fullDisk' | 'isTls'>>,
): Promise<EndedRun> {
  const full = '/dev/full';
  const args = [
    ...(fullDisk === 'events' ? ['--events', full] : []),
    ...(isTls === true ? ['--ca-file', caFile] : []),
  ];
  return runInProcess(['run', ...args], {
    cwd,
    env: fullDisk === 'summary' ? { ...env, GITHUB_STEP_SUMMARY: full } : env,
    isBusy,
  });
}

/** The text of an answer with another statement of its controls. */
function worded(text: string, statement: string | undefined): string {
  if (statement === undefined) return text;
  const escaped = statement.replaceAll(/&(?!#)/g, '&amp;').replaceAll('<', '&lt;');
  return text.replaceAll(/<STATEMENT>[\s\S]*?<\/STATEMENT>/g, `<STATEMENT>${escaped}</STATEMENT>`);
}

const times = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g;

function shifted(text: string, hours: number): string {
  if (hours === 0) return text;
  return text.replace(times, (time) =>
    new Date(Date.parse(time) + hours * 3_600_000).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  );
}
