import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { foEndpoint } from '../../src/simulator/exchange.js';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { commandIo } from '../support/command-io.js';
import { accountOf } from '../support/one-host-config.js';
import { makeModel } from './random-posture/make-model.js';
import type { Model, ModelExclusion } from './random-posture/model.js';
import { expectedOf, rowKey } from './random-posture/oracle.js';
import { writePosture } from './random-posture/write-posture.js';

// An evaluator written from the design alone, and random documents, against the whole run over real HTTP.

const CASES = 500;
const AT_ONCE = 25;

let simulator: Simulator;
let model: Model;
let folder = '';

// One for each block: an account has 300 calls an hour.
beforeEach(async () => {
  // A scan takes milliseconds at this speed.
  simulator = await startSimulator({ speed: 5_000 });
  simulator.intercept((request) => {
    if (foEndpoint(request.path)?.endpoint !== 'compliance/posture/info') return undefined;
    const { policy_id: one, policy_ids: many = '', id_min: idMin = '0' } = request.params;
    if (one === undefined && model.layout.page !== undefined) return { kind: 'replace', answer: refused };
    const body = writePosture(
      model,
      { policies: (one ?? many).split(','), isFlat: one !== undefined, idMin: Number(idMin) },
      { now: inSeconds(Date.now()), scannedAt },
    );
    return { kind: 'replace', answer: { status: 200, headers: { 'content-type': 'text/xml' }, body } };
  });
  folder = mkdtempSync(join(tmpdir(), 'qualys-pc-random-'));
});

afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const refused = {
  status: 400,
  headers: { 'content-type': 'text/xml' },
  body: '<?xml version="1.0" encoding="UTF-8" ?>\n<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T10:05:00Z</DATETIME><CODE>1901</CODE><TEXT>Unrecognized parameter(s): policy_ids</TEXT></RESPONSE></SIMPLE_RETURN>\n',
  code: '1901',
};

const inSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** When the simulated account says that the host was scanned. */
function scannedAt(hostId: number): string | undefined {
  const at = simulator.account.hosts.find(({ id }) => id === hostId)?.lastScanAt;
  return at === undefined ? undefined : inSeconds(at);
}

const exclusionOf = ({ cids, expires, policy, technology, instance }: ModelExclusion) => ({
  cids,
  ...Object.fromEntries(
    Object.entries({ expires, policy, technology, instance }).filter(([, value]) => value !== undefined),
  ),
});

function configOf({ policies, hosts, failOn, warnOn, exclude, baseline }: Model, directory: string) {
  const criteria = { ...(warnOn && { warnOn }), exclude: exclude.map(exclusionOf) };
  return {
    ...accountOf(simulator.url, simulator.credentials.username),
    scan: {
      jobName: 'random',
      target: { type: 'host', ips: hosts.map(({ ip }) => ip) },
      scanner: 'edge-scan-01',
      optionProfile: { id: '51491' },
      policies: policies.map((id) => ({ id })),
    },
    ...(failOn && { criteria: { failOn, ...criteria, ...(baseline && { baseline: 'baseline.json' }) } }),
    timeouts: { pollingInterval: '0.02s', timeout: '8s' },
    reports: { directory, formats: [] },
  };
}

/** Runs one case as a pipeline would, without a process of its own. */
async function runCase(seed: number) {
  model = makeModel(
    seed,
    simulator.account.hosts.map(({ id, ip }) => ({ id, ip: dotted(ip) })),
  );
  const directory = `case-${seed}`;
  writeFileSync(join(folder, 'qualys-pc.json'), JSON.stringify(configOf(model, directory)));
  writeFileSync(join(folder, 'baseline.json'), JSON.stringify({ version: 1, entries: model.baseline ?? [] }));
  const { io, stdout, stderr } = commandIo({
    cwd: folder,
    env: { QUALYS_PASSWORD: simulator.credentials.password, QUALYS_PC_HOME: join(folder, 'home') },
    clock: { now: Date.now, sleep: async (ms, signal) => sleep(ms, undefined, { signal }) },
  });
  const exitCode = await runProgram(createProgram(io), ['run']);
  const result = JSON.parse(await readFile(join(folder, directory, 'result.json'), 'utf8')) as {
    totals: Record<string, unknown>;
    policies: Record<string, unknown>[];
    verdict: { exitCode: number };
  };
  const lines = (await readFile(join(folder, directory, 'controls.jsonl'), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Parameters<typeof rowKey>[0] & { counts: string });
  rmSync(join(folder, directory), { recursive: true });
  return { exitCode, result, lines, output: `${stdout()}${stderr()}` };
}

const dotted = (ip: number) => [24, 16, 8, 0].map((shift) => Math.floor(ip / 2 ** shift) % 256).join('.');

/** What all policies of a result have of a state, or of a way in which rows count. */
function sumOver(policies: readonly Record<string, unknown>[], name: string): number {
  return policies.reduce(
    (total, { totals, ...counting }) => total + Number({ ...counting, ...(totals as object) }[name]),
    0,
  );
}

describe('An independent evaluator in the tests and random posture documents: 500 cases, equal totals, failing sets, exit codes', () => {
  const blocks = Array.from({ length: CASES / AT_ONCE }, (_, index) => index * AT_ONCE + 1);
  test.for(blocks)('seeds from %i', { timeout: 120_000 }, async (from) => {
    for (let seed = from; seed < from + AT_ONCE; seed += 1) {
      const { exitCode, result, lines, output } = await runCase(seed);
      const expected = expectedOf(model);
      const where = `seed ${seed}\n${JSON.stringify({ ...model, rows: model.rows.length })}\n${output}`;
      const failing = lines.filter(({ counts }) => counts === 'fail').map(rowKey);
      expect({ exitCode, totals: result.totals, failing: failing.sort() }, where).toMatchObject(expected);
      expect(lines.length, where).toBe(model.rows.length);
      for (const [name, total] of Object.entries(expected.totals))
        expect(sumOver(result.policies, name), `${name} of the policies, ${where}`).toBe(total);
    }
  });
});
