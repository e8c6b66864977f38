import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useUi } from '../frame/ui-context.js';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';
import { ErrorLines, StatusLine } from '../messages.js';
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

/** Where the entries of a list begin. */
const listIndent = 2;

/** A remote list in its three phases, in one place of one height. */
export function Remote<T>({ list, children, ...status }: RemoteProps<T>) {
  return list.status === 'ready' ? children(list.items) : <RemoteStatus list={list} {...status} />;
}

/** A list that is not there yet, or could not be read and why; nothing once it is there. */
export function RemoteStatus<T>({
  list,
  of,
  lines,
  isActive,
  columns: width,
}: Omit<RemoteProps<T>, 'children'>) {
  const { contentWidth } = useUi();
  const columns = (width ?? contentWidth) - listIndent;
  useKeys(
    (press) => {
      if (list.status !== 'failed' || !isCommand(press, 'retry')) return false;
      list.retry();
      return true;
    },
    { isActive: isActive && list.status === 'failed', layer: 'form' },
  );
  if (list.status === 'ready') return null;
  return (
    <Box flexDirection="column" flexShrink={0} minHeight={lines} marginLeft={listIndent}>
      {list.status === 'loading' ? (
        <StatusLine kind="busy" text={`Reading ${of} … ${list.waits ?? ''}`.trimEnd()} columns={columns} />
      ) : (
        <>
          <ErrorLines error={list.error} columns={columns} />
          <StatusLine
            kind="idle"
            text="r reads it again; the other steps stay open meanwhile."
            columns={columns}
          />
        </>
      )}
    </Box>
  );
}
