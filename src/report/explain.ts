import { parseCids } from '../config/cid-list.js';
import { printable } from '../text/printable.js';
import type { ControlLine, Result } from '../workflow/result.js';
import type { ReportInput } from './report-input.js';
import { criticalityWord, expectedAndFound, placeOf, stateWords, whyWords } from './row-words.js';
import { gateSentence } from './verdict-words.js';

/** Says for every row of one control why it counts or does not; the gate first, then what the config says of the CID. */
export async function* explainCid(input: ReportInput, cid: number): AsyncGenerator<string> {
  const { result } = input;
  const titles = new Map(result.policies.map(({ id, title }) => [id, title]));
  const counted = { fail: 0, warn: 0, no: 0 };
  let found = 0;
  for await (const row of input.rows()) {
    if (row.cid !== cid) continue;
    if (found === 0) yield* opening(row, result);
    found += 1;
    counted[row.counts] += 1;
    yield* rowLines(row, titles.get(row.policyId) ?? row.policyId);
  }
  if (found === 0) yield* absent(cid, result);
  else yield countsLine(found, counted);
}

function countsLine(
  found: number,
  { fail, warn, no }: Readonly<Record<ControlLine['counts'], number>>,
): string {
  const verb = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  return `${verb(found, 'row', 'rows')}: ${verb(fail, 'fails', 'fail')} the build, ${verb(warn, 'warns', 'warn')}, ${verb(no, 'does', 'do')} not count.`;
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

function* rowLines(row: ControlLine, policy: string): Generator<string> {
  yield printable(`${stateWords[row.state]}, ${criticalityWord(row.criticality)} on ${placeOf(row)}`);
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
  if (row.evaluatedAt !== null) yield printable(`  evaluated  ${row.evaluatedAt}`);
  yield '';
}

function* absent(cid: number, result: Result): Generator<string> {
  yield `CID ${cid} has no row in this result, so it does not count.`;
  const policies = result.policies.map(({ title }) => title).join(', ');
  yield printable(policies === '' ? 'No policy was evaluated.' : `Evaluated were: ${policies}.`);
}
