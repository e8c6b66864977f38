import type { SecureContext } from 'node:tls';
import { configThrough, startConnectProxy } from '../../support/connect-proxy.js';
import { openWorkplace } from '../../support/engine.js';
import { leaksIn, placesOf } from '../../support/leaks.js';
import { scanFor } from '../../support/scenario-scan.js';
import { stopAfter } from '../../support/stop-after.js';
import { changesIn, planFaults } from './plan-faults.js';

const proxyLogin = { username: 'ci-proxy', password: 'Pr0xy:marker/s3cret+%"' };
const hostLogin = { username: 'scan', password: 'H0st marker&s3cret' };
/** Scenarios that keep a call open for longer, in real time, are stopped: what was said and changed until then counts. */
const mostMs = { check: 4_000, run: 10_000 };

/** What was seen of one scenario. */
export interface Seen {
  readonly scenario: string;
  readonly code: number | null;
  /** Ends that no scenario may have: faults of the program. */
  readonly bugs: readonly string[];
  /** Where which secret stood. */
  readonly leaks: readonly string[];
  readonly planFaults: readonly string[];
  /** How many changes the run made. */
  readonly changes: number;
  /** How often the proxy opened a tunnel. */
  readonly tunnels: number;
}

export interface ScenarioOptions {
  /** Ends the TLS of the proxy's tunnels. */
  readonly tls: SecureContext;
  readonly caFile: string;
}

/** Opens a workplace on a scenario behind a proxy, with marker secrets for Qualys, the host and the proxy. */
async function openMarked(scenario: string, { tls, caFile }: ScenarioOptions, virtual: boolean) {
  const ends: (() => Promise<void>)[] = [];
  const place = await openWorkplace({
    scenario,
    speed: 60,
    virtual,
    onTestFinished: (end) => {
      ends.push(end);
    },
  });
  const { port } = new URL(place.simulator.url);
  const proxy = await startConnectProxy({ ...proxyLogin, portFor: () => Number(port), tls });
  ends.push(() => proxy.close());
  const config = {
    scan: {
      ...scanFor(scenario),
      authRecord: { platform: 'unix', username: hostLogin.username, password: 'env:QUALYS_HOST_PASSWORD' },
    },
    timeouts: { pollingInterval: '0.5s', timeout: '5s' },
    reports: { formats: ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] },
  };
  place.writeConfig(config);
  const leaks = (said: { readonly stdout: string; readonly stderr: string }) =>
    leaksIn(placesOf(said, place, proxy), {
      qualys: place.simulator.credentials,
      host: hostLogin,
      proxy: proxyLogin,
    }).map((leak) => `${scenario}: ${leak}`);
  return {
    place,
    /** From then on; a check does without, as its tunnels cost more than itself. */
    goThroughProxy: () => place.writeConfig({ ...configThrough(proxy, proxyLogin.username), ...config }),
    args: ['--verbose', '--ca-file', caFile],
    env: {
      QUALYS_PROXY_PASSWORD: proxyLogin.password,
      QUALYS_ALLOW_PROXY: '127.0.0.1',
      QUALYS_HOST_PASSWORD: hostLogin.password,
    },
    leaks,
    tunnels: () => proxy.seen.filter(({ authorized }) => authorized).length,
    close: async () => {
      for (const end of ends) await end();
    },
  };
}

function bugsIn(
  scenario: string,
  ended: { readonly code: number | null; readonly stderr: string },
): string[] {
  const { code, stderr } = ended;
  return code === 70 || code === null ? [`${scenario} ended with ${code}: ${stderr}`] : [];
}

/** A check and then a run of a scenario, in this process on virtual time. */
export async function checkAndRun(scenario: string, options: ScenarioOptions): Promise<Seen> {
  const { place, goThroughProxy, args, env, leaks, tunnels, close } = await openMarked(
    scenario,
    options,
    true,
  );
  const start = (ms: number, more: readonly string[]) => {
    const { signals, clear } = stopAfter(ms);
    return place.here(['run', '--events', 'events.jsonl', ...args, ...more], { env, signals }).finally(clear);
  };
  const events = () => place.events().catch(() => []);
  const dry = await start(mostMs.check, ['--dry-run']);
  const check = { code: dry.code, events: await events() };
  const checkJournal = [...place.simulator.journal];
  const dryLeaks = leaks(dry);
  goThroughProxy();
  const ran = await start(mostMs.run, []);
  const journal = [...place.simulator.journal];
  const seen = {
    scenario,
    code: ran.code,
    bugs: [dry, ran].flatMap((ended) => bugsIn(scenario, ended)),
    leaks: [...dryLeaks, ...leaks(ran)],
    planFaults: planFaults({ check, checkJournal, events: await events(), journal }).map(
      (fault) => `${scenario}: ${fault}`,
    ),
    changes: changesIn(journal).length,
    tunnels: tunnels(),
  };
  await close();
  return seen;
}

/** A run of a scenario by the built program, for its own streams and arguments. */
export async function runBuiltOn(scenario: string, options: ScenarioOptions) {
  const { place, goThroughProxy, args, env, leaks, tunnels, close } = await openMarked(
    scenario,
    options,
    false,
  );
  goThroughProxy();
  const ended = await place.start(args, env).ended;
  const seen = {
    code: ended.code,
    bugs: bugsIn(scenario, ended),
    leaks: leaks(ended),
    tunnels: tunnels(),
  };
  await close();
  return seen;
}
