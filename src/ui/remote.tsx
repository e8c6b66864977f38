import { Box } from 'ink';
import type { ReactNode } from 'react';
import { ErrorLines } from './error-lines.js';
import { useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { StatusLine } from './status-line.js';
import type { RemoteList } from './use-remote-list.js';

export interface RemoteProps<T> {
  readonly list: RemoteList<T>;
  /** What is read, such as `option profiles`. */
  readonly of: string;
  /** Lines kept while the list is read, so that nothing moves when it is there. */
  readonly lines: number;
  readonly columns?: number;
  /** Whether `r` reads a failed list again. */
  readonly isActive: boolean;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A remote list in its three phases, in one place of one height. */
export function Remote<T>({ list, of, lines, isActive, children, ...width }: RemoteProps<T>) {
  useKeys(
    (press) => {
      if (list.status !== 'failed' || !isCommand(press, 'retry')) return false;
      list.retry();
      return true;
    },
    { isActive: isActive && list.status === 'failed', layer: 'form' },
  );
  if (list.status === 'ready') return children(list.items);
  return (
    <Box flexDirection="column" flexShrink={0} minHeight={lines}>
      {list.status === 'loading' ? (
        <StatusLine kind="busy" text={`Reading ${of} …`} {...width} />
      ) : (
        <>
          <ErrorLines error={list.error} {...width} />
          <StatusLine kind="idle" text="r reads it again; the other steps stay open meanwhile." {...width} />
        </>
      )}
    </Box>
  );
}
