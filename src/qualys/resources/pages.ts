import { PcError } from '../../errors.js';
import type { XmlNode } from '../xml/xml-node.js';

/** One page of a list that Qualys may cut off. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** First id of the next page; undefined on the last one. */
  readonly nextId: string | undefined;
}

/** A list this long is a loop, not an account. */
const mostPages = 10_000;

/**
 * Reads a list to its end.
 * @param read fetches the page that starts at the id.
 * @throws PcError with code `paging-broken` rather than returning a part.
 */
export async function allPages<Row>(read: (idMin: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let idMin: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await read(idMin);
    rows.push(...page.rows);
    if (page.nextId === undefined) return rows;
    idMin = nextIdMin({ idMin, nextId: page.nextId, pages });
  }
}

/** The next `id_min`, checked to lead onwards. @throws PcError with code `paging-broken`. */
export function nextIdMin(at: { idMin: string | undefined; nextId: string; pages: number }): string {
  const { idMin, nextId, pages } = at;
  const grows = /^\d+$/.test(nextId) && (idMin === undefined || BigInt(nextId) > BigInt(idMin));
  if (grows && pages < mostPages) return nextId;
  throw pagingBroken(
    grows ? `there are more than ${mostPages} pages` : `page ${pages} points back to id ${nextId}`,
  );
}

/**
 * The `id_min` of the next page from a WARNING at any depth. Only the query of its address counts: the host
 * may be another name of the platform, and gets no password (fact sheet 2.8).
 * @throws PcError with code `paging-broken` when the list is cut off without saying where it goes on.
 */
export function nextIdOf(root: XmlNode): string | undefined {
  for (const warning of root.descendants('WARNING')) {
    const url = warning.textIfAny('URL');
    const nextId = nextIdInWarning({ code: warning.textIfAny('CODE'), url });
    if (nextId !== undefined) return nextId;
  }
  return undefined;
}

/** The same for one WARNING. */
export function nextIdInWarning(warning: {
  code: string | undefined;
  url: string | undefined;
}): string | undefined {
  const { code, url } = warning;
  if (url === undefined && code !== '1980') return undefined;
  const query = url?.includes('?') === true ? url.slice(url.indexOf('?') + 1) : '';
  const nextId = new URLSearchParams(query).get('id_min');
  if (nextId === null) throw pagingBroken('it does not say where the next page begins');
  return nextId;
}

function pagingBroken(why: string): PcError {
  return new PcError('Qualys cut a list off and its next page cannot be read.', {
    kind: 'unreachable',
    code: 'paging-broken',
    why,
    next: 'Run again; when it stays, report it with the output of --verbose.',
  });
}
