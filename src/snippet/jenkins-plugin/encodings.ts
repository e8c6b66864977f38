import { parseDuration } from '../../config/values/duration.js';

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

/**
 * A duration as the plugin takes it: whole minutes or a product of them (PCScanNotifier, TIMEOUT_PERIOD_REGEX).
 * A text that it takes stays as it is; anything else is rounded up.
 * @returns Undefined when the text is no duration.
 */
export function pluginMinutes(
  text: string,
): { readonly minutes: string; readonly isRounded: boolean } | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\*\d+)*$/.test(trimmed)) return { minutes: trimmed, isRounded: false };
  const ms = parseDuration(text);
  if (typeof ms === 'string') return undefined;
  const minutes = ms / 60_000;
  return { minutes: String(Math.ceil(minutes)), isRounded: !Number.isInteger(minutes) };
}

/** A JSON object whose keys keep their order and may be any text, `__proto__` and numbers too. */
export function jsonObject(entries: readonly (readonly [key: string, value: string])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}
