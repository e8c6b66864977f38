import { PcError } from '../../errors.js';
import { RowSpool } from '../../files/row-spool.js';
import type { QualysClient } from '../client/client.js';
import { foCall, type StreamEndpoint } from '../endpoint.js';
import { nextIdInWarning, nextIdMin } from '../resources/pages.js';
import { Glossary } from './glossary.js';
import type { PostureQuery, PostureRow, PostureSummary } from './posture.js';
import { type PostureDocument, PostureReader } from './posture-reader.js';
import { RowBlock, unpackRows } from './row-block.js';
import { type NamedIds, RowIds, RowNames } from './row-names.js';

/** Policies that one call takes (fact sheet 16.1). */
const policiesPerCall = 10;
/** A document that breaks off is fetched this often; several policies sooner fall back to pages of one. */
const attempts = { page: 3, shared: 2 } as const;

/** What was read of one policy or of several: rows in the spool, and the names of their ids. */
interface Reading extends NamedIds {
  readonly serverTime: string;
  readonly calls: number;
}

/** Everything one reading needs. */
interface Scope {
  readonly client: QualysClient;
  readonly query: PostureQuery;
  readonly spool: RowSpool;
}

/**
 * Reads posture in complete documents only. Rows wait in a spool until their document is closed and the glossary
 * behind them is known; nothing of a broken document is ever yielded.
 */
export async function* readPosture(
  client: QualysClient,
  query: PostureQuery,
  spoolDirectory: string | undefined,
): AsyncGenerator<Iterable<PostureRow>, PostureSummary> {
  let serverTime = '';
  let calls = 0;
  for (const policyIds of unitsOf(query)) {
    const spool = new RowSpool(spoolDirectory);
    try {
      for await (const reading of readUnit({ client, query, spool }, policyIds)) {
        ({ serverTime } = reading);
        calls += reading.calls;
        yield* rowsOf(reading, spool);
        await spool.remove();
      }
    } finally {
      await spool.remove();
    }
  }
  return { serverTime, calls };
}

/** The policies of each call: one when they are paged or alone, else ten. */
function unitsOf({ policyIds, paged }: PostureQuery): string[][] {
  const size = paged === true ? 1 : policiesPerCall;
  const units: string[][] = [];
  for (let at = 0; at < policyIds.length; at += size) units.push(policyIds.slice(at, at + size));
  return units;
}

async function* readUnit(scope: Scope, policyIds: readonly string[]): AsyncGenerator<Reading> {
  let wasted = 0;
  if (policyIds.length > 1) {
    try {
      const shared = await readShared(scope, policyIds);
      yield shared;
      // A policy that a shared answer leaves out may have rows all the same.
      const absent = policyIds.filter((id) => !shared.policyIds.includes(id));
      for (const policyId of absent) yield await readPages(scope, policyId);
      return;
    } catch (error) {
      if (!(error instanceof PcError) || !mayBeReadAlone(error)) throw error;
      wasted = error.code === 'answer-cut-off' ? attempts.shared : 1;
    }
  }
  for (const policyId of policyIds) {
    const reading = await readPages(scope, policyId);
    yield { ...reading, calls: reading.calls + wasted };
    wasted = 0;
  }
}

/** How a server, gateway or proxy shows that an answer took too long or grew too large for it. */
const tooMuchAtOnce: readonly string[] = [
  'answer-cut-off',
  'connection-lost',
  'empty-answer',
  'internal-error',
  'no-answer',
  'server-error',
  'shared-truncated',
];

/** True when the trouble is with asking for several policies at once, which pages of one policy avoid. */
function mayBeReadAlone({ code, why = '' }: PcError): boolean {
  if (tooMuchAtOnce.includes(code)) return true;
  const parameter = [
    'unknown-parameter',
    'missing-parameter',
    'conflicting-parameters',
    'invalid-value',
    'combined-parameters',
    'missing-alternative',
  ];
  return parameter.includes(code) && /policy_ids?\b/i.test(why);
}

