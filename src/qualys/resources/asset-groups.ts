import { PcError } from '../../errors.js';
import type { QualysClient } from '../client/client.js';
import { itemsOf, readList } from '../client/read-answer.js';
import { type Endpoint, foCall, type StreamEndpoint } from '../endpoint.js';
import { MissingElement } from '../xml/xml-node.js';
import { IpTexts } from './asset-ips.js';
import { createOnce } from './create-once.js';
import { allPages, nextIdOf, type Page } from './pages.js';
import { findByTitle } from './titles.js';

/** An asset group (fact sheet 13). */
export interface AssetGroup {
  readonly id: string;
  readonly title: string;
  /** API form, `a,b-c`. */
  readonly ips: string;
}

interface GroupFilter {
  readonly title?: string | undefined;
  readonly ids?: string | undefined;
  readonly idMin?: string | undefined;
}

const listPage: StreamEndpoint<GroupFilter, Page<AssetGroup>> = {
  ...foCall('assetGroups', 'list', ({ title, ids, idMin }: GroupFilter) => ({
    title,
    ids,
    id_min: idMin,
    show_attributes: 'ID,TITLE,IP_SET',
  })),
  purpose: 'list the asset groups',
  repeatable: true,
  roots: ['ASSET_GROUP_LIST_OUTPUT'],
  read: async (chunks) => {
    const rows: AssetGroup[] = [];
    const ips = new IpTexts();
    const root = await readList(chunks, {
      'RESPONSE.ASSET_GROUP_LIST.ASSET_GROUP.IP_SET.*': ips.add,
      'RESPONSE.ASSET_GROUP_LIST.ASSET_GROUP': (group) => {
        rows.push({ id: group.text('ID'), title: group.textIfAny('TITLE') ?? '', ips: ips.take() });
      },
    });
    return { rows, nextId: nextIdOf(root) };
  },
};

interface NewGroup {
  readonly title: string;
  readonly ips: string;
  readonly networkId: string | undefined;
}

const addCall: Endpoint<NewGroup, { readonly id: string }> = {
  ...foCall('assetGroups', 'add', ({ title, ips, networkId }: NewGroup) => ({
    title,
    ips,
    network_id: networkId,
  })),
  purpose: 'add the asset group',
  repeatable: false,
  roots: ['SIMPLE_RETURN'],
  parse: (root) => {
    const id = itemsOf(root).ID;
    if (id === undefined || id === '')
      throw new MissingElement(`${root.path}/RESPONSE/ITEM_LIST/ITEM (KEY ID)`);
    return { id };
  },
};

/** What an edit does to the addresses of a group. */
export type AssetGroupEdit = { readonly setIps: string } | { readonly addIps: string };

const editCall: Endpoint<{ readonly id: string; readonly change: AssetGroupEdit }, void> = {
  ...foCall(
    'assetGroups',
    'edit',
    ({ id, change }: { readonly id: string; readonly change: AssetGroupEdit }) => ({
      id,
      ...('setIps' in change ? { set_ips: change.setIps } : { add_ips: change.addIps }),
    }),
  ),
  purpose: 'edit the asset group',
  repeatable: true,
  roots: ['SIMPLE_RETURN'],
  parse: () => undefined,
};

const deleteCall: Endpoint<string, void> = {
  ...foCall('assetGroups', 'delete', (id: string) => ({ id })),
  purpose: 'delete the asset group',
  repeatable: true,
  roots: ['SIMPLE_RETURN'],
  parse: () => undefined,
};

/** Groups that Qualys returns for the title, or all of them; all pages. */
export function listAssetGroups(client: QualysClient, title?: string): Promise<AssetGroup[]> {
  return allPages((idMin) => client.send(listPage, { title, idMin }));
}

/** Adds a group once: when the answer is lost, the title is looked up before it is sent again. */
export function addAssetGroup(client: QualysClient, group: NewGroup): Promise<{ readonly id: string }> {
  return createOnce({
    create: () => client.send(addCall, group),
    // A group that differs in case only is another one, with addresses of another owner.
    find: async () => findByTitle(await listAssetGroups(client, group.title), group.title),
    titled: `an asset group titled "${group.title}"`,
  });
}

export function editAssetGroup(client: QualysClient, id: string, change: AssetGroupEdit): Promise<void> {
  return client.send(editCall, { id, change });
}

/** A group that is gone already counts as deleted. */
export async function deleteAssetGroup(client: QualysClient, id: string): Promise<void> {
  try {
    await client.send(deleteCall, id);
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'invalid-value') throw error;
    const left = await client.send(listPage, { ids: id });
    if (left.rows.some((group) => group.id === id)) throw error;
  }
}
