import type { Policy } from '../accounts/account.js';
import { technologyNames } from '../accounts/technologies.js';
import { criticalityElement } from '../criticality.js';
import type { FoAction, FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { formatRange } from '../ipv4.js';
import { type Element, element, free, freeElement } from '../markup.js';
import {
  dateTime,
  flag,
  id,
  idNumbers,
  ids,
  invalidValue,
  oneOf,
  type ParameterRules,
  type Refusal,
} from '../parameter-rules.js';
import { formatTime, parseTime } from '../server-time.js';
import { simpleReturn } from '../simple-return.js';

const changeRules: ParameterRules = {
  known: { id, asset_group_ids: ids, evaluate_now: flag },
  required: ['id', 'asset_group_ids'],
};

/** `/fo/compliance/policy/` (fact sheet 14). */
export const policyEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0', '5.0'],
  actions: {
    list: {
      changes: false,
      rules: {
        known: {
          details: oneOf('None', 'Basic', 'All'),
          ids,
          id_min: id,
          id_max: id,
          updated_after_datetime: dateTime,
          created_after_datetime: dateTime,
        },
      },
      run: list,
    },
    add_asset_group_ids: changeGroups((present, given) => [...new Set([...present, ...given])]),
    remove_asset_group_ids: changeGroups((present, given) => present.filter((each) => !given.includes(each))),
    set_asset_group_ids: changeGroups((_present, given) => given),
  },
};

function changeGroups(combine: (present: number[], given: number[]) => number[]): FoAction {
  return {
    changes: true,
    rules: changeRules,
    run: ({ account, params, now }: FoCall): XmlDocument | Refusal => {
      const policy = account.policies.find((each) => each.id === Number(params.id));
      if (policy === undefined) return invalidValue('id', params.id ?? '', 'policy does not exist');
      if (policy.locked) return invalidValue('id', params.id ?? '', 'the policy is locked');
      const given = idNumbers(params.asset_group_ids ?? '');
      const unfit = given.find(
        (number) => !account.groups.some((group) => group.id === number && group.ranges.length > 0),
      );
      if (unfit !== undefined) {
        return invalidValue('asset_group_ids', String(unfit), 'does not exist or holds no IP');
      }
      policy.groupIds = combine(policy.groupIds, given);
      policy.modifiedAt = now;
      if (params.evaluate_now === '1') policy.evaluatedAt = now;
      return simpleReturn({
        now,
        text: 'Compliance Policy successfully modified.',
        items: { ID: policy.id },
        dtd: 'fo/compliance/policy/simple_return.dtd',
      });
    },
  };
}

function list(call: FoCall): XmlDocument {
  const { account, params, now } = call;
  const wanted = params.ids === undefined ? undefined : idNumbers(params.ids);
  const after = parseTime(params.updated_after_datetime ?? '') ?? 0;
  // There is no paging: one answer holds all of them (fact sheet 14.1).
  const found = account.policies
    .toSorted((a, b) => a.id - b.id)
    .filter(
      (policy) =>
        (wanted?.includes(policy.id) ?? true) &&
        policy.id >= Number(params.id_min ?? 0) &&
        policy.id <= Number(params.id_max ?? Number.POSITIVE_INFINITY) &&
        policy.modifiedAt >= after,
    );
  const details = params.details ?? 'Basic';
  const entries =
    details === 'None'
      ? element('ID_SET', ...found.map((policy) => element('ID', policy.id)))
      : element('POLICY_LIST', ...found.map((policy) => policyElement(call, policy, details === 'All')));
  return {
    root: 'POLICY_LIST_OUTPUT',
    dtd: 'fo/compliance/policy/policy_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        found.length === 0 ? undefined : entries,
        details === 'All' ? glossary(call, found) : undefined,
      ),
    ],
  };
}

/** `1,2,5-7` as the list prints it. */
function idText(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b).map((number) => ({ first: number, last: number }));
  const runs: { first: number; last: number }[] = [];
  for (const each of sorted) {
    const previous = runs.at(-1);
    if (previous !== undefined && each.first === previous.last + 1) previous.last = each.last;
    else runs.push(each);
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

function policyElement({ account, behaviour, version }: FoCall, policy: Policy, all: boolean): Element {
  const evaluatedAt = behaviour.dates.policyEvaluated ? policy.evaluatedAt : undefined;
  const controls = policy.cids.flatMap((cid) => {
    const control = account.controls.get(cid);
    if (control === undefined) return [];
    const technologies = control.technologies.map((number) =>
      element('TECHNOLOGY', element('ID', number), element('NAME', technologyNames[number])),
    );
    return [
      element(
        'CONTROL',
        element('ID', cid),
        freeElement('STATEMENT', control.statement),
        criticalityElement(
          behaviour.level({ policy: policy.id, cid }) ?? control.criticality,
          behaviour.criticality,
        ),
        version === '2.0' ? undefined : element('STATUS', 'active'),
        all ? element('TECHNOLOGY_LIST', ...technologies) : undefined,
      ),
    ];
  });
  return element(
    'POLICY',
    element('ID', policy.id),
    freeElement('TITLE', policy.title),
    element('CREATED', element('DATETIME', '2026-01-02T08:00:00Z'), element('BY', 'acme2ab1')),
    element('LAST_MODIFIED', element('DATETIME', formatTime(policy.modifiedAt)), element('BY', 'acme2ab1')),
    behaviour.dates.policyEvaluated
      ? element(
          'LAST_EVALUATED',
          evaluatedAt === undefined ? undefined : element('DATETIME', formatTime(evaluatedAt)),
        )
      : undefined,
    element('STATUS', free(policy.status)),
    element('IS_LOCKED', policy.locked ? 1 : 0),
    behaviour.newTrees ? element('LIFE_CYCLE', element('STATUS', 'published'), element('ID', 1)) : undefined,
    element('EVALUATE_NOW', policy.id % 2 === 0 ? 'no' : 0),
    policy.groupIds.length === 0 ? undefined : element('ASSET_GROUP_IDS', idText(policy.groupIds)),
    controls.length === 0 ? undefined : element('CONTROL_LIST', ...controls),
  );
}

function glossary({ account }: FoCall, policies: readonly Policy[]): Element {
  const groupIds = new Set(policies.flatMap((policy) => policy.groupIds));
  const groups = account.groups
    .filter((group) => groupIds.has(group.id))
    .map((group) =>
      element(
        'ASSET_GROUP',
        element('ID', group.id),
        freeElement('TITLE', group.title),
        element('IP_SET', ...group.ranges.map((range) => element('IP_RANGE', formatRange(range)))),
      ),
    );
  return element('GLOSSARY', groups.length === 0 ? undefined : element('ASSET_GROUP_LIST', ...groups));
}
