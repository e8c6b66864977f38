import { type EvidenceCase, passes, someFail } from './case.js';
import { everyLevel } from './judged-run.js';

const two = ['10.20.30.40', '10.20.30.41'];
const allLevels = { states: ['fail'], criticalities: everyLevel };
const database = { ips: ['10.20.30.60'], profile: '51503', scenario: 'database-not-scanned' };
const ofInstance = (name: string) => ({ cids: '5201-5203', instance: name });

/** Rows, hosts and policies that this scan did not look at, or that are not the target's. */
export const rowCases: readonly EvidenceCase[] = [
  {
    name: 'rows that this scan did not look at: an old failure counts',
    scenario: 'failed-rows-not-scanned',
    code: 1,
    reason: 'criteria-met',
    failing: [1141],
  },
  {
    name: 'rows that this scan did not look at: an old pass of a judged control is inconclusive',
    scenario: 'passed-rows-not-scanned',
    timeout: '6m',
    code: 4,
    reason: 'rows-not-scanned',
    says: [/2 postures passed in an earlier scan .*CID 1140, 2211.*or exclude them/],
  },
  {
    name: 'rows that this scan did not look at: excluded ones do not matter',
    scenario: 'passed-rows-not-scanned',
    criteria: { failOn: allLevels, exclude: [{ cids: '1140, 2211' }] },
    ...passes,
  },
  {
    name: 'rows that this scan did not look at: a control that the gate does not judge does not matter',
    scenario: 'passed-rows-not-scanned',
    timeout: '6m',
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
    ...passes,
  },
  {
    name: 'two hosts, both named, both logged in; the second has no row in any policy: 4',
    scenario: 'two-hosts-one-without-rows',
    timeout: '6m',
    ips: two,
    code: 4,
    reason: 'host-without-posture',
    says: [/10\.20\.30\.41/],
  },
  {
    name: 'two hosts; the second has no row under one policy of two: named',
    scenario: 'two-hosts-one-policy-without-rows',
    ips: two,
    ...passes,
    totals: { passed: 28, failed: 0, error: 0, failing: 0 },
    proofs: [
      '5101 10.20.30.40-10.20.30.41 status-dates',
      '5102 10.20.30.41 no-applicable-control',
      '5102 10.20.30.40 status-dates',
    ],
    says: [/5102.* has no control that applies to 10\.20\.30\.41\./],
  },
  {
    name: 'two hosts, one late: its rows are evaluated 3 minutes later and fail',
    scenario: 'two-hosts-one-late',
    ips: two,
    totals: { passed: 31, failed: 1, error: 0, failing: 1 },
    proofs: ['5101 10.20.30.40-10.20.30.41 status-dates', '5102 10.20.30.40-10.20.30.41 status-dates'],
    code: 1,
    reason: 'criteria-met',
    failing: [1141],
  },
  {
    name: 'two hosts, one late: its data is loaded 3 minutes later and fails',
    scenario: 'two-hosts-one-loaded-late',
    ips: two,
    code: 1,
    reason: 'criteria-met',
    failing: [1141],
  },
  {
    name: 'two hosts, one with a failed login, its old rows in the answer: rows of a host that was set aside',
    scenario: 'set-aside-old-rows',
    ips: two,
    ...passes,
    says: [/could not log in to 10\.20\.30\.41.*Nothing was checked there/],
  },
  {
    name: 'rows of a terminated instance at a reused address',
    scenario: 'same-address-other-host',
    ...passes,
    says: [/Rows of other hosts at the same address do not count: host 3998/],
  },
  {
    name: 'two hosts at one address that this scan dated are inconclusive',
    scenario: 'same-address-two-hosts-scanned',
    timeout: '6m',
    code: 4,
    reason: 'host-unclear',
    proofs: ['5101 10.20.30.40 none', '5102 10.20.30.40 none'],
    says: [/several hosts at 10\.20\.30\.40/],
    never: /applies/,
  },
  {
    name: 'an instance whose host cannot be told, as the only host at its address is tracked by IP, is inconclusive',
    scenario: 'ec2-host-unclear',
    timeout: '6m',
    instance: 'i-0a11b22c33d44e55f',
    code: 4,
    reason: 'host-unclear',
    proofs: ['5101 10.50.1.20 none', '5102 10.50.1.20 none'],
    says: [/which Qualys host at 10\.50\.1\.20 is the instance/],
  },
  ...['ec2-not-activated', 'ec2-tracking'].map(
    (scenario): EvidenceCase => ({
      name: `an instance that Qualys tracks as one needs no id of its host (${scenario})`,
      scenario,
      instance: 'i-0a11b22c33d44e55f',
      ...passes,
      totals: { passed: 16, failed: 0, error: 0, failing: 0 },
    }),
  ),
  {
    name: 'three policies of which one has no applicable control',
    scenario: 'three-policies-one-not-applicable',
    ...someFail,
    says: [/5201.* has no control that applies/],
  },
  {
    name: 'an Oracle login that failed leaves the host evaluated and is a warning that names type and host',
    scenario: 'database-auth-failure',
    ...passes,
    says: [/The Oracle login failed on 10\.20\.30\.40/],
  },
  {
    name: 'a database that the scan could not log in to: its old passes are inconclusive',
    ...database,
    code: 4,
    reason: 'rows-not-scanned',
    says: [/6 postures passed in an earlier scan.*a database that is gone by its instance/, /Oracle login/],
  },
  {
    name: 'a database that the scan could not log in to, excluded by its instances',
    ...database,
    criteria: {
      failOn: allLevels,
      exclude: [ofInstance('Oracle19:1:1521:orcl'), ofInstance('Oracle19:1:1522:hr')],
    },
    ...passes,
  },
  {
    name: 'a database that the scan could not log in to, whose old rows fail',
    ...database,
    behaviour: { oldFindings: [{ cid: 5202, status: 'Failed', instance: 'Oracle19:1:1521:orcl' }] },
    code: 1,
    reason: 'criteria-met',
    failing: [5202],
  },
  {
    name: 'AUTH_SCAN_ISSUES (FAILED, with CAUSE) instead of AUTHENTICATION: read; the cause is shown',
    scenario: 'auth-issues-failed',
    code: 0,
    reason: 'authentication-failed',
    says: [/could not log in .*Unable to log in: permission denied/],
    never: /did not cover/,
  },
  {
    name: 'AUTH_SCAN_ISSUES (INSUFFICIENT, with CAUSE): too few rights have their own words and remedy',
    scenario: 'auth-issues-insufficient',
    code: 0,
    reason: 'insufficient-rights',
    says: [/too few rights \(Qualys: sudo is missing\); give the user .* the rights/],
    never: /could not log in/,
  },
];
