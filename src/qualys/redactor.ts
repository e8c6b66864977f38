import { escapeXml } from './xml/escape-xml.js';

/**
 * Makes a function that hides secrets in text, in every form in which they travel: as they are, URL-encoded, as a
 * form value, as XML text, as JSON text and as Basic credentials. Used where a message is built, not where it is printed.
 */
export function redactorOf(secrets: Iterable<string | undefined>): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined || secret === '') continue;
    forms.add(secret);
    forms.add(encodeURIComponent(secret));
    forms.add(new URLSearchParams({ x: secret }).toString().slice(2));
    forms.add(escapeXml(secret));
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(Buffer.from(secret).toString('base64'));
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, form) => left.replaceAll(form, '•••'), text);
}
