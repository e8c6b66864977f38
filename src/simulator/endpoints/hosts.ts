import type { Host } from '../accounts/account.js';
import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { contains, formatAddress, parseIpList } from '../ipv4.js';
import { attributed, type Element, element, freeElement } from '../markup.js';
import { count, id, idNumbers, ids, ipList, oneOf } from '../parameter-rules.js';
import { formatTime } from '../server-time.js';
import { truncationWarning } from '../truncation.js';

/** Hosts per answer. */
const defaultPage = 1000;

/** `/fo/asset/host/`: the scanned hosts, with the date of their last compliance scan (fact sheet 20). */
export const hostEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0', '4.0', '5.0'],
  actions: {
    list: {
      changes: false,
      rules: {
        known: {
          details: oneOf('None', 'Basic', 'Basic/AGs', 'All', 'All/AGs'),
          ips: ipList,
          ids,
          id_min: id,
          id_max: id,
          network_ids: ids,
          truncation_limit: count,
        },
      },
      run: list,
    },
  },
};

function list(call: FoCall): XmlDocument {
  const { account, params, now } = call;
  const ips = params.ips === undefined ? undefined : parseIpList(params.ips).ranges;
  const wanted = params.ids === undefined ? undefined : new Set(idNumbers(params.ids));
  const limit = Number(params.truncation_limit ?? defaultPage) || Number.POSITIVE_INFINITY;
  const matching = account.hosts
    .filter(
      (host) =>
        (ips === undefined || contains(ips, host.ip)) &&
        (wanted?.has(host.id) ?? true) &&
        host.id >= Number(params.id_min ?? 0) &&
        host.id <= Number(params.id_max ?? Number.POSITIVE_INFINITY),
    )
    .toSorted((a, b) => a.id - b.id);
  const found = matching.slice(0, limit);
  const next = matching[found.length];
  const entries = found.map((host) =>
    params.details === 'None' ? element('ID', host.id) : hostElement(call, host),
  );
  return {
    root: 'HOST_LIST_OUTPUT',
    dtd: 'fo/asset/host/host_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        found.length === 0
          ? undefined
          : element(params.details === 'None' ? 'ID_SET' : 'HOST_LIST', ...entries),
        next === undefined ? undefined : truncationWarning(call, limit, next.id),
      ),
    ],
  };
}

/** The dates of scans come with `All` only. */
function hostElement({ behaviour, params }: FoCall, host: Host): Element {
  const dated = params.details?.startsWith('All') === true && behaviour.dates.hostList;
  return element(
    'HOST',
    element('ID', host.id),
    attributed({ network_id: '0' }, element('IP', formatAddress(host.ip))),
    element('TRACKING_METHOD', host.tracking === 'INSTANCE_ID' ? behaviour.ec2Tracking : 'IP'),
    freeElement('DNS', host.dns),
    freeElement('OS', host.os),
    dated && host.lastScanAt !== undefined
      ? element('LAST_COMPLIANCE_SCAN_DATETIME', formatTime(host.lastScanAt))
      : undefined,
  );
}
