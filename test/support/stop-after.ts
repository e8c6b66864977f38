import type { Signals } from '../../src/commands/process/io.js';

/** The signals of a run in this process: it hears SIGTERM once it has listened for some milliseconds. */
export function stopAfter(ms: number): { readonly signals: Signals; readonly clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const clear = () => clearTimeout(timer);
  return {
    signals: {
      subscribe: (listener) => {
        clear();
        timer = setTimeout(() => listener('SIGTERM'), ms);
        return clear;
      },
    },
    clear,
  };
}
