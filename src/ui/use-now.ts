import { useEffect, useState } from 'react';
import type { Clock } from '../clock.js';

const tickMs = 1000;

/** The time, drawn afresh every second while something counts on it. Milliseconds since the epoch. */
export function useNow(clock: Clock, isTicking: boolean): number {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    if (!isTicking) return;
    const stop = new AbortController();
    const tick = async () => {
      while (!stop.signal.aborted) {
        setNow(clock.now());
        await clock.sleep(tickMs, stop.signal);
      }
    };
    tick().catch((reason: unknown) => {
      if (!stop.signal.aborted) throw reason;
    });
    return () => stop.abort();
  }, [clock, isTicking]);
  return now;
}