async function readShared(scope: Scope, policyIds: readonly string[]): Promise<Reading> {
  const call: PostureCall = { query: scope.query, policyIds, shared: true, spool: scope.spool };
  const mark = scope.spool.mark();
  const document = await scope.client.send(postureCall, call, { mostTransient: attempts.shared });
  const truncated = document.warnings.some(({ code, url }) => code === '1980' || url !== undefined);
  const flat = document.policyIds.length === 0 && document.rows > 0;
  if (truncated || flat) {
    scope.spool.rollBack(mark);
    throw new PcError('Qualys did not tell the posture of several policies apart.', {
      kind: 'unreachable',
      code: 'shared-truncated',
      next: 'Run again; when it stays, report it with the output of --verbose.',
    });
  }
  checkPolicies(document, policyIds);
  return { ...document, calls: 1 };
}

/** @throws PcError with code `posture-unresolved` when the answer has a policy that was not asked for. */
function checkPolicies(document: PostureDocument, asked: readonly string[]): void {
  const stranger = document.policyIds.find((id) => !asked.includes(id));
  if (stranger === undefined) return;
  throw new PcError('Qualys answered with posture that was not asked for.', {
    kind: 'unreachable',
    code: 'posture-unresolved',
    why: `The answer holds policy ${stranger}; asked for: ${asked.join(', ')}.`,
    next: 'Run again; when it stays, report it with the output of --verbose.',
  });
}

async function readPages(scope: Scope, policyId: string): Promise<Reading> {
  const glossary = new Glossary();
  let idMin: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const call: PostureCall = {
      query: scope.query,
      policyIds: [policyId],
      shared: false,
      spool: scope.spool,
      idMin,
    };
    const document = await scope.client.send(postureCall, call, { mostTransient: attempts.page });
    checkPolicies(document, [policyId]);
    for (const part of [...document.glossaries.values(), document.glossary]) glossary.merge(part);
    const nextId = nextIdIn(document);
    if (nextId === undefined) {
      const { serverTime } = document;
      return { policyIds: [policyId], glossaries: new Map(), glossary, serverTime, calls: pages };
    }
    idMin = nextIdMin({ idMin, nextId, pages });
  }
}

function nextIdIn({ warnings }: PostureDocument): string | undefined {
  return warnings.map(nextIdInWarning).find((nextId) => nextId !== undefined);
}

/** Block by block; within one, each row is made when it is asked for, so that none waits in memory. */
async function* rowsOf(reading: Reading, spool: RowSpool): AsyncGenerator<Iterable<PostureRow>> {
  const names = new RowNames(reading);
  const known = new Map<string, RowIds>();
  for await (const block of spool.blocks())
    yield once(
      unpackRows(block, (row) => names.name(row)),
      known,
    );
}

/** Rows whose id comes twice under a policy count once. */
function* once(rows: Iterable<PostureRow>, known: Map<string, RowIds>): Generator<PostureRow, void> {
  for (const row of rows) {
    const ids = known.get(row.policyId) ?? new RowIds();
    known.set(row.policyId, ids);
    if (ids.add(row.id)) yield row;
  }
}

/** One call: a page of one policy, or all rows of up to ten (fact sheet 16.6). */
export interface PostureCall {
  readonly query: Omit<PostureQuery, 'policyIds' | 'paged'>;
  readonly policyIds: readonly string[];
  readonly shared: boolean;
  readonly idMin?: string | undefined;
  /** Gets the rows; those of a document that breaks off are taken back. */
  readonly spool: RowSpool;
}

/** Rows of a block, which is also a batch of the caller's. */
const blockRows = 250;

/** Reads one posture document into the spool. */
export const postureCall: StreamEndpoint<PostureCall, PostureDocument> = {
  ...foCall('posture', 'list', ({ query, policyIds, shared, idMin }: PostureCall) => ({
    [shared ? 'policy_ids' : 'policy_id']: policyIds.join(','),
    id_min: idMin,
    details: 'Basic',
    cause_of_failure: '1',
    ips: query.ips,
    asset_group_ids: query.assetGroupIds?.join(','),
  })),
  purpose: 'report the posture',
  repeatable: true,
  slow: true,
  roots: ['POSTURE_INFO_LIST_OUTPUT'],
  read: async (chunks, { spool }) => {
    const mark = spool.mark();
    const block = new RowBlock();
    const reader = new PostureReader((row) => {
      block.add(row);
      if (block.rows === blockRows) spool.add(block.take());
    });
    try {
      for await (const chunk of chunks) {
        reader.write(chunk);
        await spool.settle();
      }
      const document = reader.end();
      if (block.rows > 0) spool.add(block.take());
      await spool.settle();
      return document;
    } catch (error) {
      spool.rollBack(mark);
      throw error;
    }
  },
};
