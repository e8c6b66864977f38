import { Box, type DOMElement, measureElement, Text } from 'ink';
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { HelpOverlay } from '../keys/help-overlay.js';
import { KeyHints } from '../keys/key-hints.js';
import { DialogScope, KeyScope, useKeys } from '../keys/key-router.js';
import { type Hint, isCommand } from '../keys/keys.js';
import { Header, type HeaderProps, Rail, type RailProps } from './header.js';
import { extentIn, RevealContext } from './scrolling.js';
import { contentRowsOf, margin, useUi } from './ui-context.js';

export interface Pinned {
  readonly node: ReactNode;
  readonly lines: number;
  /** It waits for an answer: the list of keys makes way for it. */
  readonly isQuestion?: boolean;
}

export interface FrameProps {
  readonly header: HeaderProps;
  /** Absent on screens outside the steps, such as a run. */
  readonly rail?: RailProps;
  /** The keys that work right now, the most useful first, the way to the others last. */
  readonly hints: readonly Hint[];
  readonly children: ReactNode;
  /** Lines that stay in sight under the content, however far it is scrolled, and how many they are. */
  readonly pinned?: Pinned | undefined;
  /** Takes the content's place, and its keys, while it is there; the content keeps its state. */
  readonly dialog?: ReactNode;
  /** The keys of the dialog; those of a question with answers when absent. */
  readonly dialogHints?: readonly Hint[] | undefined;
}

const questionHints: readonly Hint[] = ['move-down', 'accept', 'back'];
const helpHints: readonly Hint[] = ['close-dialog'];

/**
 * The one layout of every screen: header, rail, content, keys. Never higher than the terminal minus one line. Shows
 * all keys on `?`.
 */
export function Frame(props: FrameProps) {
  const { header, rail, hints, children, pinned, dialog, dialogHints = questionHints } = props;
  const ui = useUi();
  const { columns, rows } = ui;
  const whole = contentRowsOf(ui, rail !== undefined);
  const height = Math.max(1, whole - (isThere(dialog) ? 0 : (pinned?.lines ?? 0)));
  const [isHelpOpen, setHelpOpen] = useState(false);
  const content = useRef<DOMElement>(null);
  /** What asked to be seen in the first drawing, before the content around it was there. */
  const early = useRef<DOMElement>(undefined);
  const [offset, setOffset] = useState(0);
  const [total, setTotal] = useState(0);
  const maxOffset = Math.max(0, total - height);
  const shownOffset = Math.min(offset, maxOffset);

  const isHelpShown = isHelpOpen && !isThere(dialog) && pinned?.isQuestion !== true;
  const asked = isHelpShown ? <HelpOverlay hints={hints} onClose={() => setHelpOpen(false)} /> : dialog;
  const isAsking = isThere(asked);
  const keysNow = isHelpShown ? helpHints : isAsking ? dialogHints : hints;

  useKeys(
    (press) => {
      if (!isCommand(press, 'help')) return false;
      setHelpOpen(true);
      return true;
    },
    { isActive: !isAsking, layer: 'app' },
  );
  const reveal = useCallback(
    (element: DOMElement) => {
      if (content.current === null) {
        early.current = element;
        return;
      }
      const { top, height: needed } = extentIn(element, content.current);
      setOffset((current) => {
        // What is higher than the window shows itself piece by piece, once it is there at all.
        if (needed > height) {
          const isOutOfSight = top >= current + height || top + needed <= current;
          return isOutOfSight ? top : current;
        }
        if (top < current) return top;
        if (top + needed > current + height) return top + needed - height;
        return current;
      });
    },
    [height],
  );

  useLayoutEffect(() => {
    if (content.current !== null && !isAsking) setTotal(measureElement(content.current).height);
    if (early.current === undefined) return;
    reveal(early.current);
    early.current = undefined;
  });

  const below = Math.max(0, total - height - shownOffset);
  const body = (
    <Box
      ref={content}
      flexDirection="column"
      flexShrink={0}
      marginTop={-shownOffset}
      display={isAsking ? 'none' : 'flex'}
    >
      <KeyScope isActive={!isAsking}>
        <RevealContext value={reveal}>{children}</RevealContext>
      </KeyScope>
    </Box>
  );
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} paddingX={margin} overflow="hidden">
      <Header {...header} />
      {rail !== undefined && <Rail {...rail} />}
      <Box height={isAsking ? whole : height} flexShrink={0} overflow="hidden" flexDirection="column">
        {isAsking && (
          <Box flexShrink={0} flexDirection="column">
            <DialogScope>{asked}</DialogScope>
          </Box>
        )}
        {body}
      </Box>
      {!isAsking && pinned !== undefined && pinned.node}
      {rows >= 12 && <FooterRule above={isAsking ? 0 : shownOffset} below={isAsking ? 0 : below} />}
      <KeyHints hints={keysNow} />
    </Box>
  );
}

const isThere = (node: ReactNode) => node !== undefined && node !== null && node !== false;

/** The rule above the keys; it says how many lines of the content are out of sight. */
function FooterRule({ above, below }: { readonly above: number; readonly below: number }) {
  const { contentWidth, styles, symbols } = useUi();
  const parts = [above > 0 ? `${symbols.up} ${above}` : '', below > 0 ? `${symbols.down} ${below}` : ''];
  const note = above + below === 0 ? '' : `${parts.filter((part) => part !== '').join(' ')} more`;
  const begin = note === '' ? '' : `${symbols.rule.repeat(2)} ${note} `;
  return <Text {...styles.dim}>{begin + symbols.rule.repeat(Math.max(0, contentWidth - begin.length))}</Text>;
}
