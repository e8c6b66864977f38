import type { FailingControl, PolicyResult, Result } from '../../src/workflow/results/result.js';

const statements = [
  [1141, 5, 'URGENT', 'SSH root login is disabled', ['no'], ['yes']],
  [2211, 4, 'CRITICAL', 'Password hashing uses SHA-512', ['sha512'], ['md5']],
  [5201, 3, 'SERIOUS', 'Audit log is kept 90 days', ['90'], ['30']],
  [1071, 4, 'CRITICAL', 'Minimum password length is 14', ['14'], ['8']],
  [9338, 3, 'SERIOUS', 'No world-writable files in /etc', [], ['/etc/motd', '/etc/issue']],
] as const;

/** So many failing controls, all different. */
function failingControls(count: number): FailingControl[] {
  return Array.from({ length: count }, (_, index) => {
    const [cid, value, label, statement, missing, unexpected] = statements[index % 5] ?? statements[0];
    return {
      cid: cid + Math.floor(index / 5),
      statement,
      criticality: { value, label },
      host: { id: `${index}`, ip: `10.20.30.${40 + (index % 3)}`, dns: 'web-1.acme.test' },
      technology: 'Debian 12',
      instance: index % 5 === 2 ? 'ora11' : '',
      state: 'failed',
      missing: [...missing],
      unexpected: [...unexpected],
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
    failingControls: failingControls(Math.min(failing, 1000)),
    failingControlsOmitted: Math.max(0, failing - 1000),
  };
}

const noRows = {
  passed: 0,
  failed: 0,
  error: 0,
  exceptions: 0,
  failing: 0,
  warning: 0,
  excluded: 0,
  baselined: 0,
};

/** A failed result; change what the test is about. */
export function sampleResult(
  policies: readonly PolicyResult[] = [
    policyResult('CIS Debian 12 v1.0', 401, 9),
    policyResult('Acme Hardening', 92, 4),
  ],
  verdict: Partial<Result['verdict']> = {},
): Result {
  const totals = policies.reduce(
    (sum, policy) => ({
      passed: sum.passed + policy.totals.passed,
      failed: sum.failed + policy.totals.failed,
      error: sum.error + policy.totals.error,
      exceptions: sum.exceptions + policy.totals.exceptions,
      failing: sum.failing + policy.failing,
      warning: sum.warning + policy.warning,
      excluded: sum.excluded + policy.excluded,
      baselined: sum.baselined + policy.baselined,
    }),
    noRows,
  );
  return {
    version: 1,
    tool: { name: 'qualys-pc', version: '0.1.0' },
    configDigest: 'x',
    jobName: 'payments-api',
    build: 'local',
    shards: { total: 1, present: [1] },
    verdict: {
      outcome: 'failed',
      exitCode: 1,
      gate: true,
      warnings: 0,
      reasons: [
        {
          code: 'criteria-met',
          message: `${totals.failing} postures fail: (Fail) and (Urgent, Critical or Serious).`,
        },
      ],
      notes: [],
      ...verdict,
    },
    scan: {
      reference: 'compliance/1777887000.11223',
      id: '11223',
      title: 'payments-api_jenkins_build_local_2026-05-04-09-29-58',
      state: 'Finished',
      subState: null,
      launchedAt: '2026-05-04T09:30:00Z',
      durationSeconds: 640,
      reportUrl: 'https://qualysguard.qg2.apps.qualys.com/fo/scan/scanList.php?id=11223',
    },
    account: { platform: 'US2', apiServer: 'https://qualysapi.qg2.apps.qualys.com', username: 'acme_ab1' },
    target: { type: 'host', ips: ['10.20.30.40'], notAlive: [], uncovered: [] },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] },
      warnOn: null,
      failOnAuthFailure: false,
      sentence: '(Fail) and (Urgent, Critical or Serious)',
    },
    optionProfile: { id: '9001', title: 'Jenkins_Linux baseline' },
    scanner: 'edge-scan-01',
    authRecord: null,
    authentication: { succeeded: ['10.20.30.40'], failed: [], insufficient: [], notAttempted: [] },
    policies: [...policies],
    exclusions: [],
    baseline: null,
    totals: { ...totals, byStateAndCriticality: { passed: {}, failed: {}, error: {}, exception: {} } },
    startedAt: '2026-05-04T09:29:58Z',
    finishedAt: '2026-05-04T09:41:12Z',
  };
}
