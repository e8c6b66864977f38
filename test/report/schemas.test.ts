import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Convert } from 'inspecjs/lib/generated_parsers/v_1_0/exec-json.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReportInput } from '../../src/report/report-input.js';
import { type ControlLine, controlLineSchema } from '../../src/workflow/results/control-line.js';
import { type Result, resultSchema } from '../../src/workflow/results/result.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { hostileInput } from './support/hostile.js';
import { render } from './support/render.js';
import { showcase } from './support/showcase.js';

const schemaPath = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
// Its words mean the same in the drafts that ajv reads; only its own draft and name are unknown there.
const { $schema: _draft, id: _name, ...sarifSchema } = JSON.parse(readFileSync(schemaPath, 'utf8'));

function validator(schema: object, Draft = Ajv) {
  const ajv = new Draft({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (data: unknown) => {
    validate(data);
    return validate.errors ?? [];
  };
}

const inputs: [string, () => ReportInput][] = [
  ['hostile text from Qualys in every field', hostileInput],
  ['every kind of row', () => showcase(512)],
  ['no row', () => inputOf([])],
];

interface Finding {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

describe('SARIF', () => {
  const errorsOf = validator(sarifSchema);

  test.each(inputs)('SARIF validates against its published schema: %s', async (_name, input) => {
    expect(errorsOf({ version: '2.1.0' })).not.toEqual([]);
    expect(errorsOf(JSON.parse(await render('sarif', input())))).toEqual([]);
  });

  test('the location is the relative path of the config, as a URI', async () => {
    const { runs } = JSON.parse(
      await render('sarif', inputOf([failing()], { configFile: 'ci/my config#1.yaml' })),
    );
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'ci/my%20config%231.yaml',
      uriBaseId: '%SRCROOT%',
    });
  });

  test('a finding keeps its fingerprint from run to run, whatever was found and on whichever hosts', async () => {
    const fingerprints = async (rows: readonly ControlLine[], changes: Partial<Result> = {}) => {
      const { runs } = JSON.parse(await render('sarif', inputOf(rows, changes)));
      return runs[0].results.map((result: { partialFingerprints: object }) => result.partialFingerprints);
    };
    const [one, other] = [failing({ cid: 1 }), failing({ cid: 2 })];
    const later = { unexpected: ['maybe'], evaluatedAt: '2026-06-01T00:00:00Z', statement: 'Reworded' };
    const [first, second] = await fingerprints([one, other]);
    expect(
      await fingerprints([
        { ...other, ...later },
        { ...one, ...later },
      ]),
    ).toEqual([first, second]);
    expect(first).not.toEqual(second);
    const on = (ip: string) => failing({ host: { id: ip, ip } });
    expect(await fingerprints([on('10.0.0.1')])).toEqual(await fingerprints([on('10.0.0.2')]));
    expect(await fingerprints([failing({ policyId: '12' })])).not.toEqual(await fingerprints([failing()]));
  });

  test('what is excluded, excepted, baselined or not selected is left out: code scanning would open alerts', async () => {
    const { runs } = JSON.parse(
      await render(
        'sarif',
        inputOf([
          failing(),
          row({
            cid: 2,
            state: 'failed',
            why: 'excluded',
            exclusion: { cids: '2', reason: 'SEC-118', expires: null },
          }),
          row({
            cid: 3,
            state: 'exception',
            why: 'exception',
            exception: { status: 'Approved', endsAt: null },
          }),
          row({ cid: 4, state: 'failed', why: 'baseline' }),
          row({ cid: 5, state: 'failed' }),
          row({ cid: 6, state: 'failed', counts: 'warn', why: 'criteria' }),
        ]),
      ),
    );
    const seen = runs[0].results.map((result: Finding) => [result.ruleId, result.level]);
    expect(seen).toEqual([
      ['CID-1141', 'error'],
      ['CID-6', 'note'],
    ]);
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['CID-1141', 'CID-6']);
    expect(JSON.stringify(runs)).not.toContain('suppressions');
  });

  test('a finding names its policy, and has a fingerprint of our own alone', async () => {
    const { runs } = JSON.parse(
      await render('sarif', inputOf([failing(), failing({ policyId: '12' })], {}, { 11: 'CIS', 12: 'Acme' })),
    );
    const findings: Finding[] = runs[0].results;
    expect(findings.map(({ message }) => message.text)).toEqual([
      expect.stringMatching(/under CIS, on 10\.20\.30\.40.*It fails the build/),
      expect.stringMatching(/under Acme, on 10\.20\.30\.40.*It fails the build/),
    ]);
    const keys = findings.map(({ partialFingerprints }) => Object.keys(partialFingerprints));
    expect(keys).toEqual([['qualysControl/v1'], ['qualysControl/v1']]);
    expect(findings[0]?.partialFingerprints).not.toEqual(findings[1]?.partialFingerprints);
  });

  test('texts stay within 1,024 characters, and none is cut in the middle of one', async () => {
    const long = `a${'😀'.repeat(2_000)}`;
    const { runs } = JSON.parse(
      await render('sarif', inputOf([failing({ statement: long, missing: [long], unexpected: [long] })])),
    );
    const [rule] = runs[0].tool.driver.rules;
    const texts: string[] = [
      runs[0].results[0].message.text,
      rule.shortDescription.text,
      rule.fullDescription.text,
      rule.help.text,
    ];
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(1_024);
      expect(text.length).toBeGreaterThan(1_000);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toMatch(/…$/);
    }
  });

  test('one result per policy and control that counts, at most 5,000, worst first, the rest counted', async () => {
    const rows = Array.from({ length: 5_010 }, (_, index) =>
      index < 5_000
        ? row({ cid: index + 1, state: 'failed', counts: 'warn', why: 'criteria' })
        : failing({ cid: index + 1 }),
    );
    const { runs } = JSON.parse(await render('sarif', inputOf([...rows, ...rows])));
    expect(runs[0].results).toHaveLength(5_000);
    expect(runs[0].results.slice(0, 10).every(({ level }: Finding) => level === 'error')).toBe(true);
    expect(runs[0].results.filter(({ level }: Finding) => level === 'error')).toHaveLength(10);
    expect(runs[0].invocations[0].toolExecutionNotifications.at(-1).message.text).toContain(
      '10 more controls are not listed',
    );
  });

  test('driver and rules say where to read on', async () => {
    const { runs } = JSON.parse(await render('sarif', inputOf([failing()])));
    expect(runs[0].tool.driver.informationUri).toMatch(/^https:/);
    expect(runs[0].tool.driver.rules[0].helpUri).toMatch(/^https:/);
  });
});

