import { IpSet } from '../../net/ip-set.js';
import { ownText } from '../../text/printable.js';
import type { QualysClient } from '../client/client.js';
import { readList } from '../client/read-answer.js';
import { foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';

/** One AUTH block of a scan result; addresses in API form (fact sheet 15.5). */
export interface AuthenticationBlock {
  /** `Unix/Cisco/Checkpoint Firewall`, `Windows`, `Oracle` ...; undefined when absent. */
  readonly type: string | undefined;
  readonly succeeded: string;
  readonly failed: string;
  readonly insufficient: string;
  /** Why logins failed or had too few rights, where Qualys says so; in its words. */
  readonly causes?: readonly LoginCause[] | undefined;
}

/** Addresses in API form, and why the login to them brought nothing. */
export interface LoginCause {
  readonly ips: string;
  readonly cause: string;
}

/** The fetched result of a scan (fact sheet 15.5). Addresses in API form; undefined where the element is absent. */
export interface ScanResult {
  readonly serverTime: string;
  readonly hostsAlive: number | undefined;
  readonly hostsTotal: number | undefined;
  readonly scanned: string | undefined;
  readonly notAlive: string | undefined;
  readonly notScanned: string | undefined;
  readonly excluded: string | undefined;
  /** HEADER TARGET, what the scan covered; free text. */
  readonly target: string | undefined;
  /** ERROR elements of the result, Qualys' words. */
  readonly errors: readonly string[];
  readonly authentication: readonly AuthenticationBlock[];
}

const fetchResult: StreamEndpoint<string, ScanResult> = {
  ...foCall('scans', 'fetch', (ref: string) => ({ scan_ref: ref })),
  purpose: 'fetch the result of the scan',
  repeatable: true,
  slow: true,
  roots: ['COMPLIANCE_SCAN_RESULT_OUTPUT'],
  // The addresses of thousands of hosts, each in an element of its own.
  read: async (chunks) => resultOf(await readList(chunks, {})),
};

function resultOf(root: XmlNode): ScanResult {
  const scan = root.one('RESPONSE.COMPLIANCE_SCAN');
  const key = (name: string) =>
    scan.all('HEADER.KEY').find(({ attributes }) => attributes.value === name)?.content || undefined;
  const hosts = (name: string) => ipsIn(scan.find(`APPENDIX.TARGET_HOSTS.${name}`));
  return {
    serverTime: root.time('RESPONSE.DATETIME'),
    hostsAlive: countOf(key('NBHOST_ALIVE')),
    hostsTotal: countOf(key('NBHOST_TOTAL')),
    scanned: hosts('HOSTS_SCANNED'),
    notAlive: hosts('HOSTS_NOT_ALIVE'),
    notScanned: hosts('HOSTS_NOT_SCANNED'),
    excluded: hosts('EXCLUDED_HOSTS'),
    target: key('TARGET'),
    errors: scan.all('ERROR').map(errorText),
    authentication: [
      ...scan.all('APPENDIX.AUTHENTICATION.AUTH').map((auth) => ({
        type: auth.textIfAny('TYPE'),
        succeeded: allIpsIn(auth.all('SUCCESS')),
        failed: allIpsIn(auth.all('FAILED')),
        insufficient: allIpsIn(auth.all('INSUFFICIENT')),
        causes: causesIn([...auth.all('FAILED'), ...auth.all('INSUFFICIENT')]),
      })),
      ...scan.descendants('AUTH_SCAN_ISSUES').flatMap(issueBlocks),
    ],
  };
}

/**
 * AUTH_SCAN_ISSUES says host by host what AUTHENTICATION says in lists. Its inner form is unconfirmed (fact sheet
 * 15.5): an element that names addresses directly is an entry, the name of it or of one around it gives the kind.
 */
function issueBlocks(issues: XmlNode): AuthenticationBlock[] {
  return entriesIn(issues, 'failed').map(({ node, kind }) => {
    const ips = allIpsIn([node]);
    return {
      type: node.textIfAny('TYPE') ?? serviceOf(node.textIfAny('INSTANCE')),
      succeeded: '',
      failed: kind === 'failed' ? ips : '',
      insufficient: kind === 'insufficient' ? ips : '',
      causes: causesIn([node]),
    };
  });
}

type IssueKind = 'failed' | 'insufficient';

function entriesIn(node: XmlNode, kind: IssueKind): { readonly node: XmlNode; readonly kind: IssueKind }[] {
  return node.children.flatMap((child) => {
    const said = `${child.name} ${child.textIfAny('STATUS') ?? ''}`;
    const own = /INSUFFICIENT/i.test(said) ? 'insufficient' : /FAILED/i.test(said) ? 'failed' : kind;
    const isEntry = child.children.some(({ name }) => name === 'IP' || name === 'IP_RANGE');
    return isEntry ? [{ node: child, kind: own }] : entriesIn(child, own);
  });
}

/** The login of an instance, such as a database, is none of the operating system, which Qualys calls `os`. */
function serviceOf(instance: string | undefined): string | undefined {
  return instance === undefined || /^(?:os|-|n\/a)$/i.test(instance) ? undefined : instance;
}

function causesIn(nodes: readonly XmlNode[]): LoginCause[] | undefined {
  const causes = nodes.flatMap((node) => {
    const cause = node.descendants('CAUSE')[0]?.content;
    return cause === undefined || cause === '' ? [] : [{ ips: allIpsIn([node]), cause: ownText(cause) }];
  });
  return causes.length === 0 ? undefined : causes;
}

function errorText(error: XmlNode): string {
  const { number } = error.attributes;
  return number === undefined ? error.content : `${number}: ${error.content}`;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function ipsIn(node: XmlNode | undefined): string | undefined {
  return node === undefined ? undefined : allIpsIn([node]);
}

/**
 * Addresses of elements whose inner form is unconfirmed: those of the IP elements below, else of the text itself;
 * single ones, ranges and lists (fact sheet 15.5). INSTANCE texts hold numbers that are no addresses.
 */
function allIpsIn(nodes: readonly XmlNode[]): string {
  const texts = nodes.flatMap((node) => {
    const inner = [...node.descendants('IP'), ...node.descendants('IP_RANGE')];
    return inner.length > 0 ? inner.map(({ content }) => content) : [node.content];
  });
  return IpSet.findIn(texts.join(',')).toString();
}

export function fetchScanResult(client: QualysClient, ref: string): Promise<ScanResult> {
  return client.send(fetchResult, ref);
}
