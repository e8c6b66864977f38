import { technology } from '../accounts/technologies.js';
import { type Dates, type Finding, lastDay, ordinary } from '../behaviour.js';
import { isCall } from '../exchange.js';
import { ranges } from '../ipv4.js';
import { demoFindings, someFail, urgentFails } from './findings.js';
import type { Scenario } from './scenario.js';

const noDates: Dates = {
  hostScan: false,
  hostList: false,
  policyEvaluated: false,
  row: 'none',
  status: false,
  modified: false,
  dataPoint: false,
};

/** All four states of an exception on a passed and on a failed row, and approved ones past their end. */
const exceptions: readonly Finding[] = [
  { cid: 1140, status: 'Passed', exception: { status: 'Approved', ends: '2099-12-31T00:00:00Z' } },
  { cid: 1141, status: 'Failed', exception: { status: 'Approved', ends: '2099-12-31T00:00:00Z' } },
  { cid: 114, status: 'Failed', exception: { status: 'Approved' } },
  { cid: 1142, status: 'Failed', exception: { status: 'Pending' } },
  { cid: 1145, status: 'Passed', exception: { status: 'Pending' } },
  { cid: 1146, status: 'Failed', exception: { status: 'Rejected' } },
  { cid: 1150, status: 'Passed', exception: { status: 'Rejected' } },
  { cid: 1151, status: 'Failed', exception: { status: 'Expired', ends: '2025-06-30T00:00:00Z' } },
  { cid: 2201, status: 'Passed', exception: { status: 'Expired', ends: '2025-06-30T00:00:00Z' } },
  { cid: 11411, status: 'Failed', exception: { status: 'Approved', ends: '2024-12-31T00:00:00Z' } },
  { cid: 411, status: 'Passed', exception: { status: 'Approved', ends: '2024-12-31T00:00:00Z' } },
];

/** One CID on several technologies and instances of a host. */
const oneOfSeveral: readonly Finding[] = [
  { cid: 5201, status: 'Failed', technology: technology.oracle19, instance: 'Oracle19:1:1522:hr' },
  { cid: 5202, status: 'Failed', instance: 'Oracle19:1:1521:orcl' },
];

