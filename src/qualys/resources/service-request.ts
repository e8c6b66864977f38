/** A condition of a QPS search (fact sheet 18.2). */
export interface Criteria {
  readonly field: string;
  readonly operator: 'EQUALS' | 'GREATER';
  readonly value: string;
}

/** The most entries a QPS search returns at once. */
const largestSearch = 1000;

/** Writes the body of a QPS search; values are escaped. */
export function serviceRequest(criteria: readonly Criteria[]): string {
  const filters = criteria.map(
    ({ field, operator, value }) =>
      `<Criteria field="${field}" operator="${operator}">${escapeXml(value)}</Criteria>`,
  );
  const inner = filters.length === 0 ? '' : `<filters>${filters.join('')}</filters>`;
  return `<ServiceRequest>${inner}<preferences><limitResults>${largestSearch}</limitResults></preferences></ServiceRequest>`;
}

/** Escapes text for XML, between tags or in double quotes. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
