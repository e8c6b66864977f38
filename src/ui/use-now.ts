import { useEffect, useState } from 'react';
import type { Clock } from '../clock.js';
import { useUi } from './frame/ui-context.js';

const tickMs = 1000;
/** A screen reader reads every change aloud. */
const spokenTickMs = 60_000;

/** The time, drawn afresh every second (every minute for a screen reader) while something counts on it. Milliseconds since the epoch. */
export function useNow(clock: Clock, isTicking: boolean): number {
  const { screenReader } = useUi();
  const everyMs = screenReader ? spokenTickMs : tickMs;
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    if (!isTicking) return;
    const stop = new AbortController();
    const tick = async () => {
      while (!stop.signal.aborted) {
        setNow(clock.now());
        await clock.sleep(everyMs, stop.signal);
      }
    };
    tick().catch((reason: unknown) => {
      if (!stop.signal.aborted) throw reason;
    });
    return () => stop.abort();
  }, [clock, isTicking, everyMs]);
  return now;
}
