import { useState } from 'react';
import { copySequence, type Multiplexer } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalWrite } from '../../ui/terminal/use-terminal.js';

export interface Copied {
  /** What to say of the last copy; undefined before one. */
  readonly note: string | undefined;
  readonly copy: (text: string) => void;
}

/** Gives texts to the clipboard and says so, without claiming what no terminal confirms. */
export function useCopied(multiplexer: Multiplexer): Copied {
  const write = useTerminalWrite();
  const [note, setNote] = useState<string>();
  const copy = (text: string) => {
    const sequence = copySequence(text, multiplexer);
    if (sequence === undefined) setNote('Too long for the clipboard of a terminal.');
    else
      setNote(
        write(sequence)
          ? 'Sent to the clipboard, if the terminal allows it.'
          : 'There is no terminal to copy with.',
      );
  };
  return { note, copy };
}
