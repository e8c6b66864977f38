import { parseDuration } from '../../config/duration.js';

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
