import { ownText } from '../../text/printable.js';

const canonical = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * A time of Qualys as `YYYY-MM-DDTHH:MM:SSZ`, so that times compare as text. A time without a zone is UTC
 * (fact sheet 2.3). Always a text of its own: a slice would keep the 64 kB of the answer that it was read from, once
 * for each host of an estate.
 * @returns undefined for text that is no time, such as `N/A`, and for a time that cannot be, such as zeros.
 */
export function isoTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (canonical.test(text)) return isPossible(text) ? ownText(text) : undefined;
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(
      text.trim(),
    );
  if (parts === null) return undefined;
  const [, day, time = '00:00:00', zone = 'Z'] = parts;
  if (!isPossible(`${day}T${time}Z`)) return undefined;
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}

/** True for a date of zeros, by which a tenant says that there is none. */
export function isZeroTime(text: string): boolean {
  return /^\s*0000-00-00(?:[T\s]|$)/.test(text);
}

const daysOfMonth = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has the day and the clock the time of a canonical text; Date takes 31 February for 3 March. */
function isPossible(text: string): boolean {
  const at = (index: number) => (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
  const year = at(0) * 100 + at(2);
  const month = at(5);
  const day = at(8);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (daysOfMonth[month] ?? 0) + (leap ? 1 : 0);
  return year > 0 && day > 0 && day <= days && at(11) < 24 && at(14) < 60 && at(17) < 60;
}
