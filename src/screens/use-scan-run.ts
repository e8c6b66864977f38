import { useEffect, useReducer } from 'react';
import type { RunningScan } from '../wizard/services.js';
import { foldRun } from '../workflow/fold-run.js';
import { type RunProgress, runBefore } from '../workflow/run-progress.js';

/** A scan as it stands, from its events alone. */
export function useScanRun(scan: RunningScan): RunProgress {
  const [run, tell] = useReducer(foldRun, runBefore);
  useEffect(() => {
    let isThere = true;
    const listen = async () => {
      for await (const event of scan.events) {
        if (!isThere) return;
        tell(event);
      }
    };
    void listen();
    return () => {
      isThere = false;
    };
  }, [scan]);
  return run;
}
