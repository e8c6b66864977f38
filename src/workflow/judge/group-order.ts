import type { ControlGroup } from '../results/control-group.js';

type Ordered = Pick<ControlGroup, 'policyId' | 'cid' | 'criticality' | 'counts'>;

/** What fails before what warns, then worst criticality first, then by CID and policy: the same on every run. */
export function worstFirst(a: Ordered, b: Ordered): number {
  return (
    Number(a.counts === 'warn') - Number(b.counts === 'warn') ||
    b.criticality.value - a.criticality.value ||
    a.cid - b.cid ||
    compareText(a.policyId, b.policyId)
  );
}

interface Placed {
  readonly host: { readonly ip: string };
  readonly instance: string;
}

/** By address, then by instance. */
export function compareExamples(a: Placed, b: Placed): number {
  return compareAddresses(a.host.ip, b.host.ip) || compareText(a.instance, b.instance);
}

/** 10.0.0.9 before 10.0.0.10; IPv4 before all else. */
function compareAddresses(a: string, b: string): number {
  if (a === b) return 0;
  return ipv4Value(a) - ipv4Value(b) || compareText(a, b);
}

const NO_IPV4 = 2 ** 32;

function ipv4Value(text: string): number {
  let value = 0;
  let part = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      dots += 1;
      value = value * 256 + part;
      part = 0;
    } else if (code >= 48 && code <= 57) part = part * 10 + code - 48;
    else return NO_IPV4;
  }
  return dots === 3 && part < 256 ? value * 256 + part : NO_IPV4;
}

/** By code units, as every machine does it alike. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
