import { type Account, type AssetGroup, takeId } from '../accounts/account.js';
import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { formatRange, normalized, parseIpList, without } from '../ipv4.js';
import { type Element, element, freeElement } from '../markup.js';
import { id, idNumbers, invalidValue, type Refusal } from '../parameter-rules.js';
import { formatTime } from '../server-time.js';
import { simpleReturn } from '../simple-return.js';
import { truncationWarning } from '../truncation.js';
import { addRules, editRules, listRules } from './asset-group-rules.js';

/** `/fo/asset/group/` (fact sheet 13). */
export const assetGroupEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0'],
  actions: {
    list: { changes: false, rules: listRules, run: list },
    add: { changes: true, rules: addRules, run: add },
    edit: { changes: true, rules: editRules, run: edit },
    delete: { changes: true, rules: { known: { id }, required: ['id'] }, run: remove },
  },
};

function list(call: FoCall): XmlDocument {
  const { account, behaviour, params, now } = call;
  const letters = (text: string): string =>
    behaviour.groupTitleCase === 'ignored' ? text.toLowerCase() : text;
  const wanted = params.ids === undefined ? undefined : idNumbers(params.ids);
  const found = account.groups
    .filter(
      (group) =>
        (wanted?.includes(group.id) ?? true) &&
        (params.title === undefined || letters(group.title) === letters(params.title)) &&
        group.id >= Number(params.id_min ?? 0) &&
        group.id <= Number(params.id_max ?? Number.POSITIVE_INFINITY),
    )
    .toSorted((a, b) => a.id - b.id);
  const limit = Number(params.truncation_limit ?? 1000) || found.length;
  const next = found[limit];
  const groups = found.slice(0, limit).map((group) => groupElement(group, params.show_attributes));
  return {
    root: 'ASSET_GROUP_LIST_OUTPUT',
    dtd: 'fo/asset/group/asset_group_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        groups.length === 0 ? undefined : element('ASSET_GROUP_LIST', ...groups),
        next === undefined ? undefined : truncationWarning(call, limit, next.id),
      ),
    ],
  };
}

function groupElement(group: AssetGroup, attributes = 'All'): Element {
  const names = attributes.split(',').map((name) => name.trim());
  const show = (name: string, shown: Element): Element | undefined =>
    names.includes('All') || names.includes(name) ? shown : undefined;
  return element(
    'ASSET_GROUP',
    element('ID', group.id),
    show('TITLE', freeElement('TITLE', group.title)),
    show('OWNER_USER_NAME', freeElement('OWNER_USER_NAME', group.owner)),
    show('LAST_UPDATE', element('LAST_UPDATE', formatTime(group.changedAt))),
    show('BUSINESS_IMPACT', element('BUSINESS_IMPACT', 'High')),
    group.ranges.length === 0
      ? undefined
      : show(
          'IP_SET',
          element(
            'IP_SET',
            ...group.ranges.map((range) =>
              element(range.first === range.last ? 'IP' : 'IP_RANGE', formatRange(range)),
            ),
          ),
        ),
    show('COMMENTS', freeElement('COMMENTS', group.comments)),
  );
}

function titleProblem(account: Account, title: string, self?: AssetGroup): Refusal | undefined {
  if (title.toLowerCase() === 'all') return invalidValue('title', title, 'reserved title');
  const taken = account.groups.some((group) => group !== self && group.title === title);
  return taken ? invalidValue('title', title, 'an asset group with this title already exists') : undefined;
}

function unknownIps(account: Account, list: string | undefined): Refusal | undefined {
  if (list === undefined) return undefined;
  const unknown = without(parseIpList(list).ranges, account.ips);
  return unknown.length === 0
    ? undefined
    : invalidValue('ips', list, `IP(s) do not exist: ${unknown.map(formatRange).join(', ')}`);
}

function add({ account, params, now }: FoCall): XmlDocument | Refusal {
  const title = params.title ?? '';
  const problem = titleProblem(account, title) ?? unknownIps(account, params.ips);
  if (problem !== undefined) return problem;
  const group: AssetGroup = {
    id: takeId(account),
    title,
    owner: account.username,
    ranges: params.ips === undefined ? [] : normalized(parseIpList(params.ips).ranges),
    comments: params.comments ?? '',
    changedAt: now,
  };
  account.groups.push(group);
  return simpleReturn({ now, text: 'Asset Group successfully added.', items: { ID: group.id } });
}

function edit({ account, params, now }: FoCall): XmlDocument | Refusal {
  const group = account.groups.find((each) => each.id === Number(params.id));
  if (group === undefined) return invalidValue('id', params.id ?? '', 'asset group does not exist');
  const problem =
    (params.set_title === undefined ? undefined : titleProblem(account, params.set_title, group)) ??
    unknownIps(account, params.set_ips) ??
    unknownIps(account, params.add_ips);
  if (problem !== undefined) return problem;
  group.title = params.set_title ?? group.title;
  group.comments = params.set_comments ?? group.comments;
  if (params.set_ips !== undefined) group.ranges = normalized(parseIpList(params.set_ips).ranges);
  if (params.add_ips !== undefined) {
    group.ranges = normalized([...group.ranges, ...parseIpList(params.add_ips).ranges]);
  }
  if (params.remove_ips !== undefined) {
    group.ranges = without(group.ranges, parseIpList(params.remove_ips).ranges);
  }
  group.changedAt = now;
  return simpleReturn({ now, text: 'Asset Group successfully updated.', items: { ID: group.id } });
}

function remove({ account, params, now }: FoCall): XmlDocument | Refusal {
  const group = account.groups.find((each) => each.id === Number(params.id));
  if (group === undefined) return invalidValue('id', params.id ?? '', 'asset group does not exist');
  account.groups = account.groups.filter((each) => each !== group);
  for (const policy of account.policies)
    policy.groupIds = policy.groupIds.filter((each) => each !== group.id);
  return simpleReturn({ now, text: 'Asset Group successfully deleted.', items: { ID: group.id } });
}
