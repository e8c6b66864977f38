import { createHash } from 'node:crypto';
import { cutText } from '../../text/printable.js';
import type { ControlGroup } from '../../workflow/results/control-group.js';
import type { Reason, Result } from '../../workflow/results/result.js';
import {
  failingGroups,
  groupPlace,
  groupValues,
  hostsAndAddresses,
  type NamedGroup,
  statementWords,
  warningGroups,
} from '../failing-groups.js';
import { cleanText, isWebAddress } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord } from '../row-words.js';
import { reasonWords, verdictWords } from '../verdict-words.js';

export const readsRows = false;

/** What GitHub shows of one run; the result lists no more either. */
const MOST_RESULTS = 5_000;
/** UTF-16 units of a message or description that GitHub takes. */
const MOST_CHARACTERS = 1_024;
/** Those of a statement, and of a policy, in a message: what follows them must be read too. */
const LONGEST_PART = 300;
const DEFAULT_CONFIG = 'qualys-pc.json';
const INFORMATION = 'https://www.qualys.com/apps/policy-compliance/';

/**
 * SARIF 2.1.0, made for code scanning: one result per policy and control that counts, `error` for what fails the build,
 * `note` for what warns, the worst first. What does not count is left out: GitHub ignores suppressions and would open
 * an alert. What is beyond the cap is counted in a notification.
 */
export async function* render({ result }: ReportInput): AsyncGenerator<string> {
  const groups = [...failingGroups(result), ...warningGroups(result)];
  const shown = groups.slice(0, MOST_RESULTS);
  const omitted = groups.length - shown.length + result.controlsOmitted;
  const rules = rulesOf(shown, result);
  yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{';
  yield `"tool":${JSON.stringify({ driver: { ...driver(result), rules: rules.list } })},`;
  yield `"columnKind":"utf16CodeUnits","originalUriBaseIds":{"%SRCROOT%":{"description":{"text":"The root of the repository."}}},`;
  yield `"automationDetails":${JSON.stringify({ id: cleanText(`qualys-pc/${result.jobName}/`) })},`;
  yield '"results":[';
  const uri = relativeUri(result.configFile ?? DEFAULT_CONFIG);
  for (const [index, group] of shown.entries()) {
    const ruleIndex = rules.indexOf.get(group.cid) ?? -1;
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(resultOf(group, { ruleIndex, uri }))}`;
  }
  yield '],\n';
  yield `"invocations":${JSON.stringify([invocation(result, omitted)])},`;
  yield `"properties":${JSON.stringify({ verdict: result.verdict.outcome, totals: result.totals, omittedResults: omitted })}`;
  yield '}]}\n';
}

function driver(result: Result) {
  return {
    name: 'qualys-pc',
    fullName: 'Qualys Policy Compliance',
    version: result.tool.version,
    informationUri: INFORMATION,
  };
}

/** A rule per control, whatever policies it stands in. */
function rulesOf(groups: readonly NamedGroup[], { scan }: Result) {
  const indexOf = new Map<number, number>();
  const list: object[] = [];
  const portal = scan?.reportUrl ?? '';
  const helpUri = isWebAddress(portal) ? new URL(portal).href : INFORMATION;
  for (const group of groups) {
    const { cid, criticality } = group;
    if (indexOf.has(cid)) continue;
    indexOf.set(cid, list.length);
    const statement = scanText(statementWords(group));
    list.push({
      id: `CID-${cid}`,
      name: `Control${cid}`,
      shortDescription: { text: statement },
      fullDescription: { text: statement },
      help: { text: scanText(`Control ${cid} of Qualys Policy Compliance: ${statement}`) },
      helpUri,
      properties: {
        tags: ['security', 'compliance'],
        'security-severity': severity(criticality.value),
        criticality: cleanText(criticalityWord(criticality)),
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
  group: NamedGroup,
  { ruleIndex, uri }: { readonly ruleIndex: number; readonly uri: string },
) {
  const values = groupValues(group);
  const place = groupPlace(group);
  const doing = group.counts === 'fail' ? 'It fails the build' : 'It warns';
  const jobs = group.jobs === undefined ? '' : `, in ${group.jobs.join(', ')}`;
  const statement = cutText(statementWords(group), LONGEST_PART);
  const policy = cutText(group.policyTitle, LONGEST_PART);
  const text = `${statement}, under ${policy}${jobs}, on ${hostsAndAddresses(group)}${place === '' ? '' : ` (${place})`}. ${doing}${values === undefined ? '' : `; ${values}`}.`;
  return {
    ruleId: `CID-${group.cid}`,
    ruleIndex,
    level: group.counts === 'fail' ? 'error' : 'note',
    message: { text: scanText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: `CID-${group.cid}`,
            fullyQualifiedName: cleanText(`${group.policyTitle}/CID-${group.cid}`),
            kind: 'resource',
          },
        ],
      },
    ],
    // Of our own: GitHub computes `primaryLocationLineHash` itself and warns of any other.
    partialFingerprints: { 'qualysControl/v1': groupFingerprint(group) },
    properties: {
      policyId: cleanText(group.policyId),
      policy: cleanText(group.policyTitle),
      counts: group.counts,
      hosts: group.hosts,
      rows: group.rows,
      ...(group.jobs === undefined ? {} : { jobs: group.jobs.map(cleanText) }),
    },
  };
}

/** Foreign text as code scanning takes it, cut where GitHub would refuse the file. */
function scanText(text: string): string {
  return cutText(cleanText(text), MOST_CHARACTERS);
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
  const notification = (level: string, text: string, id: string) => ({
    level,
    message: { text: scanText(text) || 'No text.' },
    descriptor: { id: cleanText(id) },
  });
  const isJudged = verdict.outcome === 'passed' || verdict.outcome === 'failed';
  const isOpen = !isJudged && verdict.outcome !== 'not-evaluated';
  const started = isoDate(result.startedAt);
  const ended = isoDate(result.finishedAt);
  const told = (level: string) => (reason: Reason) => notification(level, reasonWords(reason), reason.code);
  const left = `${omitted} more ${omitted === 1 ? 'control is' : 'controls are'} not listed here; controls.jsonl has them all.`;
  return {
    executionSuccessful: isJudged,
    exitCode: verdict.exitCode,
    exitCodeDescription: scanText(`${word}: ${sentence}`),
    ...(started === undefined ? {} : { startTimeUtc: started }),
    ...(ended === undefined ? {} : { endTimeUtc: ended }),
    toolExecutionNotifications: [
      ...verdict.reasons.map(told(isOpen ? 'error' : 'note')),
      ...verdict.notes.map(told('note')),
      ...(omitted === 0 ? [] : [notification('warning', left, 'results-omitted')]),
    ],
  };
}

function isoDate(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/**
 * The same for the same control under the same policy in every run, whichever hosts it fails on. What warns on other
 * hosts is another finding: code scanning and code quality show only one of those that share a fingerprint.
 */
export function groupFingerprint({
  policyId,
  cid,
  counts,
}: Pick<ControlGroup, 'policyId' | 'cid' | 'counts'>): string {
  return createHash('sha256')
    .update(JSON.stringify(counts === 'fail' ? [policyId, cid] : [policyId, cid, counts]))
    .digest('hex');
}
