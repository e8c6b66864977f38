/** A policy as the step needs it. */
export interface NamedPolicy {
  readonly id: string;
  readonly title: string;
}

/** The plugin's `selectedPolicies`: `<id>::<title>`, joined by `,,`. */
export function policiesText(policies: readonly NamedPolicy[]): string {
  return policies.map(({ id, title }) => `${id}::${title}`).join(',,');
}

/**
 * Reads `selectedPolicies` as the plugin does (PCScanNotifier.launchHostScan): it splits at every `,,`, then each part
 * at every `::`, and takes the first two pieces. A part without `::` has no title.
 */
export function readPoliciesText(
  text: string,
): { readonly id: string; readonly title: string | undefined }[] {
  return text.split(',,').map((part) => {
    const [id = '', title] = part.split('::');
    return { id, title };
  });
}

/** True when the plugin would read other policies than these. */
export function isMisread(policies: readonly NamedPolicy[]): boolean {
  const read = readPoliciesText(policiesText(policies));
  return (
    read.length !== policies.length ||
    policies.some(({ id, title }, index) => read[index]?.id !== id || read[index]?.title !== title)
  );
}
