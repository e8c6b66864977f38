import { type EvidenceCase, passes, someFail, whereToLook } from './case.js';

/** Host's and policy's dates, and those of rows. */
export const dateCases: readonly EvidenceCase[] = [
  {
    name: 'host date 3 minutes before evaluation with polls every 30 s: the new rows fail',
    scenario: 'evaluated-later',
    ...someFail,
    // Posture is read again only as step 10 says: the first look, two minutes later, and when LAST_EVALUATED moves.
    mostReads: 3,
  },
  {
    name: 'host date 3 minutes before evaluation with polls every 30 s: the old rows failed, the new ones pass',
    scenario: 'evaluated-later-old-failure',
    ...passes,
  },
  {
    name: 'host date alone never suffices: the rows are never evaluated again',
    scenario: 'rows-never-evaluated',
    timeout: '6m',
    // No date moves: the first look, each quarter of the timeout, and the last look before time is up.
    mostReads: 5,
    code: 4,
    reason: 'rows-not-scanned',
    says: [whereToLook],
  },
  {
    name: 'policy date moved by others, then ours',
    scenario: 'others-evaluate-first',
    ...someFail,
    // The first look, two minutes later, and after four minutes, when it is due and LAST_EVALUATED moves again.
    mostReads: 3,
  },
  {
    name: 'policy date moved by others, then ours, with PROCESSED 0 until then',
    scenario: 'others-evaluate-unprocessed',
    ...someFail,
  },
  {
    name: 'policy date moved by others after the date of the host moved, then ours: not the old rows',
    scenario: 'others-evaluate-between',
    ...someFail,
  },
  {
    name: 'policy date moved by others again and again, then ours: not the old rows',
    scenario: 'others-evaluate-again-and-again',
    ...someFail,
  },
  {
    name: 'policy date moved by a changed group, then ours: not the old rows',
    scenario: 'changed-group-evaluates',
    ...someFail,
    mostReads: 4,
  },
  {
    name: 'an evaluation by others before the data of the host was loaded saw old data, whatever EVALUATION_DATE says: not the old rows',
    scenario: 'others-renew-rows',
    ...someFail,
  },
  {
    name: "policy date alone never suffices: our host's date lies before the launch",
    scenario: 'others-evaluate-only',
    timeout: '6m',
    code: 4,
    reason: 'rows-not-scanned',
    says: [whereToLook],
  },
  {
    name: 'policy date alone never suffices: with no rows yet it is not "no applicable control"',
    scenario: 'others-evaluate-never-rows',
    timeout: '6m',
    code: 4,
    reason: 'posture-missing',
    says: [whereToLook],
    never: /applies/,
  },
  {
    name: 'unchanged rows keep an old EVALUATION_DATE while LAST_PASS_DATE / LAST_FAIL_DATE are new: fresh by their own status date',
    scenario: 'rerun-unchanged',
    ...someFail,
    // The row in error has no status date: host and policy date it, which takes two looks.
    reads: 2,
  },
  {
    name: 'a rerun without any change',
    scenario: 'rerun-unchanged',
    builds: 2,
    ...someFail,
    reads: 2,
  },
  {
    name: "only the host's and the policy's dates exist: fresh by host and policy together",
    scenario: 'host-and-policy-dates',
    ...someFail,
    reads: 2,
  },
  {
    name: 'rows without any status date, with a new EVALUATION_DATE',
    scenario: 'no-status-dates',
    ...someFail,
    reads: 1,
  },
  {
    name: 'rows without any status date, with an old EVALUATION_DATE: two looks',
    scenario: 'no-status-dates-unchanged',
    ...someFail,
    reads: 2,
  },
  {
    name: 'a tenant without LAST_EVALUATED: two looks',
    scenario: 'no-last-evaluated',
    ...someFail,
    reads: 2,
  },
  {
    name: 'a tenant without LAST_EVALUATED, whose rows bear no date',
    scenario: 'no-last-evaluated-no-row-dates',
    timeout: '6m',
    code: 4,
    reason: 'posture-not-current',
    says: [/the policy has no LAST_EVALUATED/, whereToLook],
  },
  {
    name: 'PROCESSED that never turns to 1',
    scenario: 'processed-never',
    ...someFail,
    says: [/PROCESSED 0/],
  },
  {
    name: 'every date absent',
    scenario: 'no-dates',
    timeout: '6m',
    code: 4,
    reason: 'no-evidence',
    says: [
      /LAST_PASS_DATE, LAST_FAIL_DATE, EVALUATION_DATE, LAST_COMPLIANCE_SCAN_DATETIME and LAST_EVALUATED/,
    ],
  },
  {
    name: 'one look where policy and host evidence hold, and no host list',
    scenario: 'fail',
    ...someFail,
    reads: 1,
    hostLists: 0,
  },
  {
    name: 'one host list call more only where no glossary dates the host',
    scenario: 'host-date-in-list-only',
    ...someFail,
    reads: 2,
    hostLists: 2,
  },
  {
    name: 'dates that the first look does not show yet are waited for',
    scenario: 'dates-at-second-look',
    ...someFail,
  },
  {
    name: 'a first scan ever of a host, whose rows come three minutes after its date',
    behaviour: { loadSec: () => 0, evaluationSec: () => 180 },
    ips: ['10.20.33.7'],
    authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
    ...passes,
  },
  {
    name: '0000-00-00T00:00:00Z in the dates of rows is absent, and no crash',
    scenario: 'zero-row-dates',
    ...someFail,
  },
  {
    name: '0000-00-00T00:00:00Z in the date of the host is absent, and no crash',
    scenario: 'zero-host-date',
    ...someFail,
  },
];
