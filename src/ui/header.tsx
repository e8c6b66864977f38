import { Box, Text } from 'ink';
import { fit, widthOf } from './fit.js';
import { useUi } from './ui-context.js';

export interface HeaderProps {
  readonly product: string;
  /** For example `acme_ab1 · US2`, or `not connected`. */
  readonly account: string;
  /** For example `demo`; stands beside the product. */
  readonly badge?: string;
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