/** What the posture answers say, and when. */
export const postureScenarios: readonly Scenario[] = [
  { name: 'pass', title: 'Every control passes', behaviour: { oldFindings: urgentFails } },
  {
    name: 'fail',
    title: 'Some controls fail, one cannot be evaluated',
    behaviour: { findings: someFail, extraControls: true },
  },
  {
    name: 'demo',
    title: 'A hundred and more controls, some minor ones and one urgent one fail',
    behaviour: { findings: demoFindings, oldFindings: demoFindings },
  },
  {
    name: 'late-posture',
    title: 'The first look at posture sees rows of an older scan, the second one fresh rows that fail',
    behaviour: { findings: someFail, freshness: 'second-look' },
  },
  {
    name: 'never-fresh',
    title: 'Posture keeps showing an older scan',
    behaviour: { freshness: 'never', oldFindings: [] },
  },
  {
    name: 'unchanged-rows',
    title: 'The policy was evaluated after the scan, its rows keep their old dates',
    behaviour: {
      findings: someFail,
      dates: { ...ordinary.dates, row: 'unchanged', hostScan: false },
    },
  },
  {
    name: 'policy-date-only',
    title: 'LAST_EVALUATED of the policy is the only date',
    behaviour: { findings: someFail, dates: { ...noDates, policyEvaluated: true } },
  },
  {
    name: 'row-dates-only',
    title: 'EVALUATION_DATE of the rows is the only date',
    behaviour: { findings: someFail, dates: { ...noDates, row: 'fresh' } },
  },
  { name: 'no-dates', title: 'No date anywhere', behaviour: { dates: noDates } },
  {
    name: 'no-dates-but-dpv',
    title: 'No date but lastUpdated of the data points, with details=Light',
    behaviour: { findings: someFail, dates: { ...noDates, dataPoint: true } },
  },
  {
    name: 'evaluation-two-looks',
    title: 'Fresh EVALUATION_DATEs arrive row by row',
    behaviour: {
      findings: someFail,
      freshness: 'row-by-row',
      dates: { ...noDates, row: 'fresh' },
    },
  },
  {
    name: 'host-by-host',
    title:
      '10.20.30.41 is evaluated two looks after 10.20.30.40 and then fails, EVALUATION_DATE is the only date',
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed', host: '10.20.30.41' }],
      freshness: 'host-by-host',
      dates: { ...noDates, row: 'fresh' },
    },
  },
  {
    name: 'host-by-host-dpv',
    title: 'The same, and lastUpdated of the data points is the only date',
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed', host: '10.20.30.41' }],
      freshness: 'host-by-host',
      dates: { ...noDates, dataPoint: true },
    },
  },
  {
    name: 'host-date-first',
    title: 'The host bears the date of the scan while its rows are still those of an older one',
    behaviour: { findings: someFail, freshness: 'host-date-first' },
  },
  {
    name: 'one-policy-never',
    title: 'Policy 5102 is never evaluated after the scan',
    behaviour: { freshness: 'one-policy-never', dates: { ...ordinary.dates, hostScan: false } },
  },
  {
    name: 'group-left-policy',
    title: 'While the scan runs the group leaves policy 5102, whose old rows of the host stay',
    intercept: (account) => (request) => {
      const policy = account.policies.find(({ id }) => id === 5102);
      if (!isCall(request, 'scan/compliance', 'list') || !policy?.groupIds.length) return undefined;
      const left = account.groups.filter(({ id }) => policy.groupIds.includes(id));
      policy.leftRanges = left.flatMap(({ ranges }) => ranges);
      policy.groupIds = [];
      return undefined;
    },
  },
  { name: 'posture-never', title: 'Posture never has a row', behaviour: { freshness: 'no-rows' } },
  {
    name: 'no-applicable-control',
    title: 'Scan a Linux host with "Jenkins_Windows: core & more": no control applies',
  },
  {
    name: 'exceptions',
    title: 'Exceptions in all four states on passed and on failed rows, some past their end',
    behaviour: { findings: exceptions },
  },
  {
    name: 'exception-last-day',
    title: 'The approved exception of the failed control 1141 is on its last day',
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed', exception: { status: 'Approved', ends: lastDay } }],
    },
  },
  {
    name: 'exception-back-to-pending',
    title: 'The approved exception of control 1141 fell back to Pending with its new failing value',
    behaviour: {
      findings: [
        { cid: 1141, status: 'Failed', exception: { status: 'Pending', ends: '2099-12-31T00:00:00Z' } },
      ],
    },
  },
  {
    name: 'instances-and-technologies',
    title: 'One control on several technologies and instances of a host (10.20.30.60, policy 5303)',
    behaviour: { findings: oneOfSeveral },
  },
  {
    name: 'criticality-missing',
    title: 'Controls come without criticality',
    behaviour: { findings: someFail, criticality: 'none' },
  },
  {
    name: 'criticality-label-only',
    title: 'Criticality has a label and no value',
    behaviour: { findings: someFail, criticality: 'label' },
  },
  {
    name: 'criticality-renamed',
    title: 'The levels of criticality have been renamed',
    behaviour: { findings: someFail, criticality: 'renamed' },
  },
  {
    name: 'glossary-at-end',
    title: 'With policy_ids the glossary stands at the end of the answer',
    behaviour: { findings: someFail, glossary: 'end' },
  },
  {
    name: 'lean-posture',
    title: 'Posture without SUMMARY and without technology names',
    behaviour: { findings: someFail, hasSummary: false },
  },
  {
    name: 'group-replaced',
    title: 'A parallel build replaces the IPs of the asset group while the scan runs',
    arrange: ({ policies }) => {
      for (const policy of policies) policy.groupIds = [];
    },
    behaviour: {
      afterLaunch: ({ groups, username }) => {
        for (const group of groups) {
          if (group.owner === username) group.ranges = ranges('10.20.30.99');
        }
      },
    },
  },
];
