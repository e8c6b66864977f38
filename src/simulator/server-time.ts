/** A moment as Qualys writes it: UTC, whole seconds. */
export function formatTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** Reads `YYYY-MM-DD` and `YYYY-MM-DDTHH:MM:SSZ`, the only two forms Qualys takes; undefined for all others. */
export function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text)) return undefined;
  const time = Date.parse(text);
  // Date.parse takes the 31st of February for the 3rd of March.
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10));
  return isReal ? time : undefined;
}

/** The server's own clock, in milliseconds: real time, as a real platform has. */
export function serverTime(): number {
  return Date.now();
}

/** HH:MM:SS, as scans print how long they took. */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined) return 'Pending';
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
