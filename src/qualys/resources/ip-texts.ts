import type { XmlNode } from '../xml/xml-node.js';

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
