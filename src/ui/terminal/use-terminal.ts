import { useStdout } from 'ink';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { progressSequence, type TaskProgress, titleSequence, titleStack } from './terminal-sequences.js';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The size of the terminal, now and after every change of it. */
export function useTerminalSize(): TerminalSize {
  const { stdout } = useStdout();
  const measure = useCallback(
    (): TerminalSize => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    [stdout],
  );
  const [size, setSize] = useState(measure);
  useEffect(() => {
    const onResize = () => setSize(measure());
    stdout.on('resize', onResize);
    return () => {
      stdout.off('resize', onResize);
    };
  }, [stdout, measure]);
  return size;
}

/** Writes a sequence that draws nothing, such as a bell or a text for the clipboard. False when there is no terminal. */
export function useTerminalWrite(): (sequence: string) => boolean {
  const { stdout } = useStdout();
  return useCallback(
    (sequence) => {
      if (stdout.isTTY) stdout.write(sequence);
      return stdout.isTTY;
    },
    [stdout],
  );
}

/** Sets the terminal's title while it is drawn, and gives back the one before, whatever ends the program. */
export function useTerminalTitle(title: string): void {
  const write = useTerminalWrite();
  useLayoutEffect(() => {
    write(titleStack.push);
    return () => {
      write(titleStack.pop);
    };
  }, [write]);
  useLayoutEffect(() => {
    write(titleSequence(title));
  }, [write, title]);
}

/** Shows progress in the task bar while it is drawn, where the terminal can, and clears it whatever ends the program. */
export function useTaskProgress(progress: TaskProgress, isSupported: boolean): void {
  const write = useTerminalWrite();
  const sequence = progressSequence(progress);
  useLayoutEffect(() => {
    if (isSupported) write(sequence);
  }, [write, sequence, isSupported]);
  useLayoutEffect(() => {
    if (!isSupported) return;
    return () => {
      write(progressSequence({ kind: 'none' }));
    };
  }, [write, isSupported]);
}
