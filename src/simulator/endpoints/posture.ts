import type { Policy } from '../accounts/account.js';
import { criticalityLabels } from '../criticality.js';
import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { type Element, element, render, type TextStyle } from '../markup.js';
import {
  count,
  dateTime,
  flag,
  id,
  idNumbers,
  ids,
  invalidValue,
  ipList,
  oneOf,
  type ParameterRules,
  type Refusal,
  someOf,
  text,
} from '../parameter-rules.js';
import { type Detail, glossaryElement, infoElement, PostureTally } from '../posture-markup.js';
import { postureRows } from '../posture-rows.js';
import { hostsOf, rowFilter } from '../posture-selection.js';
import { formatTime } from '../server-time.js';
import { truncationWarning } from '../truncation.js';

/** Rows per answer with `policy_id`, and policies per call (fact sheet 16.1). */
const defaultPage = 5000;
const mostPolicies = 10;

const textStyles: readonly TextStyle[] = ['cdata', 'plain', 'padded', 'chunks'];

const rules: ParameterRules = {
  known: {
    policy_id: id,
    policy_ids: ids,
    output_format: oneOf('xml'),
    details: oneOf('None', 'Basic', 'Light', 'All'),
    ips: ipList,
    host_ids: ids,
    asset_group_ids: ids,
    control_ids: ids,
    ids,
    id_min: id,
    id_max: id,
    status: oneOf('Passed', 'Failed', 'Error'),
    status_changes_since: dateTime,
    evaluation_date: dateTime,
    criticality_labels: someOf(...criticalityLabels),
    criticality_values: someOf('0', '1', '2', '3', '4', '5'),
    cause_of_failure: flag,
    show_remediation_info: flag,
    include_dp_name: flag,
    hide_evidence: flag,
    show_extended_evidence: flag,
    tag_set_by: oneOf('id', 'name'),
    tag_include_selector: oneOf('any', 'all'),
    tag_exclude_selector: oneOf('any', 'all'),
    tag_set_include: text(),
    tag_set_exclude: text(),
    truncation_limit: count,
  },
  onlyOne: [['policy_id', 'policy_ids']],
  atLeastOne: [['policy_id', 'policy_ids']],
  apart: [
    ['policy_ids', 'truncation_limit'],
    ['policy_ids', 'id_min'],
    ['policy_ids', 'id_max'],
    ['criticality_labels', 'criticality_values'],
    ['hide_evidence', 'show_extended_evidence'],
  ],
};

/** `/fo/compliance/posture/info/` (fact sheet 16). */
export const postureEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0'],
  actions: { list: { changes: false, rules, run: list } },
};

function list(call: FoCall): XmlDocument | Refusal {
  const { account, behaviour, params, now } = call;
  const asked = params.policy_ids ?? params.policy_id ?? '';
  const numbers = idNumbers(asked);
  const name = params.policy_ids === undefined ? 'policy_id' : 'policy_ids';
  if (params.policy_ids !== undefined && !behaviour.policyIds) {
    return { refused: 1901, text: 'Unrecognized parameter(s): policy_ids' };
  }
  if (numbers.length > mostPolicies) return invalidValue(name, asked, `more than ${mostPolicies} policies`);
  const policies = numbers.map((number) => account.policies.find((policy) => policy.id === number));
  const missing = policies.indexOf(undefined);
  if (missing >= 0) return invalidValue(name, String(numbers[missing]), 'policy does not exist');
  const known = policies.filter((policy) => policy !== undefined);
  for (const policy of known) look(call, policy);
  return {
    root: 'POSTURE_INFO_LIST_OUTPUT',
    dtd: 'fo/compliance/posture/info/posture_info_list_output.dtd',
    content:
      params.policy_ids === undefined
        ? response(now, onePolicy(call, known[0]))
        : response(now, manyPolicies(call, known)),
  };
}

