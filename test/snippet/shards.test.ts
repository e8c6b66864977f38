import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WrittenConfig } from '../../src/config/schema.js';
import { writeConfigText } from '../../src/config/write-config-text.js';
import { IpSet } from '../../src/net/ip-set.js';
import { mergeResults } from '../../src/report/merge/merge.js';
import type { Result } from '../../src/workflow/results/result.js';
import { accountOf } from '../support/one-host-config.js';
import { runBuilt } from '../support/program.js';
import { runHere } from '../support/run-here.js';
import { useSimulator } from '../support/simulator.js';

const shards = Array.from({ length: 8 }, (_, index) => index + 1);

/** More addresses than shards, so that some shards scan two. */
function configFor({ url, credentials }: { url: string; credentials: { username: string } }): WrittenConfig {
  return {
    ...accountOf(url, credentials.username),
    scan: {
      jobName: 'payments-new',
      target: { type: 'host', ips: ['10.20.30.40-10.20.30.50'] },
      authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Twelve policies' },
      policies: [{ id: '5101' }, { id: '5305' }],
    },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } },
    timeouts: { pollingInterval: '1s', timeout: '40s' },
    reports: { formats: ['junit'] },
  };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-shards-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const resultAt = async (path: string): Promise<Result> =>
  JSON.parse(await readFile(join(folder, path, 'result.json'), 'utf8')) as Result;

/** What a verdict says, without what each run names itself: times, scans, titles. */
const essence = ({ verdict, totals, policies, target, authentication }: Result): object => ({
  outcome: verdict.outcome,
  exitCode: verdict.exitCode,
  codes: [...new Set(verdict.reasons.map(({ code }) => code))],
  totals,
  policies: policies.map(({ id, totals: counts, failing }) => ({ id, counts, failing })),
  ips: target.type === 'host' ? IpSet.parse(target.ips.join(',')).toString() : target,
  succeeded: IpSet.parse(authentication.succeeded.join(',')).toString(),
});

describe.each([
  ['pass', 'passed', 0],
  ['fail', 'failed', 1],
] as const)(
  'eight shards at once on one machine against one simulator, scenario %s',
  (scenario, outcome, exitCode) => {
    const simulator = useSimulator({ scenario });

    const placeOf = () => ({
      cwd: folder,
      env: {
        QUALYS_PASSWORD: simulator().credentials.password,
        QUALYS_HOST_PASSWORD: 'host-secret',
        BUILD_NUMBER: '7',
        QUALYS_PC_HOME: join(folder, 'home'),
      },
    });
    const program = (args: readonly string[]) => runHere(args, placeOf());
    /** A process for each, where what they share is not only the account. */
    const shard = (args: readonly string[]) =>
      outcome === 'passed' ? runBuilt(args, placeOf()) : program(args);

    test('give the same merged verdict as one run, seven of eight are inconclusive', async () => {
      await writeFile(join(folder, 'qualys-pc.yaml'), writeConfigText(configFor(simulator()), 'yaml'));

      const runs = await Promise.all(shards.map((index) => shard(['run', '--shard', `${index}/8`])));
      expect(runs.map(({ code }) => code)).toEqual(shards.map(() => exitCode));
      const results = await Promise.all(shards.map((shard) => resultAt(`qualys-pc-results/shard-${shard}`)));

      const whole = await program(['run', '--report-dir', 'whole']);
      expect(whole.code).toBe(exitCode);
      const merged = mergeResults(results as [Result, ...Result[]]);
      expect(merged.verdict).toMatchObject({ outcome, exitCode });
      expect(essence(merged)).toEqual(essence(await resultAt('whole')));

      const pattern = 'qualys-pc-results/shard-*/result.json';
      expect((await program(['report', pattern, '--format', 'text'])).code).toBe(exitCode);

      await rm(join(folder, 'qualys-pc-results/shard-3'), { recursive: true });
      const lacking = await program(['report', pattern, '--format', 'text']);
      expect(lacking.stdout.replace(/\s+/g, ' ')).toContain('Shard 3 of 8 is missing');
      const { verdict } = mergeResults(results.filter((_, index) => index !== 2) as [Result, ...Result[]]);
      expect(lacking.code).toBe(verdict.exitCode);
      // A failure that was found stays the stronger verdict (design, section 2).
      expect(verdict).toMatchObject(
        outcome === 'passed' ? { outcome: 'inconclusive', exitCode: 4 } : { outcome: 'failed', exitCode: 1 },
      );
    }, 300_000);
  },
);
