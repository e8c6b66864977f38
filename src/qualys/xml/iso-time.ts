const canonical = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * A time of Qualys as `YYYY-MM-DDTHH:MM:SSZ`, so that times compare as text. A time without a zone is UTC
 * (fact sheet 2.3).
 * @returns undefined for text that is no time, such as `N/A`.
 */
export function isoTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (canonical.test(text)) return text;
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(
      text.trim(),
    );
  if (parts === null) return undefined;
  const [, day, time = '00:00:00', zone = 'Z'] = parts;
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}