/** Counts a read of a policy whose hosts have been scanned; later reads may return more. */
function look({ tenant, account, params, now }: FoCall, policy: Policy): void {
  if (params.id_min !== undefined || account.hosts.every((host) => host.processedAt === undefined)) return;
  const looks = (tenant.looks.get(policy.id) ?? 0) + 1;
  tenant.looks.set(policy.id, looks);
  if (looks !== 2 || !['second-look', 'host-date-first'].includes(tenant.behaviour.freshness)) return;
  policy.evaluatedAt = now;
  for (const host of account.hosts) host.lastScanAt = host.processedAt ?? host.lastScanAt;
}

function* response(now: number, content: Iterable<string>): Generator<string> {
  yield `  <RESPONSE>\n    <DATETIME>${formatTime(now)}</DATETIME>\n`;
  yield* content;
  yield '  </RESPONSE>\n';
}

function* manyPolicies(call: FoCall, policies: readonly Policy[]): Generator<string> {
  const all = new PostureTally();
  const atEnd = call.behaviour.glossary === 'end';
  for (const policy of policies) {
    yield `    <POLICY>\n      <ID>${policy.id}</ID>\n      <DATETIME>${formatTime(call.now)}</DATETIME>\n`;
    const tally = new PostureTally();
    yield* infoList(call, policy, [tally, all], Number.POSITIVE_INFINITY);
    if (!tally.isEmpty) yield* after(call, tally, !atEnd);
    yield '    </POLICY>\n';
  }
  if (atEnd && !all.isEmpty) yield glossary(call, all);
}

function* onePolicy(call: FoCall, policy: Policy | undefined): Generator<string> {
  if (policy === undefined) return;
  const tally = new PostureTally();
  const limit = Number(call.params.truncation_limit ?? defaultPage) || Number.POSITIVE_INFINITY;
  const nextId = yield* infoList(call, policy, [tally], limit);
  if (tally.isEmpty) return;
  if (call.behaviour.hasSummary) yield markup(tally.summary());
  if (nextId !== undefined) yield markup(element('WARNING_LIST', truncationWarning(call, limit, nextId)));
  yield* after({ ...call, behaviour: { ...call.behaviour, hasSummary: false } }, tally, true, call);
}

function* after(call: FoCall, tally: PostureTally, withGlossary: boolean, whole = call): Generator<string> {
  if (call.behaviour.hasSummary) yield markup(tally.summary());
  if (withGlossary) yield glossary(whole, tally);
}

function glossary({ params, behaviour }: FoCall, tally: PostureTally): string {
  const detail = detailOf(params);
  return detail.level === 'None' ? '' : markup(glossaryElement(tally, detail, behaviour));
}

function markup(node: Element): string {
  return render(node, 'chunks', '    ');
}

/** Text in rows is written as CDATA, plain and in chunks in turn, as readers must accept all three. */
function rowStyle(rowId: number): TextStyle {
  return textStyles[rowId % textStyles.length] ?? 'cdata';
}

function detailOf(params: FoCall['params']): Detail {
  return {
    level: (params.details ?? 'Basic') as Detail['level'],
    causeOfFailure: params.cause_of_failure === '1',
    remediation: params.show_remediation_info === '1',
  };
}

/** Streams INFO_LIST. @returns The id of the first row that did not fit. */
function* infoList(
  call: FoCall,
  policy: Policy,
  tallies: readonly PostureTally[],
  limit: number,
): Generator<string, number | undefined> {
  const detail = detailOf(call.params);
  const wanted = rowFilter(call);
  let shown = 0;
  let pending = '';
  for (const row of postureRows(call.tenant, policy, hostsOf(call, policy), call.now)) {
    if (!wanted(row)) continue;
    if (shown === limit) {
      yield `${pending}    </INFO_LIST>\n`;
      return row.id;
    }
    if (shown === 0) pending = '    <INFO_LIST>\n';
    shown += 1;
    for (const tally of tallies) tally.add(row);
    pending += render(infoElement(row, detail, call.behaviour), rowStyle(row.id), '      ');
    if (pending.length > 65_536) {
      yield pending;
      pending = '';
    }
  }
  if (shown > 0) yield `${pending}    </INFO_LIST>\n`;
  return undefined;
}
