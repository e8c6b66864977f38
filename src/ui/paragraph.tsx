import { Text } from 'ink';
import { wrapped } from './fit.js';
import type { StyleName } from './theme.js';
import { useUi } from './ui-context.js';

interface ParagraphProps {
  readonly children: string;
  /** Width in columns; the content's when absent. */
  readonly columns?: number;
  readonly style?: StyleName;
}

/** Words over as many lines as they need. Ink's own wrapping begins a line with the space that did not fit above. */
export function Paragraph({ children, columns, style = 'plain' }: ParagraphProps) {
  const { contentWidth, styles } = useUi();
  return <Text {...styles[style]}>{wrapped(children, columns ?? contentWidth).join('\n')}</Text>;
}
