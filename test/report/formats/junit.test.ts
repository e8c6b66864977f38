import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ReportInput } from '../../../src/report/report-input.js';
import { describeNeeding } from '../../support/needs.js';
import { failing, inputOf, row } from '../../support/result-of-rows.js';
import { hostileInput } from '../support/hostile.js';
import { render } from '../support/render.js';
import { showcase } from '../support/showcase.js';

const schema = fileURLToPath(new URL('../fixtures/jenkins-junit.xsd', import.meta.url));

function validate(xml: string): void {
  const file = join(mkdtempSync(join(tmpdir(), 'junit-')), 'junit.xml');
  writeFileSync(file, xml);
  execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, file], { stdio: 'pipe' });
}

const inconclusive = {
  outcome: 'inconclusive',
  exitCode: 4,
  gate: true,
  warnings: 0,
  reasons: [{ code: 'posture-missing', what: 'No posture came.' }],
  notes: [],
} as const;
const verdict = (changes: object) => ({
  verdict: { ...inconclusive, ...changes, reasons: [...inconclusive.reasons], notes: [] },
});

describeNeeding('xmllint', 'JUnit against the XSD that Jenkins published', () => {
  test.each<[string, () => ReportInput]>([
    ['with hostile text from Qualys in every field', hostileInput],
    ['of a failed run with every kind of row', () => showcase(512)],
    ['of an inconclusive run without rows', () => inputOf([], verdict({}))],
    [
      'of a run that was not evaluated',
      () => inputOf([], verdict({ outcome: 'not-evaluated', exitCode: 0 })),
    ],
  ])('JUnit validates against the common XSD (`xmllint`): %s', async (_name, input) => {
    expect(() => validate('<testsuites><testcase/></testsuites>')).toThrow();
    validate(await render('junit', input()));
  });
});

describe('JUnit', () => {
  test('only what fails the build is a failure, the rest is skipped with the reason', async () => {
    const xml = await render(
      'junit',
      inputOf([
        failing(),
        row({
          instance: 'a',
          state: 'failed',
          why: 'excluded',
          exclusion: { cids: '1141', reason: 'SEC-118', expires: '2027-03-31' },
        }),
        row({
          instance: 'b',
          state: 'exception',
          why: 'exception',
          exception: { status: 'Approved', endsAt: '2026-12-31T00:00:00Z' },
        }),
        row({ instance: 'c', state: 'failed', why: 'baseline' }),
        row({ instance: 'd', state: 'failed', criticality: { value: 1, label: 'MINIMAL' } }),
        row({ instance: 'e' }),
      ]),
    );
    expect(xml.match(/<failure /g)).toHaveLength(1);
    const reasons = [...xml.matchAll(/<skipped>([^\n<]*)/g)].map((match) => match[1]);
    expect(reasons).toEqual([
      'excluded by the config (1141): SEC-118, until 2027-03-31',
      'excepted in Qualys (Approved, until 2026-12-31)',
      'in the baseline: it failed before the gate was there',
      'not selected: Failed and MINIMAL',
    ]);
    expect(xml).toContain(
      '<testsuite name="Policy 11" id="11" tests="6" failures="1" errors="0" skipped="4"',
    );
  });

  test('a suite is named by title, and id where titles repeat', async () => {
    const rows = ['11', '12', '13'].map((policyId) => row({ policyId }));
    const xml = await render('junit', inputOf(rows, {}, { 11: 'CIS', 12: 'Acme', 13: 'CIS' }));
    expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'CIS (11)',
      'Acme',
      'CIS (13)',
    ]);
    const cases = [...xml.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)];
    expect(new Set(cases.map(([, name, classname]) => `${classname} ${name}`)).size).toBe(3);
  });

  test('the message of a failure says expected and found', async () => {
    const xml = await render(
      'junit',
      inputOf([failing(), failing({ state: 'error', missing: [], unexpected: [], instance: 'a' })]),
    );
    expect([...xml.matchAll(/ message="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'URGENT: expected no, found yes',
      'URGENT: Error',
    ]);
  });

  test('an inconclusive run has one error case, never an all-green file', async () => {
    const xml = await render('junit', inputOf([row()], verdict({})));
    expect(xml.match(/<error /g)).toHaveLength(1);
    expect(xml).toContain('tests="2" failures="0" errors="1"');
    expect(xml).toContain('No posture came. (posture-missing)');
  });

  test('a build failed by the login alone has a failure that says so', async () => {
    const reasons = [{ code: 'authentication-failed', what: 'The scanner could not log in to 10.20.30.40.' }];
    const xml = await render(
      'junit',
      inputOf([], { verdict: { ...verdict({}).verdict, outcome: 'failed', exitCode: 1, reasons } }),
    );
    expect(xml).toContain(
      '<failure type="authentication-failed" message="FAILED: The scanner could not log in to 10.20.30.40.">',
    );
  });

  test('rows of two policies in turn come out as one suite per policy', async () => {
    const rows = Array.from({ length: 6 }, (_, index) =>
      row({ policyId: index % 2 === 0 ? '11' : '12', cid: index + 1 }),
    );
    const xml = await render('junit', inputOf(rows));
    expect(xml.match(/<testsuite name/g)).toHaveLength(2);
    expect(xml).toMatch(
      /name="Policy 11" id="11" tests="3"[\s\S]*CID 1 on[\s\S]*CID 3 on[\s\S]*name="Policy 12"[\s\S]*CID 2 on/,
    );
  });
});
