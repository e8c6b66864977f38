/** Text that Qualys sends in CDATA at some times and plain at others. */
interface FreeText {
  readonly free: string;
}

/** An element, text, or nothing. */
export type Node = Element | FreeText | string | number | undefined;

/** An XML element before it is written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

/** How free text is written (fact sheet 2.5: CDATA, plain, or several chunks with white space around them). */
export type TextStyle = 'cdata' | 'plain' | 'padded' | 'chunks';

/** An element with children; children that are undefined are left out. */
export function element(name: string, ...children: readonly Node[]): Element {
  return { name, attributes: {}, children };
}

/** The same element with attributes. */
export function attributed(attributes: Readonly<Record<string, string>>, base: Element): Element {
  return { ...base, attributes };
}

/** Text that may be written as CDATA. */
export function free(text: string): FreeText {
  return { free: text };
}

/** An element with one free text. */
export function freeElement(name: string, text: string): Element {
  return element(name, free(text));
}

/** Escapes text for element content and attribute values. */
function escapeXml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function freeText(text: string, style: TextStyle, indent: string): string {
  switch (style) {
    case 'cdata':
      return cdata(text);
    case 'plain':
      return escapeXml(text);
    case 'padded':
      return `\n${indent}  ${cdata(text)}\n${indent}`;
    case 'chunks': {
      const letters = Array.from(text);
      const half = Math.ceil(letters.length / 2);
      return `${cdata(letters.slice(0, half).join(''))}${cdata(letters.slice(half).join(''))}`;
    }
  }
}

/** Writes an element over indented lines; an element of text alone stays on one line. */
export function render(node: Element, style: TextStyle, indent = ''): string {
  const children = node.children.filter((child) => child !== undefined);
  const attributes = Object.entries(node.attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  if (children.length === 0) return `${indent}<${node.name}${attributes}></${node.name}>\n`;
  let inner = '';
  let nested = false;
  for (const child of children) {
    if (typeof child !== 'object') inner += escapeXml(String(child));
    else if ('free' in child) inner += freeText(child.free, style, indent);
    else {
      if (!nested) inner += '\n';
      nested = true;
      inner += render(child, style, `${indent}  `);
    }
  }
  return `${indent}<${node.name}${attributes}>${inner}${nested ? indent : ''}</${node.name}>\n`;
}
