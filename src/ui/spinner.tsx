import { Text } from 'ink';
import { useEffect, useState } from 'react';
import { widthOf } from './fit.js';
import { spinnerFrames } from './theme.js';
import { useUi } from './ui-context.js';

const frameMs = 120;

/** Turns while it is active, and keeps its place while it is not. */
export function Spinner({ isActive = true }: { readonly isActive?: boolean }) {
  const { unicode, screenReader, styles } = useUi();
  const [turn, setTurn] = useState(0);
  const frames = spinnerFrames(unicode);
  const turns = isActive && !screenReader && frames.length > 1;
  useEffect(() => {
    if (!turns) return;
    const timer = setInterval(() => setTurn((current) => current + 1), frameMs);
    return () => clearInterval(timer);
  }, [turns]);
  const frame = frames[turn % frames.length] ?? '';
  if (screenReader) return null;
  return <Text {...styles.accent}>{isActive ? frame : ' '.repeat(widthOf(frame))}</Text>;
}
