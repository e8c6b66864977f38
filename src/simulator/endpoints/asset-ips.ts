import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { common, formatRange, type Ipv4Range, normalized, parseIpList, size, without } from '../ipv4.js';
import { attributed, element } from '../markup.js';
import { flag, id, invalidValue, ipList, oneOf, type Refusal, text } from '../parameter-rules.js';
import { formatTime } from '../server-time.js';
import { simpleReturn } from '../simple-return.js';

const modules = ['enable_vm', 'enable_pc', 'enable_sca', 'enable_certview'];

/** `/fo/asset/ip/` (fact sheet 11). */
export const assetIpEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0'],
  actions: {
    add: {
      changes: true,
      rules: {
        known: {
          ips: ipList,
          enable_vm: flag,
          enable_pc: flag,
          enable_sca: flag,
          enable_certview: flag,
          tracking_method: oneOf('IP', 'DNS', 'NETBIOS'),
          owner: text(),
          ud1: text(128),
          ud2: text(128),
          ud3: text(128),
          comment: text(),
          ag_title: text(255),
          network_id: id,
        },
        required: ['ips'],
        atLeastOne: [modules],
      },
      run: add,
    },
    list: {
      changes: false,
      rules: {
        known: {
          ips: ipList,
          compliance_enabled: flag,
          certview_enabled: flag,
          network_id: id,
          tracking_method: oneOf('IP', 'DNS', 'NETBIOS'),
        },
      },
      run: list,
    },
  },
};

function add({ account, behaviour, params, now }: FoCall): XmlDocument | Refusal {
  if (!modules.some((name) => params[name] === '1')) {
    return invalidValue('enable_pc', params.enable_pc ?? '', 'no module is enabled');
  }
  const asked = parseIpList(params.ips ?? '').ranges;
  if (params.enable_pc !== '1')
    return simpleReturn({ now, text: 'IPs successfully added to Vulnerability Management' });
  const fresh = without(asked, account.ips);
  if (fresh.length === 0 && behaviour.knownIp === 'refused') {
    return invalidValue('ips', params.ips ?? '', 'the IPs are already in the subscription');
  }
  if (size(fresh) > account.licences) {
    return {
      refused: 1905,
      text: `You do not have enough licenses to add ${size(fresh)} IPs: ${account.licences} are left.`,
    };
  }
  account.licences -= size(fresh);
  account.ips = normalized([...account.ips, ...fresh]);
  const outcome =
    fresh.length === 0
      ? 'IPs are already in Policy Compliance, nothing was added'
      : 'IPs successfully added to Policy Compliance';
  return simpleReturn({ now, text: outcome });
}

function list({ account, params, now }: FoCall): XmlDocument {
  const asked = params.ips === undefined ? undefined : parseIpList(params.ips).ranges;
  const found = asked === undefined ? account.ips : answerRanges(account.ips, asked);
  return {
    root: 'IP_LIST_OUTPUT',
    dtd: 'fo/asset/ip/ip_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        found.length === 0
          ? undefined
          : element(
              'IP_SET',
              ...found.map((range) =>
                attributed(
                  { network_id: '0' },
                  element(range.first === range.last ? 'IP' : 'IP_RANGE', formatRange(range)),
                ),
              ),
            ),
      ),
    ],
  };
}

/** A range of the account that contains an address asked for may come back whole; here it does for single ones. */
function answerRanges(known: readonly Ipv4Range[], asked: readonly Ipv4Range[]): Ipv4Range[] {
  const single = asked.length === 1 && asked[0]?.first === asked[0]?.last;
  if (!single) return common(known, asked);
  return known.filter(({ first, last }) => asked.some((range) => first <= range.first && range.last <= last));
}
