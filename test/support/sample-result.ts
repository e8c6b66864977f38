import type { ControlGroup } from '../../src/workflow/results/control-group.js';
import type { PolicyResult, Result } from '../../src/workflow/results/result.js';
import { resultOf } from './result-of-rows.js';

const statements = [
  [1141, 5, 'URGENT', 'SSH root login is disabled', ['no'], ['yes']],
  [2211, 4, 'CRITICAL', 'Password hashing uses SHA-512', ['sha512'], ['md5']],
  [5201, 3, 'SERIOUS', 'Audit log is kept 90 days', ['90'], ['30']],
  [1071, 4, 'CRITICAL', 'Minimum password length is 14', ['14'], ['8']],
  [9338, 3, 'SERIOUS', 'No world-writable files in /etc', [], ['/etc/motd', '/etc/issue']],
] as const;

/** The groups of a policy with so many failing controls, each on one host; a result lists 5,000. */
export function failingControls({ id, failing }: PolicyResult): ControlGroup[] {
  return Array.from({ length: Math.min(failing, 5000) }, (_, index) => {
    const [cid, value, label, statement, expected, found] = statements[index % 5] ?? statements[0];
    const host = { id: `${index}`, ip: `10.20.30.${40 + (index % 3)}`, dns: 'web-1.acme.test' };
    const instance = index % 5 === 2 ? 'ora11' : '';
    return {
      policyId: id,
      cid: cid + Math.floor(index / 5),
      statement,
      criticality: { value, label },
      technologies: ['Debian 12'],
      counts: 'fail',
      rows: 1,
      hosts: 1,
      hostRanges: host.ip,
      expected: [...expected],
      found: found.map((text) => ({ value: text, hosts: 1 })),
      valuesCut: false,
      examples: [{ host, instance, state: 'failed', missing: [...expected], unexpected: [...found] }],
      examplesOmitted: 0,
    };
  });
}

/** A policy with so many passed and failing rows. */
export function policyResult(title: string, passed: number, failing: number): PolicyResult {
  return {
    id: title,
    title,
    evaluatedAt: '2026-05-04T09:41:00Z',
    evidence: { kind: 'host-scanned', detail: 'the host was scanned at 2026-05-04T09:40:00Z' },
    totals: { passed, failed: failing + 3, error: 1, exceptions: 2 },
    failing,
    warning: 0,
    excluded: 3,
    baselined: 0,
  };
}

/** A failed result; change what the test is about. */
export function sampleResult(
  policies: readonly PolicyResult[] = [
    policyResult('CIS Debian 12 v1.0', 401, 9),
    policyResult('Acme Hardening', 92, 4),
  ],
  verdict: Partial<Result['verdict']> = {},
): Result {
  const base = resultOf([]);
  const totals = { ...base.totals };
  for (const { totals: own, failing, warning, excluded, baselined } of policies) {
    totals.passed += own.passed;
    totals.failed += own.failed;
    totals.error += own.error;
    totals.exceptions += own.exceptions;
    totals.failing += failing;
    totals.warning += warning;
    totals.excluded += excluded;
    totals.baselined += baselined;
  }
  const controls = policies.flatMap(failingControls);
  return {
    ...base,
    build: 'local',
    verdict: {
      ...base.verdict,
      outcome: 'failed',
      exitCode: 1,
      reasons: [
        {
          code: 'criteria-met',
          what: `${totals.failing} postures fail: (Fail) and (Urgent, Critical or Serious).`,
        },
      ],
      ...verdict,
    },
    target: { type: 'host', ips: ['10.20.30.40'], notAlive: [], uncovered: [] },
    policies: [...policies],
    controls: controls.slice(0, 5000),
    controlsOmitted: totals.failing - Math.min(controls.length, 5000),
    controlsOmittedBy: { fail: totals.failing - Math.min(controls.length, 5000), warn: 0 },
    totals,
  };
}
