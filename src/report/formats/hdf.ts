import { createHash } from 'node:crypto';
import { counted } from '../../text/counted.js';
import { SharedText, SharedTexts } from '../../text/shared-text.js';
import { compareText } from '../../workflow/judge/group-order.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Reason, Result } from '../../workflow/results/result.js';
import { cleanText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord, placeWords, whyWords } from '../row-words.js';
import { verdictWords } from '../verdict-words.js';
import { isAccepted, ResultsByControl, separator } from './hdf-results.js';

export const readsRows = true;

/** Results of one file: Heimdall reads it whole, in a browser. */
const MOST_RESULTS = 250_000;

/** Impact by criticality, on Heimdall's scale (critical from 0.9, high 0.7, medium 0.4, low 0.1); an impact of 0 would mean "not applicable". */
const impacts = [0.5, 0.1, 0.3, 0.5, 0.7, 1];

/**
 * OHDF, the format of Heimdall: a profile per policy, a control per CID, a result per host. It reports what Qualys found;
 * excluded, excepted and baselined rows and rows in error are `skipped` with the reason, and the verdict stands in
 * `passthrough`.
 */
export async function* render(
  input: ReportInput,
  { most = MOST_RESULTS }: { readonly most?: number } = {},
): AsyncGenerator<string> {
  const { result } = input;
  const mark = '\u0000';
  const keys = new SharedTexts<number, Pick<ControlLine, 'policyId' | 'cid'>>({
    differs: (a, b) => a.policyId !== b.policyId,
    write: ({ policyId, cid }) => `${policyId}${mark}${cid}`,
    kept: ({ policyId, cid }) => ({ policyId, cid }),
  });
  const titles = new Map(result.policies.map(({ id, title }) => [id, title]));
  const places = new Map([...titles.keys()].map((id, index) => [id, index]));
  const policyOf = (key: string) => key.slice(0, key.lastIndexOf(mark));
  const cidOf = (key: string) => Number(key.slice(key.lastIndexOf(mark) + 1));
  const placeOfKey = (key: string) => places.get(policyOf(key)) ?? places.size;
  const order = (a: string, b: string) =>
    placeOfKey(a) - placeOfKey(b) || compareText(policyOf(a), policyOf(b)) || cidOf(a) - cidOf(b);
  // The opening of every control: as many as there are controls, not rows.
  const heads = new Map<string, string>();
  const results = new ResultsByControl({ totals: result.totals, most, compare: order });
  const texts = new ResultTexts();
  const write = (row: ControlLine) => texts.of(row);
  try {
    for await (const rows of input.rows()) {
      for (const row of rows) {
        const key = keys.of(row.cid, row);
        if (!heads.has(key)) heads.set(key, openControl(row));
        results.add(row, key, write);
      }
      if (results.isFull) await results.spill();
    }
    yield `${JSON.stringify(reportHead(result, results.left)).slice(0, -1)},"profiles":[`;
    let open: string | undefined;
    for (const { key, pieces, failedLeft } of results.sorted()) {
      const policyId = policyOf(key);
      if (open === policyId) yield ',\n';
      else {
        yield `${open === undefined ? '' : ']},'}\n${openProfile(policyId, titles.get(policyId), result)}`;
        titles.delete(policyId);
        open = policyId;
      }
      yield heads.get(key) ?? '';
      yield* pieces;
      if (failedLeft > 0) yield `,${JSON.stringify(moreResult(failedLeft))}`;
      yield ']}';
    }
    if (open !== undefined) yield ']}';
    for (const [id, title] of titles) {
      yield `${open === undefined ? '' : ','}\n${openProfile(id, title, result)}]}`;
      open = id;
    }
    yield ']}\n';
  } finally {
    await results.remove();
  }
}

function reportHead(result: Result, omittedResults: number) {
  return {
    platform: { name: 'qualys-pc', release: result.tool.version, target_id: cleanText(targetWords(result)) },
    version: result.tool.version,
    statistics: { duration: result.scan?.durationSeconds ?? null },
    passthrough: { verdict: cleanVerdict(result), totals: result.totals, omittedResults },
  };
}

