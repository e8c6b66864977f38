import { Box, Text, useStdout } from 'ink';
import { useEffect, useState } from 'react';
import type { ErrorText } from '../errors.js';
import { wrap } from '../text/wrap.js';
import { fit, widthOf } from './fit.js';
import { type StyleName, spinnerFrames } from './frame/theme.js';
import { useUi } from './frame/ui-context.js';
import { linkSequence } from './terminal/terminal-sequences.js';

export interface StatusLineProps {
  readonly kind: 'good' | 'bad' | 'warn' | 'busy' | 'idle';
  readonly text: string;
  readonly columns?: number;
  /** Takes as many lines as it needs instead of cutting the text. */
  readonly isWhole?: boolean;
}

/** One line that says how something stands: a sign and words, never colour alone. `idle` keeps the place. */
export function StatusLine({ kind, text, columns, isWhole = false }: StatusLineProps) {
  const { contentWidth, styles, symbols } = useUi();
  const width = columns ?? contentWidth;
  if (kind === 'busy')
    return (
      <Box>
        <Spinner />
        <Text> </Text>
        <Text wrap="truncate">{fit(text.replace(/ …(?= |$)/, ` ${symbols.ongoing}`), width - 4)}</Text>
      </Box>
    );
  if (kind === 'idle') return <Text {...styles.dim}>{fit(text, width) || ' '}</Text>;
  const sign = symbols[kind];
  if (isWhole)
    return (
      <Box width={width} columnGap={1} flexShrink={0}>
        <Text {...styles[kind]}>{sign}</Text>
        <Text>{wrap(text, width - widthOf(sign) - 1).join('\n')}</Text>
      </Box>
    );
  return (
    <Text wrap="truncate">
      <Text {...styles[kind]}>{sign}</Text> {fit(text, width - widthOf(sign) - 1)}
    </Text>
  );
}

/** What happened, why, what to do next; wrapped, so that nothing of it is lost. */
export function ErrorLines({ error, columns }: { readonly error: ErrorText; readonly columns?: number }) {
  const { contentWidth, styles, symbols } = useUi();
  const width = columns ?? contentWidth;
  const indent = widthOf(symbols.bad) + 1;
  const rest = (text: string) => wrap(text, width - indent).join('\n');
  return (
    <Box flexDirection="column" flexShrink={0} width={width}>
      <StatusLine kind="bad" text={error.what} columns={width} isWhole />
      <Box flexDirection="column" marginLeft={indent}>
        {error.why !== undefined && <Text {...styles.dim}>{rest(error.why)}</Text>}
        <Text>{nextLines(error.next, width - indent).join('\n')}</Text>
      </Box>
    </Box>
  );
}

/** What to do next; a command that would break in the middle of its sentence stands on lines of its own, to be copied. */
function nextLines(next: string, columns: number): readonly string[] {
  const lines = wrap(next, columns);
  const [, words, command] = /^(.*: )(qualys-pc .*)$/.exec(next) ?? [];
  if (lines.length === 1 || words === undefined || command === undefined) return lines;
  return [...wrap(words.trimEnd(), columns), ...wrap(command, columns)];
}

interface ParagraphProps {
  readonly children: string;
  /** Width in columns; the content's when absent. */
  readonly columns?: number;
  readonly style?: StyleName;
}

/** Words over as many lines as they need. Ink's own wrapping begins a line with the space that did not fit above. */
export function Paragraph({ children, columns, style = 'plain' }: ParagraphProps) {
  const { contentWidth, styles } = useUi();
  return <Text {...styles[style]}>{wrap(children, columns ?? contentWidth).join('\n')}</Text>;
}

/** Four turns a second: each is a line written to the terminal, which may be far away. */
const frameMs = 250;

/** Turns while it is active, and keeps its place while it is not. */
export function Spinner({ isActive = true }: { readonly isActive?: boolean }) {
  const { unicode, styles } = useUi();
  const [turn, setTurn] = useState(0);
  const frames = spinnerFrames(unicode);
  const turns = isActive && frames.length > 1;
  useEffect(() => {
    if (!turns) return;
    const timer = setInterval(() => setTurn((current) => current + 1), frameMs);
    return () => clearInterval(timer);
  }, [turns]);
  const frame = frames[turn % frames.length] ?? '';
  return <Text {...styles.accent}>{isActive ? frame : ' '.repeat(widthOf(frame))}</Text>;
}

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
