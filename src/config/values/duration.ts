import { counted } from '../../text/counted.js';

const unitMs = { h: 3_600_000, m: 60_000, s: 1_000 } as const;

const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
const product = new RegExp(String.raw`^${number}(?:\s*\*\s*${number})*$`);
const withUnits = new RegExp(
  String.raw`^(?:(${number})\s*(?:h|hours?))?\s*(?:(${number})\s*(?:m|min|minutes?))?\s*(?:(${number})\s*(?:s|sec|seconds?))?$`,
);

/**
 * Reads minutes (`2`, `1.5`), a product of minutes (`60*2`, as in the Jenkins plugin) or a time with units
 * (`90s`, `1h30m`, `1 hour 30 minutes`).
 * @returns whole milliseconds, at least 1; or a sentence that says what is wrong with the text.
 */
export function parseDuration(text: string): number | string {
  const trimmed = text.trim().toLowerCase();
  const ms = product.test(trimmed) ? productMs(trimmed) : unitsMs(trimmed);
  if (ms === undefined)
    return trimmed.startsWith('-') ? 'The time is negative' : `"${text}" is not a duration`;
  if (ms <= 0) return 'The time is zero';
  if (!Number.isSafeInteger(Math.round(ms))) return 'The time is too long to count';
  return Math.max(1, Math.round(ms));
}

function productMs(text: string): number {
  return text.split('*').reduce<number>((total, factor) => total * Number(factor), unitMs.m);
}

function unitsMs(text: string): number | undefined {
  const match = text === '' ? null : withUnits.exec(text);
  if (match === null) return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(hours) * unitMs.h + Number(minutes) * unitMs.m + Number(seconds) * unitMs.s;
}

/** A time in words, for example `2 minutes` or `1 hour 30 minutes`; {@link parseDuration} reads them back. */
export function describeDuration(ms: number): string {
  const whole = Math.round(ms);
  const hours = Math.floor(whole / unitMs.h);
  const minutes = Math.floor((whole % unitMs.h) / unitMs.m);
  const seconds = (whole % unitMs.m) / unitMs.s;
  const parts = [
    [hours, 'hour'],
    [minutes, 'minute'],
    [seconds, 'second'],
  ] as const;
  const words = parts.flatMap(([count, unit]) => (count === 0 ? [] : [counted(count, unit)]));
  return words.length === 0 ? '0 seconds' : words.join(' ');
}
