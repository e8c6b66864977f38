import { parseCids } from '../../config/values/cid-set.js';
import { counted } from '../../text/counted.js';
import { printable } from '../../text/printable.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { addressWords } from '../failing-groups.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord, expectedAndFound, insideWords, stateWords, whyWords } from '../row-words.js';
import { gateSentence } from '../verdict-words.js';

/** Rows of one control that are alike in everything but the host. */
interface Alike {
  readonly row: ControlLine;
  readonly hosts: Set<string>;
  /** Oldest and newest evaluation. */
  dates: readonly string[];
}

/**
 * Says for one control why it counts or does not: the gate first, then what the config says of the CID, then each
 * finding with all its hosts, those that fail the build before the others.
 */
export async function* explainCid(input: ReportInput, cid: number): AsyncGenerator<string> {
  const { result } = input;
  const titles = new Map(result.policies.map(({ id, title }) => [id, title]));
  const counted = { fail: 0, warn: 0, no: 0 };
  const findings = new Map<string, Alike>();
  let found = 0;
  for await (const rows of input.rows())
    for (const row of rows) {
      if (row.cid !== cid) continue;
      found += 1;
      counted[row.counts] += 1;
      gather(findings, row);
    }
  const [first] = findings.values();
  if (first === undefined) {
    yield* absent(cid, result);
    return;
  }
  yield* opening(first.row, result);
  const order = ['fail', 'warn', 'no'];
  const ordered = [...findings.values()].sort(
    (one, other) => order.indexOf(one.row.counts) - order.indexOf(other.row.counts),
  );
  for (const finding of ordered)
    yield* findingLines(finding, titles.get(finding.row.policyId) ?? finding.row.policyId);
  yield countsLine(found, counted);
}

/** The rows of one control, for scripts. */
export async function rowsOfControl({ rows }: ReportInput, cid: number): Promise<readonly ControlLine[]> {
  const own: ControlLine[] = [];
  for await (const some of rows()) own.push(...some.filter((row) => row.cid === cid));
  return own;
}

function gather(findings: Map<string, Alike>, row: ControlLine): void {
  const { host, evaluatedAt, ...rest } = row;
  const key = JSON.stringify(rest);
  const finding = findings.get(key) ?? { row, hosts: new Set(), dates: [] };
  findings.set(key, finding);
  finding.hosts.add(host.ip);
  if (evaluatedAt === null) return;
  const dates = [...finding.dates, evaluatedAt].sort();
  finding.dates = [...new Set([dates[0] ?? evaluatedAt, dates.at(-1) ?? evaluatedAt])];
}

function countsLine(
  found: number,
  { fail, warn, no }: Readonly<Record<ControlLine['counts'], number>>,
): string {
  return `${counted(found, 'row', 'rows')}: ${counted(fail, 'fails', 'fail')} the build, ${counted(warn, 'warns', 'warn')}, ${counted(no, 'does', 'do')} not count.`;
}

function* opening(row: ControlLine, result: Result): Generator<string> {
  yield printable(`CID ${row.cid}  ${row.statement}`);
  yield printable(gateSentence(result));
  for (const { cids, reason, expires, expired } of result.exclusions) {
    if (expired && namesCid(cids, row.cid))
      yield printable(
        `The exclusion of ${cids} (${reason ?? 'no reason given'}) ended on ${expires} and excludes nothing now.`,
      );
  }
  yield '';
}

function namesCid(cids: string, cid: number): boolean {
  const parsed = parseCids(cids);
  return typeof parsed !== 'string' && parsed.has(cid);
}

function* findingLines({ row, hosts, dates }: Alike, policy: string): Generator<string> {
  const inside = insideWords(row);
  const where = hosts.size === 1 ? row.host.ip : `${hosts.size} hosts: ${addressWords([...hosts])}`;
  yield printable(
    `${stateWords[row.state]}, ${criticalityWord(row.criticality)} on ${where}${inside === '' ? '' : ` (${inside})`}`,
  );
  yield printable(`  policy     ${policy}`);
  yield printable(`  why        ${whyWords(row)}`);
  const values = expectedAndFound(row);
  if (values !== undefined) yield printable(`  values     ${values}`);
  if (row.exception !== null && row.why !== 'exception') {
    const { status, endsAt } = row.exception;
    yield printable(
      `  exception  ${status}${endsAt === null ? '' : `, until ${endsAt}`}: it does not change the state`,
    );
  }
  if (dates.length > 0) yield printable(`  evaluated  ${dates.join(' to ')}`);
  yield '';
}

function* absent(cid: number, result: Result): Generator<string> {
  yield `CID ${cid} has no row in this result, so it does not count.`;
  const policies = result.policies.map(({ title }) => title).join(', ');
  yield printable(policies === '' ? 'No policy was evaluated.' : `Evaluated were: ${policies}.`);
}
