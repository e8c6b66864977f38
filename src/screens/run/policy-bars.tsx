import { Box, Text } from 'ink';
import { rowCount } from '../../report/verdict-words.js';
import { Bar } from '../../ui/bar.js';
import { fit, pad, widthOf } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import { numbered } from '../../ui/numbered.js';
import type { PolicyResult } from '../../workflow/results/result.js';

interface PolicyBarsProps {
  readonly policies: readonly PolicyResult[];
  /** The worst policies come first; those that find no line are counted in the last one. */
  readonly lines: number;
}

const failsMost = (a: PolicyResult, b: PolicyResult) => b.failing - a.failing;

/** Rows that neither pass nor fail the build: excluded, excepted, in error, or below the gate. */
function otherRows({ totals, failing }: PolicyResult): number {
  return Math.max(0, rowCount(totals) - totals.passed - failing);
}

/** A bar for each policy: what passed, what fails the build, what else did not pass; each count with its filling. */
export function PolicyBars({ policies, lines }: PolicyBarsProps) {
  const { contentWidth, isNarrow, styles, symbols } = useUi();
  const width = contentWidth - 2;
  // One bar and the line for the rest take as much room as two bars.
  const hasAll = policies.length <= Math.max(2, lines);
  const shown = hasAll ? policies : policies.toSorted(failsMost).slice(0, Math.max(1, lines - 1));
  const passedColumns = widest(shown.map(({ totals }) => totals.passed));
  const failingColumns = widest(shown.map(({ failing }) => failing));
  const hasOther = !isNarrow && shown.some((policy) => otherRows(policy) > 0);
  const otherColumns = hasOther ? widest(shown.map(otherRows)) : 0;
  const counts =
    passedColumns +
    failingColumns +
    '█  passed  '.length +
    '▓  failing'.length +
    (hasOther ? otherColumns + '  ▒  other'.length : 0);
  const titleColumns = Math.min(
    Math.floor(width * 0.35),
    widest(
      shown.map(({ title }) => title),
      8,
    ),
  );
  const barColumns = Math.max(4, width - titleColumns - 2 - (isNarrow ? failingColumns + 12 : counts + 2));
  return (
    <Box flexDirection="column" flexShrink={0} marginLeft={2}>
      {numbered(shown).map(({ item: policy, number }) => {
        const { passed } = policy.totals;
        const rest = otherRows(policy);
        return (
          <Box key={number} columnGap={2}>
            <Box width={titleColumns} flexShrink={0}>
              <Text wrap="truncate">{pad(policy.title, titleColumns)}</Text>
            </Box>
            <Box width={barColumns} flexShrink={0}>
              <Bar
                columns={barColumns}
                parts={[
                  { kind: 'good', count: passed },
                  { kind: 'bad', count: policy.failing },
                  { kind: 'warn', count: rest },
                ]}
              />
            </Box>
            <Text wrap="truncate">
              {!isNarrow && `${symbols.barFull} ${pad(String(passed), passedColumns, 'right')} passed  `}
              <Text {...(policy.failing > 0 ? styles.bad : styles.dim)}>
                {`${symbols.barBad} ${pad(String(policy.failing), failingColumns, 'right')} failing`}
              </Text>
              {hasOther && (
                <Text {...styles.dim}>
                  {`  ${symbols.barWarn} ${pad(String(rest), otherColumns, 'right')} other`}
                </Text>
              )}
            </Text>
          </Box>
        );
      })}
      {!hasAll && (
        <Text {...styles.dim}>
          {fit(restWords(policies.filter((policy) => !shown.includes(policy))), width)}
        </Text>
      )}
    </Box>
  );
}

/** "and 3 more policies, 2 failing": the last line speaks for all that found none. */
function restWords(rest: readonly PolicyResult[]): string {
  const failing = rest.reduce((sum, policy) => sum + policy.failing, 0);
  return `and ${rest.length} more policies, ${failing} failing`;
}

function widest(values: readonly (string | number)[], least = 1): number {
  return Math.max(least, ...values.map((value) => widthOf(String(value))));
}
