import { Box, Text } from 'ink';
import { type ReactNode, useEffect, useState } from 'react';
import type { Clock } from '../clock.js';
import { fit, pad, widthOf } from './fit.js';
import { useUi } from './frame/ui-context.js';
import { Spinner } from './messages.js';

export interface TimelineEntry {
  readonly key: string;
  /** `more` goes on with the words above, without a sign. */
  readonly state: 'done' | 'active' | 'pending' | 'skipped' | 'failed' | 'warned' | 'more';
  readonly text: string;
  /** Right-aligned, such as a duration. */
  readonly time?: string;
  /** Under the text, as many lines as the caller has counted. */
  readonly notes?: ReactNode | undefined;
}

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  readonly columns: number;
}

/** Columns of the time beside the words. */
export const timeColumns = 8;

const signColumnsOf = (unicode: boolean) => (unicode ? 3 : 4);

/** Columns of an entry's words, when no time stands beside them. */
export const textColumns = (columns: number, unicode: boolean) => columns - signColumnsOf(unicode);

/** Steps under each other: a sign, words, a time. */
export function Timeline({ entries, columns }: TimelineProps) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {entries.map((entry) => (
        <Entry key={entry.key} entry={entry} columns={columns} />
      ))}
    </Box>
  );
}

function Entry({ entry, columns }: { readonly entry: TimelineEntry; readonly columns: number }) {
  const { styles, unicode } = useUi();
  const signColumns = signColumnsOf(unicode);
  const { state, text, time = '', notes } = entry;
  const room = columns - signColumns - timeColumns;
  const isQuiet = state === 'pending' || state === 'skipped';
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box>
        <Box width={signColumns}>
          <Sign state={state} />
        </Box>
        <Text wrap="truncate">
          <Text {...(state === 'active' ? styles.strong : isQuiet ? styles.dim : styles.plain)}>
            {widthOf(time) === 0 ? fit(text, columns - signColumns) : pad(text, room)}
          </Text>
          <Text {...styles.dim}>{time === '' ? '' : pad(time, timeColumns, 'right')}</Text>
        </Text>
      </Box>
      {notes !== undefined && (
        <Box flexDirection="column" marginLeft={signColumns}>
          {notes}
        </Box>
      )}
    </Box>
  );
}

function Sign({ state }: Pick<TimelineEntry, 'state'>) {
  const { styles, symbols } = useUi();
  if (state === 'active') return <Spinner />;
  const signs = {
    done: [symbols.good, 'good'],
    skipped: [symbols.middot, 'dim'],
    pending: [symbols.pending, 'dim'],
    failed: [symbols.bad, 'bad'],
    warned: [symbols.warn, 'warn'],
    more: [' ', 'plain'],
  } as const;
  const [sign, style] = signs[state];
  return <Text {...styles[style]}>{sign}</Text>;
}

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
