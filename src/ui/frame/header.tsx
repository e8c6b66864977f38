import { Box, Text } from 'ink';
import { fit, pad, widthOf } from '../fit.js';
import { type Ui, useUi } from './ui-context.js';

export interface HeaderProps {
  readonly product: string;
  /** For example `acme2ab1 · US2`, or `not connected`. */
  readonly account: string;
  /** For example `demo`; stands beside the product. */
  readonly badge?: string | undefined;
}

/** The first line of every screen: what this is on the left, who one is on the right. */
export function Header({ product, account, badge }: HeaderProps) {
  const { contentWidth, styles } = useUi();
  const left = badge === undefined ? product : `${product}  ${badge}`;
  return (
    <Box justifyContent="space-between" width={contentWidth}>
      <Text wrap="truncate">
        <Text {...styles.strong}>{product}</Text>
        {badge !== undefined && <Text {...styles.warn}>{`  ${badge}`}</Text>}
      </Text>
      <Text {...styles.dim}>{fit(account, contentWidth - widthOf(left) - 2)}</Text>
    </Box>
  );
}

export interface RailStep {
  readonly title: string;
  /** `needs-review` was answered, and an earlier answer has changed since. */
  readonly state: 'done' | 'needs-review' | 'open';
}

export interface RailProps {
  readonly steps: readonly RailStep[];
  /** Index of the step on the screen. */
  readonly at: number;
  /** At the right end where only the place is shown, such as `↓ 5 more`; the place is then said shorter. */
  readonly note?: string | undefined;
}

/** What stands between the titles, the widest that fits; undefined when only the place is shown. */
function separatorFor({ contentWidth, isNarrow, symbols }: Ui, steps: readonly RailStep[]) {
  if (isNarrow) return undefined;
  const titles = steps.map((step) => step.title);
  return [` ${symbols.middot} `, '  '].find((text) => widthOf(titles.join(text)) <= contentWidth);
}

/** Where one is among the steps: their names with a mark under each, or `Step 5 of 8` where they do not fit. */
export function Rail({ steps, at, note }: RailProps) {
  const ui = useUi();
  const { contentWidth, styles, symbols } = ui;
  const here = steps[at]?.title ?? '';
  const separator = separatorFor(ui, steps);
  if (separator === undefined) {
    const place = note === undefined ? `Step ${at + 1} of ${steps.length}` : `${at + 1}/${steps.length}`;
    const noteColumns = note === undefined ? 0 : widthOf(note) + 2;
    return (
      <Box height={ui.isNarrow ? 1 : 2} width={contentWidth} justifyContent="space-between">
        <Text wrap="truncate">
          <Text {...styles.dim}>{place}</Text>
          {` ${symbols.middot} `}
          <Text {...styles.accent}>{fit(here, contentWidth - widthOf(place) - 3 - noteColumns)}</Text>
        </Text>
        {note !== undefined && <Text {...styles.dim}>{note}</Text>}
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        {steps.map((step, index) => (
          <Text key={step.title}>
            {index > 0 ? <Text {...styles.dim}>{separator}</Text> : ''}
            <Text {...(index === at ? styles.accent : step.state === 'open' ? styles.dim : styles.plain)}>
              {step.title}
            </Text>
          </Text>
        ))}
      </Text>
      <Text wrap="truncate">
        {steps.map((step, index) => {
          const width = widthOf(step.title);
          const space = index > 0 ? ' '.repeat(separator.length) : '';
          if (index === at)
            return (
              <Text key={step.title} {...styles.accent}>
                {space + symbols.rule.repeat(width)}
              </Text>
            );
          const [mark, style] =
            step.state === 'done'
              ? ([symbols.good, styles.good] as const)
              : step.state === 'needs-review'
                ? ([symbols.warn, styles.warn] as const)
                : (['', styles.plain] as const);
          return (
            <Text key={step.title} {...style}>
              {space + pad(mark, width)}
            </Text>
          );
        })}
      </Text>
    </Box>
  );
}
