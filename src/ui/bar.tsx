import { Text } from 'ink';
import type { StyleName } from './frame/theme.js';
import { useUi } from './frame/ui-context.js';

export interface BarPart {
  readonly count: number;
  readonly kind: 'good' | 'bad' | 'warn' | 'dim';
}

/**
 * Divides columns by counts. What is there at all gets a column, as nine failures among thousands must be seen; the
 * largest part pays for it.
 */
export function barColumns(counts: readonly number[], columns: number): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || columns <= 0) return counts.map(() => 0);
  const shares = counts.map((count) =>
    count === 0 ? 0 : Math.max(1, Math.round((count / total) * columns)),
  );
  const over = shares.reduce((sum, share) => sum + share, 0) - columns;
  const largest = shares.indexOf(Math.max(...shares));
  return shares.map((share, index) => (index === largest ? Math.max(0, share - over) : share));
}

interface BarProps {
  readonly parts: readonly BarPart[];
  readonly columns: number;
}

/** A bar of so many columns, one kind of fill for each part, so that it is read without colour too. */
export function Bar({ parts, columns }: BarProps) {
  const { styles, symbols } = useUi();
  const fills = { good: symbols.barFull, bad: symbols.barBad, warn: symbols.barWarn, dim: symbols.ruleThin };
  const styleOf: Record<BarPart['kind'], StyleName> = { good: 'good', bad: 'bad', warn: 'warn', dim: 'dim' };
  const widths = barColumns(
    parts.map((part) => part.count),
    columns,
  );
  return (
    <Text wrap="truncate">
      {parts.map((part, index) => (
        <Text key={part.kind} {...styles[styleOf[part.kind]]}>
          {fills[part.kind].repeat(widths[index] ?? 0)}
        </Text>
      ))}
    </Text>
  );
}

/** A line that fills as time goes by; what lies ahead is thin. */
export function ProgressBar({ part, columns }: { readonly part: number; readonly columns: number }) {
  const { styles, symbols } = useUi();
  const filled = Math.round(Math.max(0, Math.min(1, part)) * columns);
  return (
    <Text wrap="truncate">
      <Text {...styles.accent}>{symbols.rule.repeat(filled)}</Text>
      <Text {...styles.dim}>{symbols.ruleThin.repeat(columns - filled)}</Text>
    </Text>
  );
}
