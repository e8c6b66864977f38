import { lastDay } from '../../../src/simulator/behaviour.js';
import { type EvidenceCase, passes, someFail } from './case.js';

const urgentOnly = { failOn: { states: ['fail'], criticalities: ['urgent', 'critical'] } };

/** Answers that stand otherwise than asked, or in part. */
export const answerCases: readonly EvidenceCase[] = [
  ...(['first', 'last'] as const).map(
    (place): EvidenceCase => ({
      name: `one GLOSSARY inside the ${place} POLICY: searched in all glossaries of the answer`,
      scenario: `glossary-in-${place}-policy`,
      ...someFail,
      reads: 1,
    }),
  ),
  ...(['host', 'control'] as const).flatMap((entry): EvidenceCase[] => [
    {
      name: `a ${entry.toUpperCase()} missing from the glossary once: thrown away, read again`,
      scenario: `glossary-without-${entry}-once`,
      ...someFail,
      reads: 2,
    },
    {
      name: `a ${entry.toUpperCase()} missing from every glossary: 3 when the last look is so`,
      scenario: `glossary-without-${entry}`,
      timeout: '6m',
      code: 3,
      reason: 'posture-unresolved',
    },
  ]),
  {
    name: 'a POLICY not asked for, once: thrown away, read again',
    scenario: 'policy-not-asked-once',
    ...passes,
    totals: { passed: 16, failed: 0, error: 0, failing: 0 },
    reads: 2,
  },
  {
    name: 'a POLICY not asked for in every answer: 3 when the last look is so',
    scenario: 'policy-not-asked',
    timeout: '6m',
    code: 3,
    reason: 'posture-unresolved',
  },
  {
    name: 'an asked policy that is absent is asked for alone',
    scenario: 'policy-absent',
    code: 1,
    reason: 'criteria-met',
    failing: [2211],
    totals: { passed: 15, failed: 1, error: 0, failing: 1 },
    reads: 2,
  },
  {
    name: 'row ids count once',
    scenario: 'rows-twice',
    ...someFail,
  },
  {
    name: 'two RESPONSE elements: not the answer we asked for',
    scenario: 'response-twice',
    timeout: '6m',
    code: 3,
    reason: 'unexpected-answer',
  },
  {
    name: '<RESPONSE/> is not an empty list: not the answer we asked for',
    scenario: 'response-empty',
    timeout: '6m',
    code: 3,
    reason: 'unexpected-answer',
  },
  {
    name: 'no control of the whole answer bears a criticality and the gate names urgent and critical: 4',
    scenario: 'criticality-missing',
    timeout: '6m',
    criteria: urgentOnly,
    code: 4,
    reason: 'no-criticality',
  },
  {
    name: 'a control without criticality and one that is UNDEFINED are counted warnings of a gate that names levels',
    scenario: 'criticality-partly',
    criteria: urgentOnly,
    code: 1,
    reason: 'criteria-met',
    failing: [1141],
    totals: { passed: 10, failed: 5, error: 1, failing: 1, warning: 2 },
    says: [/2 .*no criticality/],
  },
  {
    name: 'a control without criticality and one that is UNDEFINED fail under a gate of all five levels',
    scenario: 'criticality-partly',
    ...someFail,
  },
  {
    name: 'the level of a control changed in one policy only',
    scenario: 'level-in-one-policy',
    criteria: urgentOnly,
    code: 1,
    reason: 'criteria-met',
    failing: [1141],
    says: [/1 posture fails/],
  },
  {
    name: 'an approved exception whose end is 0000-00-00T00:00:00Z: zero means never',
    scenario: 'zero-exception-end',
    ...passes,
  },
  {
    name: 'an approved exception on its last day holds through that day',
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed', exception: { status: 'Approved', ends: lastDay } }],
    },
    ...passes,
  },
  ...['html', '410', '1905'].map(
    (form): EvidenceCase => ({
      name: `scan list 2.0 and policy list 2.0 gone (${form}), launch and fetch only in 2.0: a verdict`,
      scenario: `lists-2.0-gone-${form}`,
      ...someFail,
    }),
  ),
  ...['scan/compliance list 2.0', 'compliance/policy list 2.0'].flatMap((retired) =>
    (['html', '410', '1905'] as const).map(
      (unknownVersion): EvidenceCase => ({
        name: `${retired} alone gone (${unknownVersion}): a verdict`,
        scenario: 'fail',
        behaviour: { retired: [retired], unknownVersion },
        ...someFail,
      }),
    ),
  ),
  ...['only-2.0', 'version-1905', 'version-410'].map(
    (scenario): EvidenceCase => ({
      name: `a private cloud that knows 2.0 only (${scenario}): a verdict`,
      scenario,
      platform: 'PCP',
      ...(scenario === 'version-410' ? someFail : passes),
    }),
  ),
];
