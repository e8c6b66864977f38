import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Frame } from '../ui/frame.js';
import type { Hint } from '../ui/keys.js';
import { StatusLine } from '../ui/status-line.js';
import { contentRowsOf, useUi } from '../ui/ui-context.js';
import type { Shell } from './step-props.js';

interface StepFrameProps {
  readonly shell: Shell;
  readonly hints: readonly Hint[];
  /** The keys of the dialog, where it is no question with answers. */
  readonly dialogHints?: readonly Hint[];
  readonly children: ReactNode;
}

/** The frame of a step: its place among the others, its question, and the keys of what has the focus. */
export function StepFrame({ shell, hints, children, ...keys }: StepFrameProps) {
  const { styles } = useUi();
  const { header, steps, at, question, doubt, dialog } = shell;
  const spare = useSpareLine();
  return (
    <Frame header={header} rail={{ steps, at }} hints={hints} dialog={dialog} {...keys}>
      <Box flexDirection="column" flexShrink={0}>
        <Text {...styles.strong}>{question}</Text>
        {doubt === undefined ? spare > 0 && <Text> </Text> : <StatusLine kind="warn" text={doubt} isWhole />}
        {children}
      </Box>
    </Frame>
  );
}

function useSpareLine(): number {
  return useUi().rows < 16 ? 0 : 1;
}

/** Lines that a step has under its question. */
export function useStepRows(): number {
  return contentRowsOf(useUi(), true) - 1 - useSpareLine();
}

/** The keys of a field of text; short where there is little room. */
export function useTextHints(accept: Hint = 'accept', last: Hint = 'back'): readonly Hint[] {
  const { isNarrow } = useUi();
  return [isNarrow ? ['next-field', 'next'] : 'next-field', accept, last];
}
