import { beforeAll, describe, expect, test } from 'vitest';
import type { PolicyResult } from '../../src/workflow/results/result.js';
import type { Passing } from '../faults/faults.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { answerCases } from './evidence/answer-cases.js';
import type { EvidenceCase } from './evidence/case.js';
import { dateCases } from './evidence/date-cases.js';
import { judgedRun } from './evidence/judged-run.js';
import { rowCases } from './evidence/row-cases.js';

// A scan at its own pace, polled every 30 s for up to 30 minutes, on virtual time.

beforeAll(startVirtualTime);

const named = (cases: readonly EvidenceCase[]) => cases.map((each) => [each.name, each] as const);

function proofsOf({ id, evidence }: PolicyResult): string[] {
  return (evidence.hosts ?? []).map(({ hosts, kind }) => `${id} ${hosts} ${kind}`);
}

async function judge(_name: string, expected: EvidenceCase) {
  const {
    code,
    reason,
    failing,
    says = [],
    never,
    reads,
    mostReads,
    hostLists,
    totals,
    proofs,
    ...scan
  } = expected;
  const ran = await judgedRun(scan);
  const { verdict, controls, policies } = ran.result;
  const words = [...verdict.reasons, ...(verdict.notes ?? [])].map(({ what }) => what).join('\n');
  expect(ran.code, `${words}\n${ran.output}`).toBe(code);
  expect(verdict.reasons[0]?.code, words).toBe(reason);
  const cids = new Set(controls.filter(({ counts }) => counts === 'fail').map(({ cid }) => cid));
  // The result names per policy and host what proved it.
  if (verdict.outcome === 'passed' || verdict.outcome === 'failed')
    for (const { id, evidence } of policies) expect([id, evidence.kind]).not.toEqual([id, 'none']);
  if (failing !== undefined) expect([...cids].sort((a, b) => a - b)).toEqual(failing);
  if (totals !== undefined) expect(ran.result.totals).toMatchObject(totals);
  if (proofs !== undefined) expect(policies.flatMap(proofsOf)).toEqual(proofs);
  for (const said of says) expect(words).toMatch(said);
  if (never !== undefined) expect(words).not.toMatch(never);
  if (reads !== undefined) expect(ran.postureCalls, `posture calls\n${ran.output}`).toBe(reads);
  if (mostReads !== undefined)
    expect(ran.postureCalls, `posture calls\n${ran.output}`).toBeLessThanOrEqual(mostReads);
  if (hostLists !== undefined) expect(ran.hostListCalls, `host lists\n${ran.output}`).toBe(hostLists);
  expect(ran.launches).toBe(scan.builds ?? 1);
}

describe('No verdict on rows that are not of this scan', () => {
  test.each(named(dateCases))('%s', judge);
});

describe('Whose rows', () => {
  test.each(named(rowCases))('%s', judge);
});

describe('No verdict on an answer read in part', () => {
  test.each(named(answerCases))('%s', judge);
});

test('an answer whose first chunk is 5 bytes long and that declares ISO-8859-1: the profile is found, and shown as it is', async () => {
  const asLatin1 = async ({ response, forward }: Passing) => {
    const { status, body } = await forward();
    const text = body
      .toString('utf8')
      .replace(/^<\?xml[^>]*\?>/, '')
      .replaceAll('Jenkins_Linux baseline', 'Jenkins_Größe');
    const bytes = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1" ?>${text}`, 'latin1');
    response.writeHead(status, { 'content-type': 'text/xml' });
    // The rest follows once the first piece has left, and the client has had its turn to read it.
    await new Promise((resolve) => response.write(bytes.subarray(0, 5), resolve));
    await new Promise((resolve) => setImmediate(resolve));
    response.end(bytes.subarray(5));
  };
  const ran = await judgedRun({
    scenario: 'fail',
    profileTitle: 'Jenkins_Größe',
    faultFor: ({ name }) => (name.includes('/fo/') ? asLatin1 : undefined),
  });
  expect(ran.code, ran.output).toBe(1);
  expect(ran.output).toContain('Jenkins_Größe');
  expect(ran.output).not.toContain('GrÃ');
});
