import fc from 'fast-check';
import type { ReportInput } from '../../../src/report/report-input.js';
import { type ControlLine, postureStates } from '../../../src/workflow/results/control-line.js';
import type { Result } from '../../../src/workflow/results/result.js';
import { failing, inputOf, row } from '../../support/result-of-rows.js';

/** What Qualys, or whoever names a host or policy, could send to break a report. */
export const hostileTexts = [
  '<script>document.title = "owned"</script>',
  '</style></script><img src=x onerror="document.title = 1">',
  ']]>',
  '=cmd()|calc!A1',
  '@SUM(1+1)',
  '| a | b |\n| --- |',
  '`code` and ``` fences',
  '[link](javascript:alert(1)) ![x](http://evil.test/x.png)',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  'NUL \u0000 and C1 \u009b',
  'lone \ud800 surrogates \udc00',
  'bidi \u202e override \u2066',
  'line \u2028 and paragraph \u2029 separators',
  'not a character \ufffe \uffff',
  'tab\tline\r\nend\n',
  '&amp; &#0; &lt;',
  '\'quote\' "double" \\ backslash',
  '',
] as const;

/** A result with hostile text in every field that holds text from outside. */
export function hostileInput(): ReportInput {
  const rows = hostileTexts.flatMap((text, index) => hostileRows(text, index + 1));
  const input = inputOf(
    rows,
    hostileFacts(hostileTexts.join(' ')),
    Object.fromEntries(rows.map(({ policyId }) => [policyId, policyId])),
  );
  return {
    ...input,
    result: { ...input.result, configFile: 'dir <x>/qualys pc#1.yaml' },
    previous: { ...input.result, build: hostileTexts.join(), policies: [] },
  };
}

function hostileRows(text: string, cid: number): ControlLine[] {
  const fields: Partial<ControlLine> = {
    policyId: `11${text}`,
    cid,
    statement: text,
    criticality: { value: (cid % 6) as 0, label: text },
    host: { id: text, ip: `10.0.0.${cid}${text}`, dns: text },
    technology: text,
    instance: text,
    missing: [text, ''],
    unexpected: [text],
    evaluatedAt: text,
    exception: { status: text, endsAt: text },
  };
  const exclusion = { cids: text, reason: text, expires: text };
  return [
    failing(fields),
    failing({ ...fields, state: 'error', instance: `2${text}` }),
    row({ ...fields, instance: `3${text}`, state: 'failed', why: 'excluded', exclusion }),
    row({ ...fields, instance: `4${text}`, state: 'exception', why: 'exception' }),
    row({ ...fields, instance: `5${text}`, state: 'failed', counts: 'warn', why: 'criteria' }),
    row({ ...fields, instance: `6${text}` }),
  ];
}

function hostileFacts(text: string): Partial<Result> {
  return {
    jobName: text,
    build: text,
    configDigest: text,
    tool: { name: 'qualys-pc', version: text },
    scan: {
      reference: text,
      id: text,
      title: text,
      state: text,
      subState: text,
      launchedAt: text,
      durationSeconds: 1,
      reportUrl: 'javascript:document.title="owned"',
    },
    account: { platform: text, apiServer: text, username: text },
    target: {
      type: 'ec2',
      instances: [{ id: text, ip: text, state: text, region: text }],
      connector: { id: text, name: text, accountId: text },
      uncovered: [text],
    },
    criteria: { failOn: null, warnOn: null, failOnAuthFailure: false, sentence: text },
    optionProfile: { id: text, title: text },
    scanner: text,
    authRecord: { id: text, title: text, platform: 'unix', username: text },
    authentication: { succeeded: [text], failed: [text], insufficient: [text], notAttempted: [text] },
    exclusions: [{ cids: text, reason: text, expires: text, matched: 0, expired: true }],
    baseline: {
      file: text,
      entries: 1,
      fixed: [{ policyId: text, cid: 1, technology: text, instance: text, host: text }],
    },
    verdict: {
      outcome: 'failed',
      exitCode: 1,
      gate: true,
      warnings: 1,
      reasons: [
        { code: 'criteria-met', what: text },
        { code: text, what: text, why: text, next: text },
      ],
      notes: [{ code: text, what: text, why: text, next: text }],
    },
    startedAt: text,
    finishedAt: text,
  };
}

const anyText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 12 }));

const judgement = fc.constantFrom(
  { counts: 'fail', why: 'criteria' },
  { counts: 'warn', why: 'criteria' },
  { counts: 'no', why: 'excluded' },
  { counts: 'no', why: 'exception' },
  { counts: 'no', why: 'baseline' },
  { counts: 'no', why: 'not-selected' },
) satisfies fc.Arbitrary<Pick<ControlLine, 'counts' | 'why'>>;

/** Any row that a run could write. */
const anyRow: fc.Arbitrary<ControlLine> = fc
  .record({
    policyId: fc.constantFrom('11', '12', '13'),
    cid: fc.integer({ min: 1, max: 9 }),
    statement: anyText,
    criticality: fc.record({ value: fc.integer({ min: 0, max: 5 }), label: anyText }),
    ip: fc.integer({ min: 1, max: 9 }).map((last) => `10.0.0.${last}`),
    instance: anyText,
    state: fc.constantFrom(...postureStates),
    missing: fc.array(anyText, { maxLength: 3 }),
    unexpected: fc.array(anyText, { maxLength: 3 }),
    judgement,
  })
  .map(({ ip, judgement: { counts, why }, state, ...fields }) => {
    const passing = state === 'passed' && why !== 'excluded';
    return row({
      ...fields,
      state,
      host: { id: ip, ip },
      counts: passing ? 'no' : counts,
      why: passing ? 'not-selected' : why,
      exclusion:
        why === 'excluded' ? { cids: String(fields.cid), reason: fields.statement, expires: null } : null,
    });
  });

export const anyRows = fc.array(anyRow, { maxLength: 40 });
