import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isCall } from '../../src/simulator/exchange.js';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.js';
import { runInProcess } from '../faults/in-process.js';
import { Random } from '../faults/random.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { oddPasswords } from '../faults/workplace.js';
import { leaksIn } from '../support/leaks.js';

const plain = 'Zq7plainMarker';
/** What Qualys takes for a host, and what is no placeholder in a variable. */
const isForHost = (password: string) => /^(?![$%])[\x20-\x7e]+$/.test(password);
const formats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'codequality', 'text'];

let endVirtualTime = () => {};
let simulator: Simulator;
let proxy: FaultProxy;
let folder = '';
/** Whether the record's update is refused with a text that repeats the passwords. */
let isEchoing = false;

beforeAll(async () => {
  endVirtualTime = startVirtualTime();
  simulator = await startSimulator({ scenario: 'fail', speed: 20 });
  proxy = await startFaultProxy({ target: simulator.url, random: new Random(1), faultFor: () => undefined });
  folder = mkdtempSync(join(tmpdir(), 'qualys-pc-odd-'));
  writeFileSync(join(folder, 'qualys-pc.json'), JSON.stringify(configOf(proxy.url)));
  simulator.intercept((request) => {
    if (!isEchoing || !isCall(request, 'auth/unix', 'update')) return undefined;
    const login = Buffer.from(String(request.headers.authorization).slice(6), 'base64').toString('utf8');
    const text = `<![CDATA[Cannot take ${request.params.password} ${request.body} of ${login}]]>`;
    const body = `<?xml version="1.0" encoding="UTF-8" ?><SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><CODE>1905</CODE><TEXT>${text}</TEXT></RESPONSE></SIMPLE_RETURN>`;
    return {
      kind: 'replace',
      answer: { status: 400, headers: { 'content-type': 'text/xml; charset=utf-8' }, body },
    };
  });
});
afterAll(async () => {
  await proxy.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
  endVirtualTime();
});

function configOf(url: string) {
  return {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: simulator.credentials.username },
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', ips: ['10.20.30.40'] },
      scanner: 'edge-scan-01',
      optionProfile: { id: '51491' },
      authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
    },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['serious', 'urgent', 'critical', 'medium', 'minimal'] },
      exclude: [{ cids: '411', reason: 'accepted' }],
    },
    timeouts: { pollingInterval: '1s', timeout: '60s' },
    reports: { directory: 'results', formats },
  };
}

/** Everything that a run writes, but for what differs from run to run. */
async function outputsWith(password: string, args: readonly string[] = []) {
  const host = isForHost(password) ? password : plain;
  simulator.account.password = password;
  for (const name of ['results', 'summary.md', 'events.jsonl', 'home'])
    rmSync(join(folder, name), { recursive: true, force: true });
  writeFileSync(join(folder, 'secret'), password, { mode: 0o600 });
  const { code, stdout, stderr } = await runInProcess(
    ['run', '--events', join(folder, 'events.jsonl'), ...args],
    {
      cwd: folder,
      env: {
        QUALYS_PASSWORD_FILE: join(folder, 'secret'),
        QUALYS_HOST_PASSWORD: host,
        QUALYS_PC_HOME: join(folder, 'home'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        BUILD_NUMBER: '7',
        CI: 'true',
      },
      isBusy: proxy.isBusy,
    },
  );
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['secret', 'qualys-pc.json'].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, 'home')));
  const written = files.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const);
  const texts = { stdout, stderr, ...Object.fromEntries(written) };
  const leaks = (secret: string) =>
    leaksIn(
      Object.entries(texts).map(([name, text]) => ({ name, text })),
      { password: { username: simulator.credentials.username, password: secret } },
    );
  const settled = Object.entries(texts).map(([name, text]) => [name, withoutMoments(text)]);
  return { code, leaks, texts: Object.fromEntries(settled) as Record<string, string> };
}

/** Times, durations, references and what else is another in each run. */
function withoutMoments(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d[T -]\d\d\\?[:-]\d\d(?:\\?[:-]\d\d)?(?:\.\d+)?(?:Z| UTC)?/g, 'TIME')
    .replaceAll(/compliance(?:\/|%2F)\d+\.\d+/g, 'REFERENCE')
    .replaceAll(/\b99112\d\d\b/g, 'ID')
    .replaceAll(/("(?:durationSeconds|durationMs|seconds|pid|start_time|run_time)"):\s*"?[\d.]+"?/g, '$1:N')
    .replaceAll(/\b\d+:\d\d\b/g, 'CLOCK')
    .replaceAll(/\b\d+(?:\.\d+)? ?m?s\b/g, 'TOOK')
    .replaceAll(/ time="[\d.]+"/g, ' time="N"');
}

test('Marker secrets (one character, prefix of a CID, percent, quotes, newline inside, non-ASCII, equal to a word of the report) leak nowhere and mangle no report', {
  timeout: 120_000,
}, async () => {
  expect(oddPasswords.length).toBeGreaterThanOrEqual(20);
  // What the first run creates, the others find.
  expect((await outputsWith(plain)).code).toBe(1);
  const expected = await outputsWith(plain);
  expect(Object.keys(expected.texts)).toEqual(
    expect.arrayContaining(['results/report.html', 'results/results.sarif', 'events.jsonl', 'summary.md']),
  );
  for (const password of oddPasswords) {
    const { code, leaks, texts } = await outputsWith(password);
    expect({ code, texts }, `reports with the password ${JSON.stringify(password)}`).toEqual({
      code: 1,
      texts: expected.texts,
    });
    // What no output says by itself can be looked for.
    if (expected.leaks(password).length === 0) expect(leaks(password)).toEqual([]);
    isEchoing = true;
    const refused = await outputsWith(password, ['--verbose']);
    isEchoing = false;
    expect(refused.code).toBe(3);
    if (expected.leaks(password).length === 0) expect(refused.leaks(password)).toEqual([]);
    else expect(refused.texts.stderr).toContain('•••');
  }
});
