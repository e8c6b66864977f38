import type { Account } from '../accounts/account.js';
import { type Dates, ordinary, type Pair } from '../behaviour.js';
import { type Interceptor, isCall } from '../exchange.js';
import { serverTime } from '../server-time.js';
import { someFail, urgentFails } from './findings.js';
import type { Scenario } from './scenario.js';

/** Seconds at speed 1 between two events that a client could take for one. */
const minutes = 180;

/** The second host of the scenarios with two. */
const second = '10.20.30.41';

const noRowDates: Dates = { ...ordinary.dates, row: 'none', status: false, modified: false };

const secondFails = [{ cid: 1141, status: 'Failed', host: second }] as const;

function isSecond({ ip }: Pick<Pair, 'ip'>): boolean {
  return ip === second;
}

/** Somebody changes a group of every policy when the result of the scan is read: what is known is evaluated. */
function changedGroup({ policies }: Account): Interceptor {
  return (request) => {
    if (!isCall(request, 'scan/compliance', 'fetch')) return undefined;
    for (const policy of policies) {
      policy.groupIds = [...new Set([...policy.groupIds, 771_303])];
      policy.modifiedAt = serverTime();
      policy.evaluatedAt = serverTime();
    }
    return undefined;
  };
}

/** What shows, and what does not, that rows are of this scan (fact sheet 20). */
export const evidenceScenarios: readonly Scenario[] = [
  {
    name: 'evaluated-later',
    title: 'The date of the host moves when the scan ends, its rows are evaluated 3 minutes later and fail',
    behaviour: { findings: someFail, loadSec: () => 0, evaluationSec: () => minutes },
  },
  {
    name: 'evaluated-later-old-failure',
    title: 'The same, and the old rows fail while the new ones pass',
    behaviour: { oldFindings: urgentFails, loadSec: () => 0, evaluationSec: () => minutes },
  },
  {
    name: 'others-evaluate-first',
    title: 'LAST_EVALUATED moves for others at the end of the scan; 3 minutes later the host, then its rows',
    behaviour: {
      findings: someFail,
      othersEvaluateSec: 0,
      loadSec: () => minutes,
      evaluationSec: () => minutes / 3,
    },
  },
  {
    name: 'others-evaluate-unprocessed',
    title: 'The same, with PROCESSED 0 until the data of the host is loaded',
    behaviour: {
      findings: someFail,
      othersEvaluateSec: 0,
      processingSec: minutes,
      evaluationSec: () => minutes / 3,
    },
  },
  {
    name: 'others-evaluate-between',
    title:
      'The date of the host moves at the end, LAST_EVALUATED a minute later for others, rows after 3 minutes',
    behaviour: {
      findings: someFail,
      loadSec: () => 0,
      othersEvaluateSec: minutes / 3,
      evaluationSec: () => minutes,
    },
  },
  {
    name: 'others-evaluate-again-and-again',
    title: 'LAST_EVALUATED moves for others each 50 seconds, the host at the end, its rows 3 minutes later',
    behaviour: {
      findings: someFail,
      loadSec: () => 0,
      othersEvaluateSec: 0,
      othersEverySec: 50,
      evaluationSec: () => minutes,
    },
  },
  {
    name: 'changed-group-evaluates',
    title: 'LAST_EVALUATED moves as a group of the policies changes; 3 minutes later the host, then its rows',
    behaviour: { findings: someFail, loadSec: () => minutes, evaluationSec: () => minutes / 3 },
    intercept: changedGroup,
  },
  {
    name: 'others-renew-rows',
    title:
      'Others renew EVALUATION_DATE, the one date of rows; then the host gets the date of the end, then its rows',
    behaviour: {
      findings: someFail,
      dates: { ...ordinary.dates, status: false, modified: false },
      othersEvaluateSec: minutes / 2,
      othersRenewRows: true,
      loadSec: () => minutes,
      hostDate: 'scan-end',
      evaluationSec: () => 2 * minutes,
    },
  },
  {
    name: 'others-evaluate-only',
    title: 'LAST_EVALUATED moves for others, the date of the host and its rows never do',
    behaviour: { othersEvaluateSec: 0, loadSec: () => Number.POSITIVE_INFINITY },
  },
  {
    name: 'others-evaluate-never-rows',
    title: 'LAST_EVALUATED moves for others, the date of the host never does, and there is no row',
    behaviour: {
      othersEvaluateSec: 0,
      loadSec: () => Number.POSITIVE_INFINITY,
      hasRows: () => false,
    },
  },
  {
    name: 'rows-never-evaluated',
    title: 'The date of the host moves, the rows are never evaluated again',
    behaviour: { loadSec: () => 0, evaluationSec: () => Number.POSITIVE_INFINITY },
  },
  {
    name: 'rerun-unchanged',
    title: 'Rows keep an old EVALUATION_DATE, LAST_PASS_DATE, LAST_FAIL_DATE and all others are new',
    behaviour: {
      findings: someFail,
      oldFindings: someFail,
      dates: { ...ordinary.dates, row: 'unchanged' },
    },
  },
  {
    name: 'host-and-policy-dates',
    title: 'Rows bear no date, only the host and the policy do',
    behaviour: { findings: someFail, dates: noRowDates },
  },
  {
    name: 'no-status-dates',
    title: 'Rows have a new EVALUATION_DATE, and neither LAST_PASS_DATE nor LAST_FAIL_DATE',
    behaviour: { findings: someFail, dates: { ...ordinary.dates, status: false } },
  },
  {
    name: 'no-status-dates-unchanged',
    title: 'Rows have an old EVALUATION_DATE, and neither LAST_PASS_DATE nor LAST_FAIL_DATE',
    behaviour: { findings: someFail, dates: { ...ordinary.dates, status: false, row: 'unchanged' } },
  },
  {
    name: 'host-date-in-list-only',
    title: 'The glossary has no date of the host, the host list has',
    behaviour: { findings: someFail, dates: { ...noRowDates, hostScan: false } },
  },
  {
    name: 'no-last-evaluated',
    title: 'Policies have no LAST_EVALUATED',
    behaviour: { findings: someFail, dates: { ...ordinary.dates, policyEvaluated: false } },
  },
  {
    name: 'no-last-evaluated-no-row-dates',
    title: 'Policies have no LAST_EVALUATED and rows no date, only the host has one',
    behaviour: { findings: someFail, dates: { ...noRowDates, policyEvaluated: false } },
  },
  {
    name: 'passed-rows-not-scanned',
    title: 'Controls 1140 and 2211 pass by the scan of three days ago, this one did not look at them',
    behaviour: { notScanned: ({ cid }) => cid === 1140 || cid === 2211 },
  },
  {
    name: 'failed-rows-not-scanned',
    title: 'Control 1141 fails by the scan of three days ago, this one did not look at it',
    behaviour: { notScanned: ({ cid }) => cid === 1141, oldFindings: urgentFails },
  },
  {
    name: 'database-not-scanned',
    title: 'Login to the Oracle databases of 10.20.30.60 fails, their rows are those of three days ago',
    behaviour: { otherAuthFailed: true, notScanned: ({ instance }) => instance.startsWith('Oracle') },
  },
  {
    name: 'two-hosts-one-late',
    title: 'The rows of 10.20.30.41 are evaluated 3 minutes after those of 10.20.30.40 and then fail',
    behaviour: {
      findings: secondFails,
      loadSec: () => 0,
      evaluationSec: (pair) => (isSecond(pair) ? minutes : 0),
    },
  },
  {
    name: 'two-hosts-one-loaded-late',
    title: 'The data of 10.20.30.41 is loaded 3 minutes after that of 10.20.30.40 and then fails',
    behaviour: { findings: secondFails, loadSec: (ip) => (isSecond({ ip }) ? minutes : 0) },
  },
  {
    name: 'two-hosts-one-without-rows',
    title: '10.20.30.41 has no row in any policy, all else passes',
    behaviour: { hasRows: (pair) => !isSecond(pair) },
  },
  {
    name: 'two-hosts-one-policy-without-rows',
    title: '10.20.30.41 has no row in policy 5102, all else passes',
    behaviour: { hasRows: (pair) => !isSecond(pair) || pair.policy !== 5102 },
  },
];
