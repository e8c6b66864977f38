import { createHash } from 'node:crypto';
import type { ControlLine, Result } from '../../workflow/results/result.js';
import { cleanText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord, expectedAndFound, placeWords, whyWords } from '../row-words.js';
import { verdictWords } from '../verdict-words.js';

/** What code scanning services take of one run. */
const MOST_RESULTS = 25_000;
/** UTF-16 units of a message or description that GitHub takes. */
const MOST_CHARACTERS = 1_024;
const DEFAULT_CONFIG = 'qualys-pc.json';

type Level = 'error' | 'note';

/**
 * SARIF 2.1.0: `error` for what fails the build, `note` for what warns. What does not count is left out: GitHub ignores
 * suppressions and opens an alert. At most 25,000 results, failing ones first; the rest is counted in a notification.
 */
export async function* sarifReport(input: ReportInput): AsyncGenerator<string> {
  const { result } = input;
  const configFile = result.configFile ?? DEFAULT_CONFIG;
  const rules = await readRules(input);
  const policies = new Map(result.policies.map(({ id, title }) => [id, title]));
  yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{';
  yield `"tool":${JSON.stringify({ driver: { ...driver(result), rules: rules.list } })},`;
  yield `"columnKind":"utf16CodeUnits","originalUriBaseIds":{"%SRCROOT%":{"description":{"text":"The root of the repository."}}},`;
  yield `"automationDetails":${JSON.stringify({ id: cleanText(`qualys-pc/${result.jobName}/`) })},`;
  yield '"results":[';
  let written = 0;
  let omitted = 0;
  for (const level of ['error', 'note'] as const) {
    for await (const row of input.rows()) {
      if (levelOf(row) !== level) continue;
      if (written >= MOST_RESULTS) {
        omitted += 1;
        continue;
      }
      const ruleIndex = rules.indexOf.get(row.cid) ?? -1;
      yield `${written === 0 ? '' : ','}\n${JSON.stringify(resultOf(row, { level, ruleIndex, policy: policies.get(row.policyId) ?? `policy ${row.policyId}`, configFile, target: result.target.type }))}`;
      written += 1;
    }
  }
  yield '],\n';
  yield `"invocations":${JSON.stringify([invocation(result, omitted)])},`;
  yield `"properties":${JSON.stringify({ verdict: result.verdict.outcome, totals: result.totals, omittedResults: omitted })}`;
  yield '}]}\n';
}

function levelOf(row: ControlLine): Level | undefined {
  if (row.counts === 'fail') return 'error';
  return row.counts === 'warn' ? 'note' : undefined;
}

function driver(result: Result) {
  return {
    name: 'qualys-pc',
    fullName: 'Qualys Policy Compliance',
    version: result.tool.version,
  };
}

async function readRules({ rows }: ReportInput) {
  const indexOf = new Map<number, number>();
  const list: object[] = [];
  for await (const row of rows()) {
    if (levelOf(row) === undefined || indexOf.has(row.cid)) continue;
    indexOf.set(row.cid, list.length);
    const statement = scanText(row.statement) || `Control ${row.cid}`;
    list.push({
      id: `CID-${row.cid}`,
      shortDescription: { text: statement },
      fullDescription: { text: statement },
      help: { text: scanText(`Control ${row.cid} of Qualys Policy Compliance: ${statement}`) },
      properties: {
        tags: ['security', 'compliance'],
        'security-severity': severity(row.criticality.value),
        criticality: cleanText(criticalityWord(row.criticality)),
      },
    });
  }
  return { list, indexOf };
}

/** GitHub's scale of 0 to 10: over 9 is critical, 7 high, 4 medium. */
function severity(criticality: number): string {
  return ['4.0', '1.0', '3.0', '5.5', '8.0', '9.5'][criticality] ?? '4.0';
}

function resultOf(
  row: ControlLine,
  {
    level,
    ruleIndex,
    policy,
    configFile,
    target,
  }: {
    level: Level;
    ruleIndex: number;
    policy: string;
    configFile: string;
    target: Result['target']['type'];
  },
) {
  const found = expectedAndFound(row);
  const text = `${row.statement || `Control ${row.cid}`}, on ${placeWords(row)} under ${policy}. It ${whyWords(row)}${found === undefined ? '' : `; ${found}`}.`;
  return {
    ruleId: `CID-${row.cid}`,
    ruleIndex,
    level,
    message: { text: scanText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(configFile), uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: [
          { name: cleanText(row.host.ip), fullyQualifiedName: cleanText(placeWords(row)), kind: 'resource' },
        ],
      },
    ],
    // Of our own: GitHub computes `primaryLocationLineHash` itself and warns of any other.
    partialFingerprints: { 'qualysPosture/v1': rowFingerprint(row, target) },
    properties: {
      policyId: cleanText(row.policyId),
      policy: cleanText(policy),
      state: row.state,
      counts: row.counts,
      why: row.why,
    },
  };
}

/** Foreign text as code scanning takes it, cut where GitHub would refuse the file. */
function scanText(text: string): string {
  const clean = cleanText(text);
  if (clean.length <= MOST_CHARACTERS) return clean;
  return `${clean.slice(0, MOST_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A relative path as a URI reference, as SARIF wants it. */
function relativeUri(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
}

function invocation(result: Result, omitted: number) {
  const { verdict } = result;
  const { word, sentence } = verdictWords(result);
  const notification = (level: string, text: string, id?: string) => ({
    level,
    message: { text: scanText(text) || 'No text.' },
    ...(id === undefined ? {} : { descriptor: { id: cleanText(id) } }),
  });
  const started = isoDate(result.startedAt);
  const ended = isoDate(result.finishedAt);
  return {
    executionSuccessful: verdict.outcome === 'passed' || verdict.outcome === 'failed',
    exitCode: verdict.exitCode,
    exitCodeDescription: scanText(`${word}: ${sentence}`),
    ...(started === undefined ? {} : { startTimeUtc: started }),
    ...(ended === undefined ? {} : { endTimeUtc: ended }),
    toolExecutionNotifications: [
      ...verdict.reasons.map(({ code, message }) =>
        notification(verdict.outcome === 'inconclusive' ? 'error' : 'note', message, code),
      ),
      ...verdict.notes.map(({ code, message }) => notification('note', message, code)),
      ...(omitted === 0
        ? []
        : [
            notification(
              'warning',
              `${omitted} more results are not listed here; controls.jsonl has them all.`,
              'results-omitted',
            ),
          ]),
    ],
  };
}

function isoDate(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/**
 * The same for the same control, host, technology and instance in every run. EC2 instances get other addresses when
 * they start, so they go by Qualys' id of the host.
 */
export function rowFingerprint(
  { policyId, cid, host, technology, instance }: ControlLine,
  target: Result['target']['type'],
): string {
  const name = target === 'ec2' ? host.id : host.ip;
  const key = JSON.stringify([policyId, cid, name, technology, instance]);
  return createHash('sha256').update(key).digest('hex');
}