describe('OHDF', () => {
  test.each(inputs)('HDF is read by the published parser of its schema: %s', async (_name, input) => {
    expect(() => Convert.toExecJSON('{"platform":{}}')).toThrow();
    const evaluation = Convert.toExecJSON(await render('hdf', input()));
    expect(evaluation.profiles.length).toBe(input().result.policies.length);
  });

  test('a control has a result per host, whatever order the rows come in', async () => {
    const rows = [1, 2, 1, 2].map((cid, index) =>
      row({ cid, host: { id: String(index), ip: `10.0.0.${index}` } }),
    );
    const { profiles } = Convert.toExecJSON(await render('hdf', inputOf(rows)));
    expect(profiles[0]?.controls.map(({ id, results }) => [id, results.length])).toEqual([
      ['CID-1', 2],
      ['CID-2', 2],
    ]);
  });

  test('a row in error is skipped with a message, so that it hides no failed host', async () => {
    const rows = [
      failing(),
      failing({ state: 'error', host: { id: '71', ip: '10.20.30.41' } }),
      row({ state: 'error', host: { id: '72', ip: '10.20.30.42' } }),
    ];
    const { profiles } = Convert.toExecJSON(await render('hdf', inputOf(rows)));
    const [control] = profiles[0]?.controls ?? [];
    expect(control?.results.map(({ status, skip_message }) => [status, skip_message])).toEqual([
      ['failed', undefined],
      ['skipped', 'in error: Qualys has no result here; fails the build: Error and URGENT are selected'],
      ['skipped', 'in error: Qualys has no result here; not selected: Error and URGENT'],
    ]);
  });
});

describe('the result files themselves', () => {
  test('result.json validates against our own schema, with hostile text from Qualys in every field', () => {
    const errorsOf = validator(z.toJSONSchema(resultSchema), Ajv2020);
    expect(errorsOf({ version: 2 })).not.toEqual([]);
    expect(errorsOf(JSON.parse(JSON.stringify(hostileInput().result)))).toEqual([]);
  });

  test('controls.jsonl validates against our own schema, with hostile text from Qualys in every field', async () => {
    const errorsOf = validator(z.toJSONSchema(controlLineSchema), Ajv2020);
    for await (const lines of hostileInput().rows())
      for (const line of lines) expect(errorsOf(JSON.parse(JSON.stringify(line)))).toEqual([]);
  });
});