function openProfile(id: string, title: string | undefined, result: Result): string {
  const name = cleanText(`qualys-policy-${id}`);
  const profile = {
    name,
    title: cleanText(title ?? `Policy ${id}`),
    sha256: createHash('sha256')
      .update(JSON.stringify([id, title, result.configDigest]))
      .digest('hex'),
    summary: cleanText(verdictWords(result).sentence),
    supports: [],
    attributes: [],
    groups: [],
    status: 'loaded',
  };
  return `${JSON.stringify(profile).slice(0, -1)},"controls":[`;
}

function openControl(row: ControlLine): string {
  const statement = cleanText(row.statement);
  const control = {
    id: `CID-${row.cid}`,
    title: statement,
    desc: statement,
    descriptions: [],
    impact: impacts[row.criticality.value] ?? 0.5,
    refs: [],
    // CM-6, Configuration Settings: what a compliance policy checks, whichever control it is.
    tags: { cid: row.cid, criticality: cleanText(criticalityWord(row.criticality)), nist: ['CM-6'] },
    source_location: {},
    code: null,
  };
  return `${JSON.stringify(control).slice(0, -1)},"results":[`;
}

/** Failed rows of a control that have no result of their own. */
function moreResult(count: number) {
  const words = `${counted(count, 'more row', 'more rows')} of this control failed: controls.jsonl has them all.`;
  return { status: 'failed', code_desc: words, start_time: '', message: words };
}

/** JSON of the result of a row, and the separator; what it shares with the row before is written once. */
class ResultTexts {
  readonly #place = new SharedText<Pick<ControlLine, 'host' | 'technology' | 'instance'>>({
    differs: (a, b) => a.host.ip !== b.host.ip || a.technology !== b.technology || a.instance !== b.instance,
    write: (row) => JSON.stringify(cleanText(placeWords(row))),
  });
  readonly #time = new SharedText<Pick<ControlLine, 'evaluatedAt'>>({
    differs: (a, b) => a.evaluatedAt !== b.evaluatedAt,
    write: ({ evaluatedAt }) => JSON.stringify(cleanText(evaluatedAt ?? '')),
  });
  readonly #passed = new SharedText<{ readonly place: string; readonly time: string }>({
    differs: (a, b) => a.place !== b.place || a.time !== b.time,
    write: ({ place, time }) => `${startOf('passed', place, time)}}${separator}`,
  });

  of(row: ControlLine): string {
    // Heimdall reads one error as "Profile Error" of the whole control, and shows none of its failed hosts.
    const isUnread = row.state === 'error' && !isAccepted(row);
    const skipped = isAccepted(row) || isUnread;
    const place = this.#place.of(row);
    const time = this.#time.of(row);
    if (row.state === 'passed' && !skipped) return this.#passed.of({ place, time });
    const why = cleanText(isUnread ? `in error: Qualys has no result here; ${whyWords(row)}` : whyWords(row));
    const lines = [
      ...row.missing.map((value) => `Expected: ${value}`),
      ...row.unexpected.map((value) => `Found: ${value}`),
      why,
    ];
    const start = startOf(skipped ? 'skipped' : statusOf[row.state], place, time);
    const message = `${start},"message":${JSON.stringify(cleanText(lines.join('\n')))}`;
    return `${message}${skipped ? `,"skip_message":${JSON.stringify(why)}` : ''}}${separator}`;
  }
}

/** @param place - JSON, as the time. */
function startOf(status: string, place: string, time: string): string {
  return `{"status":"${status}","code_desc":${place},"start_time":${time}`;
}

/** An exception that the criteria select fails the build, and is a failure here too. */
const statusOf = { passed: 'passed', failed: 'failed', error: 'skipped', exception: 'failed' } as const;

function cleanVerdict({ verdict }: Result) {
  const clean = (reason: Reason) =>
    Object.fromEntries(Object.entries(reason).map(([name, text]) => [name, cleanText(text)]));
  return { ...verdict, reasons: verdict.reasons.map(clean), notes: verdict.notes.map(clean) };
}

function targetWords({ target }: Result): string {
  return target.type === 'host' ? target.ips.join(', ') : target.instances.map(({ id }) => id).join(', ');
}
