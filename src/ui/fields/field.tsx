import { Box, type DOMElement, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import { fit, hanging, pad } from '../fit.js';
import { useReveal } from '../frame/scrolling.js';
import { useUi } from '../frame/ui-context.js';

export interface FieldProps {
  readonly label: string;
  readonly isFocused: boolean;
  /** The input draws a pointer of its own, as a list does. */
  readonly hasOwnPointer?: boolean;
  readonly children: ReactNode;
  /** Stands under the value, whole; goes as soon as the value is right. One line is kept free for it. */
  readonly error?: string | undefined;
  /** One dim line under the value while there is no error. */
  readonly hint?: string | undefined;
  /** Keeps the line under the value free even when there is nothing to say. Default true. */
  readonly reserve?: boolean;
}

/** A label, its input beside it (under it in a narrow terminal), and one line for what is wrong with it. */
export function Field({
  label,
  isFocused,
  children,
  error,
  hint,
  reserve = true,
  hasOwnPointer = false,
}: FieldProps) {
  const { isNarrow, labelWidth, valueWidth, styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const pointer = isFocused && !hasOwnPointer ? `${symbols.pointer} ` : '  ';
  return (
    <Box ref={box} flexDirection="column" flexShrink={0}>
      <Box flexDirection={labelWidth === 0 ? 'column' : 'row'}>
        <Text {...(isFocused ? styles.accent : styles.plain)}>
          {pointer}
          {labelWidth === 0 ? fit(label, valueWidth) : pad(label, labelWidth)}
        </Text>
        <Box marginLeft={labelWidth === 0 ? 2 : 0} width={valueWidth} flexDirection="column">
          {children}
        </Box>
      </Box>
      {(error !== undefined || hint !== undefined || reserve) && (
        <Box marginLeft={2 + labelWidth} minHeight={1} width={valueWidth} flexDirection="column">
          {error !== undefined ? (
            <Text {...styles.bad}>{hanging(`${symbols.bad} `, error, valueWidth)}</Text>
          ) : (
            hint !== undefined && (
              <Text {...styles.dim}>{isNarrow ? hanging('', hint, valueWidth) : fit(hint, valueWidth)}</Text>
            )
          )}
        </Box>
      )}
    </Box>
  );
}
