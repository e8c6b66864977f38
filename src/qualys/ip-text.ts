import type { XmlNode } from './xml/xml-node.js';

/** The addresses of an IP_SET in API form, `a,b-c`; empty when there is none (fact sheet 2.5). */
export function ipTextOf(set: XmlNode | undefined): string {
  if (set === undefined) return '';
  return set.children
    .filter(({ name }) => name === 'IP' || name === 'IP_RANGE')
    .map(({ content }) => content)
    .filter((content) => content !== '')
    .join(',');
}
