import { Text, useStdout } from 'ink';
import { fit } from './fit.js';
import { linkSequence } from './terminal-sequences.js';
import { useUi } from './ui-context.js';

export interface LinkProps {
  readonly url: string;
  /** The address itself when absent. */
  readonly text?: string;
  readonly columns?: number;
}

/** A text that opens an address where the terminal can; the address is whole in the link even where the text is cut. */
export function Link({ url, text = url, columns }: LinkProps) {
  const { contentWidth } = useUi();
  const { stdout } = useStdout();
  const shown = fit(text, columns ?? contentWidth, 'middle');
  return <Text wrap="truncate">{stdout.isTTY ? linkSequence(shown, url) : shown}</Text>;
}
