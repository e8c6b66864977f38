import type { FailingControl } from '../workflow/result.js';

/** Worst criticality first, then by CID, host, technology and instance: a total order, the same on every run. */
export function worstFirst(a: FailingControl, b: FailingControl): number {
  return (
    b.criticality.value - a.criticality.value ||
    a.cid - b.cid ||
    compareText(a.host.ip, b.host.ip) ||
    compareText(a.technology, b.technology) ||
    compareText(a.instance, b.instance)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
