import { IpSet } from '../../net/ip-set.js';
import type { QualysClient } from '../client/client.js';
import { readList } from '../client/read-answer.js';
import { foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';
import { allPages, nextIdOf, type Page } from './pages.js';

/** When Qualys last scanned a host for compliance, by the host list. */
export interface HostDate {
  readonly id: string;
  readonly ip: string;
  /** LAST_COMPLIANCE_SCAN_DATETIME, ISO; absent when there is none. */
  readonly lastComplianceScan: string | undefined;
}

interface HostFilter {
  readonly ips: string;
  readonly networkId: string | undefined;
  readonly idMin: string | undefined;
}

/** The scan dates come with `All` only. */
const listPage: StreamEndpoint<HostFilter, Page<HostDate>> = {
  ...foCall('hosts', 'list', ({ ips, networkId, idMin }: HostFilter) => ({
    ips,
    network_ids: networkId,
    details: 'All',
    id_min: idMin,
  })),
  purpose: 'list the hosts',
  repeatable: true,
  slow: true,
  roots: ['HOST_LIST_OUTPUT'],
  read: async (chunks) => {
    const rows: HostDate[] = [];
    const root = await readList(chunks, {
      'RESPONSE.HOST_LIST.HOST': (host) => rows.push(hostDateOf(host)),
    });
    return { rows, nextId: nextIdOf(root) };
  },
};

function hostDateOf(host: XmlNode): HostDate {
  return {
    id: host.text('ID'),
    ip: host.textIfAny('IP') ?? '',
    lastComplianceScan: host.timeIfAny('LAST_COMPLIANCE_SCAN_DATETIME'),
  };
}

/** The hosts at the addresses (API form); all pages. */
export async function listHosts(
  client: QualysClient,
  { ips, networkId }: Pick<HostFilter, 'ips' | 'networkId'>,
): Promise<HostDate[]> {
  const wanted = IpSet.parse(ips);
  const hosts = await allPages((idMin) => client.send(listPage, { ips, networkId, idMin }));
  return hosts.filter(({ ip }) => wanted.has(ip));
}
