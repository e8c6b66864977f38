import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { findScenario } from '../../src/simulator/scenarios/find-scenario.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { all, first, post, scanned } from './session.js';

const count = z.int().nonnegative();
const totalsSchema = z.strictObject({
  passed: count,
  failed: count,
  error: count,
  exceptions: count,
  failing: count,
  warning: count,
  excluded: count,
  baselined: count,
});
const targetSchema = z.looseObject({ type: z.string(), ips: z.array(z.string()).optional() });
const scanSchema = z.looseObject({
  target: targetSchema.optional(),
  optionProfile: z
    .union([z.strictObject({ id: z.string() }), z.strictObject({ title: z.string() })])
    .optional(),
  authRecord: z.unknown().optional(),
});
const verdictSchema = z.strictObject({
  name: z.string(),
  scenario: z.string(),
  config: z.strictObject({
    credentials: z.unknown().optional(),
    scan: scanSchema.optional(),
    criteria: z.unknown().optional(),
    timeouts: z.unknown().optional(),
  }),
  exitCode: z.literal([0, 1, 2, 3, 4, 5]),
  outcome: z.enum(['passed', 'failed', 'inconclusive', 'not-evaluated', 'unfinished', 'error']),
  totals: totalsSchema.nullable(),
  /** Null where nothing is said of them. */
  failingCids: z.array(z.int()).nullable(),
  reason: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
  scans: count.optional(),
});

const file = parse(await readFile(new URL('../verdicts.yaml', import.meta.url), 'utf8'));
const verdicts = z.array(verdictSchema).parse(file.verdicts);

test('at least forty situations have a verdict, each under a name of its own', () => {
  expect(verdicts.length).toBeGreaterThanOrEqual(40);
  expect(new Set(verdicts.map(({ name }) => name)).size).toBe(verdicts.length);
});

test.each(verdicts)('the verdict "$name" contradicts neither itself nor the scenarios', (verdict) => {
  expect(findScenario(verdict.scenario).name).toBe(verdict.scenario);
  expect(verdict.failingCids).toEqual(verdict.failingCids?.toSorted((a, b) => a - b) ?? null);
  expect(verdict.outcome === 'failed').toBe(verdict.exitCode === 1);
  if (verdict.totals === null || verdict.failingCids === null) return;
  expect(verdict.totals.failing).toBeGreaterThanOrEqual(verdict.failingCids.length);
  expect(verdict.totals.failing > 0).toBe(verdict.failingCids.length > 0);
});

const counted = verdicts.filter(
  ({ config, outcome, totals }) =>
    totals !== null &&
    outcome !== 'not-evaluated' &&
    config.scan?.target?.type !== 'ec2' &&
    config.scan?.authRecord === undefined &&
    !config.scan?.target?.ips?.some((ip) => ip.includes('/')),
);

/** Rows that come late are there at the second look. */
const looksNeeded = 2;

describe('the hand-counted rows are the rows that the simulator sends', () => {
  test.each(
    counted.filter(
      ({ scenario }) =>
        !/concurrency|rate-limit|launch|same-title|truncated|reset|processed-never|huge|bad-gateway|409|2\.0-gone|rows-twice|same-address|basic-refused/.test(
          scenario,
        ),
    ),
  )('$name', async ({ scenario, config, totals }) => {
    const simulator = await startSimulator({ scenario, speed: 50 });
    try {
      const ips = (config.scan?.target?.ips ?? ['10.20.30.40']).join(',');
      const asked = config.scan?.optionProfile;
      const profileId = asked !== undefined && 'id' in asked ? asked.id : '51491';
      await scanned(simulator, ips, profileId);
      const fates = simulator.account.scans[0]?.hosts ?? [];
      const evaluated = new Set(fates.filter(({ fate }) => fate === 'ok').map(({ ip }) => ip));
      const profile = simulator.account.optionProfiles.find(({ id }) => String(id) === profileId);
      let rows = 0;
      for (const policyId of profile?.policyIds ?? []) {
        let text = '';
        for (let look = 0; look < looksNeeded; look += 1) {
          const params = { action: 'list', policy_id: String(policyId), ips, truncation_limit: '0' };
          text = (await post(simulator, 'compliance/posture/info', params)).text;
        }
        const hostIds = simulator.account.hosts
          .filter(({ ip }) => evaluated.has(ip))
          .map(({ id }) => String(id));
        rows += all(text, 'INFO').filter((row) => hostIds.includes(first(row, 'HOST_ID') ?? '')).length;
      }
      const { passed = 0, failed = 0, error = 0, exceptions = 0 } = totals ?? {};
      expect(rows).toBe(passed + failed + error + exceptions);
    } finally {
      await simulator.close();
    }
  });
});
