import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { QualysClient } from '../client/client.js';
import { readList } from '../client/read-answer.js';
import { type Endpoint, foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';

/** Addresses as Qualys takes them, and the network they belong to. */
interface Addresses {
  readonly ips: string;
  readonly networkId: string | undefined;
}

const listIps: StreamEndpoint<Addresses, string> = {
  ...foCall('assetIps', 'list', ({ ips, networkId }: Addresses) => ({
    ips,
    compliance_enabled: '1',
    network_id: networkId,
  })),
  purpose: 'list the addresses of the account',
  repeatable: true,
  slow: true,
  roots: ['IP_LIST_OUTPUT'],
  read: async (chunks) => {
    const ips = new IpTexts();
    await readList(chunks, { 'RESPONSE.IP_SET.*': ips.add });
    return ips.take();
  },
};

const addIpsCall: Endpoint<Addresses, void> = {
  ...foCall('assetIps', 'add', ({ ips, networkId }: Addresses) => ({
    ips,
    enable_pc: '1',
    network_id: networkId,
  })),
  purpose: `add the addresses to Policy Compliance`,
  repeatable: true,
  roots: ['SIMPLE_RETURN'],
  parse: () => undefined,
};

/** Which of the addresses are in the account with PC enabled; API form (fact sheet 11.2). */
export async function listPcIps(client: QualysClient, addresses: Addresses): Promise<string> {
  // The answer may name a range that merely contains what was asked.
  const known = IpSet.findIn(await client.send(listIps, addresses));
  return known.intersect(IpSet.parse(addresses.ips)).toString();
}

/**
 * Adds addresses with PC enabled (fact sheet 11.1). How Qualys words "already there" is unconfirmed, so a refused
 * value is no failure when all of them turn out to be in the account.
 */
export async function addIps(client: QualysClient, addresses: Addresses): Promise<void> {
  try {
    await client.send(addIpsCall, addresses);
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'invalid-value') throw error;
    const wanted = IpSet.parse(addresses.ips);
    if (!IpSet.parse(await listPcIps(client, addresses)).containsAll(wanted)) throw error;
  }
}

/** Gathers the addresses of an IP_SET, element by element: there can be a hundred thousand (fact sheet 2.5). */
export class IpTexts {
  #texts: string[] = [];

  /** Takes an element of the set. */
  readonly add = ({ name, content }: XmlNode): void => {
    if ((name === 'IP' || name === 'IP_RANGE') && content !== '') this.#texts.push(content);
  };

  /** The addresses so far in API form, `a,b-c`; empty when there are none. */
  take(): string {
    const text = this.#texts.join(',');
    this.#texts = [];
    return text;
  }
}
