import { PcError } from '../../errors.js';
import type { QualysClient } from '../client/client.js';
import { readList } from '../client/read-answer.js';
import {
  type Endpoint,
  type EndpointName,
  type Form,
  foCall,
  pathOf,
  type StreamEndpoint,
} from '../endpoint.js';
import { MissingElement, type XmlNode } from '../xml/xml-node.js';
import { IpTexts } from './asset-ips.js';
import { createOnce } from './create-once.js';
import { allPages, nextIdOf, type Page } from './pages.js';
import { findByTitle } from './titles.js';

export type AuthRecordPlatform = 'unix' | 'windows';

/** A Unix or Windows authentication record (fact sheet 12.3). */
export interface AuthRecord {
  readonly id: string;
  readonly platform: AuthRecordPlatform;
  readonly title: string;
  readonly username: string;
  /** API form, `a,b-c`; empty for an Active Directory record. */
  readonly ips: string;
  readonly windowsDomain?: string | undefined;
  /** True for a record of an Active Directory domain, which takes neither addresses nor another type of domain. */
  readonly activeDirectory?: true | undefined;
}

/** What a create or update sends; fields left out stay as they are. */
export interface AuthRecordChange {
  readonly platform: AuthRecordPlatform;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly windowsDomain?: string | undefined;
  /** Replaces the list. */
  readonly ips?: string | undefined;
  /** Adds to the list; not together with `ips`. */
  readonly addIps?: string | undefined;
}

const name: EndpointName = 'authRecords';

function authCall<Input extends { readonly platform: AuthRecordPlatform }>(
  action: string,
  form: (input: Input) => Form,
) {
  return {
    ...foCall(name, action, form),
    path: (versions: Parameters<typeof pathOf>[1], { platform }: Input) =>
      pathOf(name, versions).replace('{platform}', platform),
  };
}

/**
 * The plugin writes `Jenkins_Unix_`, its README `Jenkins_unix_`, and whether the filter is case-sensitive is
 * unconfirmed (fact sheet 12.3): the filter is the part that both spellings share.
 */
const differingLetter = /^Jenkins_[uw]/i;

interface RecordFilter {
  readonly platform: AuthRecordPlatform;
  readonly title?: string | undefined;
  readonly ids?: string | undefined;
  readonly idMin?: string | undefined;
}

const listPage: StreamEndpoint<RecordFilter, Page<AuthRecord>> = {
  ...authCall('list', ({ title, ids, idMin }: RecordFilter) => ({
    title: title?.replace(differingLetter, ''),
    ids,
    id_min: idMin,
    details: 'Basic',
  })),
  purpose: 'list the authentication records',
  repeatable: true,
  roots: ['AUTH_UNIX_LIST_OUTPUT', 'AUTH_WINDOWS_LIST_OUTPUT'],
  read: async (chunks, { platform }) => {
    const list = `RESPONSE.AUTH_${platform.toUpperCase()}_LIST`;
    const rows: AuthRecord[] = [];
    const ips = new IpTexts();
    const root = await readList(chunks, {
      // The name of a record differs between accounts (fact sheet 12.3).
      [`${list}.*.IP_SET.*`]: ips.add,
      [`${list}.*`]: (record) => {
        const text = ips.take();
        if (record.find('ID') !== undefined) rows.push(recordOf(record, platform, text));
      },
    });
    return { rows, nextId: nextIdOf(root) };
  },
};

function recordOf(record: XmlNode, platform: AuthRecordPlatform, ips: string): AuthRecord {
  const activeDomain = record.textIfAny('WINDOWS_AD_DOMAIN');
  return {
    id: record.text('ID'),
    platform,
    title: record.textIfAny('TITLE') ?? '',
    username: record.textIfAny('USERNAME') ?? '',
    ips,
    windowsDomain: record.textIfAny('WINDOWS_DOMAIN') ?? activeDomain,
    activeDirectory: activeDomain === undefined ? undefined : true,
  };
}

function changeForm({ username, password, windowsDomain, ips, addIps }: AuthRecordChange): Form {
  return { username, password, windows_domain: windowsDomain, ips, add_ips: addIps };
}

type NewRecord = AuthRecordChange & { readonly title: string; readonly networkId?: string | undefined };

const createCall: Endpoint<NewRecord, { readonly id: string }> = {
  ...authCall('create', (record: NewRecord) => ({
    title: record.title,
    ...changeForm(record),
    network_id: record.networkId,
  })),
  purpose: 'create the authentication record',
  repeatable: false,
  roots: ['BATCH_RETURN'],
  parse: (root) => ({ id: firstId(root) }),
};

/** One record was sent, so one id comes back, possibly in several batches (fact sheet 2.7). */
function firstId(root: XmlNode): string {
  const id = root.descendants('ID')[0]?.content;
  if (id === undefined || id === '')
    throw new MissingElement(`${root.path}/RESPONSE/BATCH_LIST/BATCH/ID_SET/ID`);
  return id;
}

const updateCall: Endpoint<AuthRecordChange & { readonly id: string }, void> = {
  ...authCall('update', (change: AuthRecordChange & { readonly id: string }) => ({
    ids: change.id,
    ...changeForm(change),
  })),
  purpose: 'update the authentication record',
  repeatable: true,
  roots: ['BATCH_RETURN', 'SIMPLE_RETURN'],
  parse: () => undefined,
};

const deleteCall: Endpoint<{ readonly platform: AuthRecordPlatform; readonly id: string }, void> = {
  ...authCall('delete', ({ id }: { readonly platform: AuthRecordPlatform; readonly id: string }) => ({
    ids: id,
  })),
  purpose: 'delete the authentication record',
  repeatable: true,
  roots: ['BATCH_RETURN', 'SIMPLE_RETURN'],
  parse: () => undefined,
};

/** Every record whose title contains the text, and more: see {@link findByTitle}. */
export function listAuthRecords(
  client: QualysClient,
  filter: { readonly platform: AuthRecordPlatform; readonly title?: string | undefined },
): Promise<AuthRecord[]> {
  return allPages((idMin) => client.send(listPage, { ...filter, idMin }));
}

/** Creates a record once: when the answer is lost, the title is looked up before it is sent again. */
export function createAuthRecord(client: QualysClient, record: NewRecord): Promise<{ readonly id: string }> {
  return createOnce({
    create: () => client.send(createCall, record),
    find: async () => findByTitle(await listAuthRecords(client, record), record.title, { anyCase: true }),
    titled: `an authentication record titled "${record.title}"`,
  });
}

/** "Nothing to change" is success, whichever shape it comes in (fact sheet 12.2). */
export async function updateAuthRecord(
  client: QualysClient,
  change: AuthRecordChange & { readonly id: string },
): Promise<void> {
  try {
    await client.send(updateCall, change);
  } catch (error) {
    if (!(error instanceof PcError) || !/nothing to change/i.test(error.why ?? '')) throw error;
  }
}

/** The record with the id; undefined when there is none. */
export async function findAuthRecord(
  client: QualysClient,
  { platform, id }: { readonly platform: AuthRecordPlatform; readonly id: string },
): Promise<AuthRecord | undefined> {
  const { rows } = await client.send(listPage, { platform, ids: id });
  return rows.find((record) => record.id === id);
}

/** A record that is gone already counts as deleted. */
export async function deleteAuthRecord(
  client: QualysClient,
  record: { readonly platform: AuthRecordPlatform; readonly id: string },
): Promise<void> {
  try {
    await client.send(deleteCall, record);
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'invalid-value') throw error;
    if ((await findAuthRecord(client, record)) !== undefined) throw error;
  }
}
