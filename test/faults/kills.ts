import { exitCode } from '../../src/errors.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { type Ended, startBuilt } from '../support/program.js';
import { startFaultProxy } from './fault-proxy.js';
import type { Passing } from './faults.js';
import { forbiddenIn } from './forbidden-ends.js';
import { Random } from './random.js';
import { type FaultFolder, makeFolder, passwordsOf, type Situation, situations } from './workplace.js';

/** When a real process is killed: at a call, or after a time. */
export interface KillPlan {
  readonly seed: number;
  readonly situation: Situation;
  /** The call, counted from 1; undefined for a moment of {@link afterMs}. */
  readonly call: number | undefined;
  readonly moment: 'before it' | 'after it, its answer lost' | 'within its answer';
  readonly afterMs: number;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  /** Two reruns start at once; one of them must give way. */
  readonly two: boolean;
  /** The clock is set back by two hours before the rerun. */
  readonly setBack: boolean;
}

export function killPlanOf(seed: number): KillPlan {
  const random = new Random(seed);
  return {
    seed,
    situation: random.pick(situations),
    call: random.next() < 0.75 ? 1 + random.below(24) : undefined,
    moment: random.pick(['before it', 'after it, its answer lost', 'within its answer']),
    afterMs: 100 + random.below(2_500),
    signal: random.pick(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT']),
    two: random.next() < 0.15,
    setBack: random.next() < 0.2,
  };
}

export interface KillOutcome {
  readonly plan: KillPlan;
  readonly killed: boolean;
  readonly forbidden: readonly string[];
  readonly stderr: string;
}

/** Kills a run as the plan says, runs it again, and says what was forbidden. */
export async function runAndKill(plan: KillPlan): Promise<KillOutcome> {
  const { situation, seed, signal } = plan;
  const random = new Random(seed ^ 0x5eed);
  const passwords = passwordsOf(random);
  const simulator = await startSimulator({ scenario: situation.scenario, speed: 20 });
  simulator.account.password = passwords.api;
  let kill = () => {};
  const proxy = await startFaultProxy({
    target: simulator.url,
    random,
    faultFor: ({ number }) => (number === plan.call ? killing(plan, () => kill()) : undefined),
  });
  const { username } = simulator.credentials;
  const folder = makeFolder({ url: proxy.url, username, passwords, situation, timeout: '60s' });
  const launches = () => simulator.account.scans.length;
  /** @param alsoRight - Codes that are right here besides; null is a signal that came before anything was sent. */
  const judge = (ended: Ended, alsoRight: readonly (number | null)[]) => {
    const files = folder.files();
    const found = forbiddenIn({ ...ended, situation, launches: launches(), files, passwords, username });
    return alsoRight.includes(ended.code) ? found.filter((words) => !isOfCode(words)) : found;
  };
  try {
    const first = start(folder);
    let isKilled = false;
    kill = () => {
      isKilled = true;
      first.kill(signal);
    };
    const timer = plan.call === undefined ? setTimeout(() => kill(), plan.afterMs) : undefined;
    const ended = await first.ended;
    clearTimeout(timer);
    const forbidden = isKilled && signal === 'SIGKILL' ? [] : judge(ended, [130, 143, null]);
    // A launch that never arrived is looked up for three minutes before it is sent again.
    if (folder.phase() === 'intent' && launches() === 0) folder.ageIntent();
    else if (plan.setBack) folder.setClockBack();
    // What was judged, or cancelled by the signal, is no longer in the way of a new scan.
    const phase = folder.phase();
    if (phase === 'finished' || phase === 'cancelled')
      return { plan, killed: isKilled, forbidden, stderr: ended.stderr };
    const reruns = await Promise.all(
      (plan.two ? [start(folder), start(folder)] : [start(folder)]).map((run) => run.ended),
    );
    for (const rerun of reruns)
      forbidden.push(...judge(rerun, plan.two ? [exitCode.usage] : []).map((words) => `rerun: ${words}`));
    if (!reruns.some(({ code }) => code === situation.right))
      forbidden.push(`rerun: ${reruns.map(({ code }) => code).join(', ')} instead of ${situation.right}`);
    return { plan, killed: isKilled, forbidden, stderr: reruns.map(({ stderr }) => stderr).join('\n') };
  } finally {
    await proxy.close();
    await simulator.close();
    folder.remove();
  }
}

/** True for what the exit code alone breaks: of two reruns at once one gives way to the lock of the other. */
function isOfCode(words: string): boolean {
  return /^(?:a forbidden exit|exit 2 says|an end without)/.test(words);
}

function start({ path: cwd, env }: FaultFolder) {
  return startBuilt(['run'], { cwd, env });
}

/** Kills the client as its call comes, after the work was done, or in the middle of the answer. */
function killing({ moment }: KillPlan, kill: () => void): (passing: Passing) => Promise<void> {
  return async ({ response, forward }) => {
    if (moment === 'before it') {
      kill();
      response.destroy();
      return;
    }
    const answer = await forward();
    if (moment === 'within its answer') {
      response.writeHead(answer.status, { 'content-type': 'application/xml' });
      response.write(answer.body.subarray(0, Math.ceil(answer.body.length / 2)));
    }
    kill();
    // A signal that the program hears lets it end by itself: the answer is lost then.
    setTimeout(() => response.destroy(), 50);
  };
}
