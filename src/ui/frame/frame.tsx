import { Box, Text } from 'ink';
import { type ReactNode, useState } from 'react';
import { HelpOverlay } from '../keys/help-overlay.js';
import { KeyHints } from '../keys/key-hints.js';
import { DialogScope, KeyScope, useKeys } from '../keys/key-router.js';
import { type Hint, isCommand } from '../keys/keys.js';
import { Header, type HeaderProps, Rail, type RailProps } from './header.js';
import { RevealContext, type ScrollWindow, useScrollWindow } from './scrolling.js';
import { contentRowsOf, margin, type Ui, useUi } from './ui-context.js';

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
  const { columns, rows, isNarrow, symbols } = ui;
  const whole = contentRowsOf(ui, rail !== undefined);
  const height = Math.max(1, whole - (isThere(dialog) ? 0 : (pinned?.lines ?? 0)));
  const [isHelpOpen, setHelpOpen] = useState(false);

  const isHelpShown = isHelpOpen && !isThere(dialog) && pinned?.isQuestion !== true;
  const asked = isHelpShown ? <HelpOverlay hints={hints} onClose={() => setHelpOpen(false)} /> : dialog;
  const isAsking = isThere(asked);
  const keysNow = isHelpShown ? helpHints : isAsking ? dialogHints : hints;
  const screen = useScrollWindow(height, !isAsking, true);
  const question = useScrollWindow(whole, isAsking, false);
  const { above, below } = isAsking ? question : screen;
  // In a low terminal the rule above the keys is a line of content; what it says stands beside the step or the keys.
  const isLow = rows < 12;
  const hidden = above + below === 0 || !isLow ? undefined : lowNote({ above, below, symbols });
  const isBesideStep = isNarrow && rail !== undefined;

  useKeys(
    (press) => {
      if (!isCommand(press, 'help')) return false;
      setHelpOpen(true);
      return true;
    },
    { isActive: !isAsking, layer: 'app' },
  );

  return (
    <Box flexDirection="column" width={columns} height={rows - 1} paddingX={margin} overflow="hidden">
      <Header {...header} />
      {rail !== undefined && <Rail {...rail} note={isBesideStep ? hidden : undefined} />}
      <Box height={isAsking ? whole : height} flexShrink={0} overflow="hidden" flexDirection="column">
        {isAsking && (
          <DialogScope>
            <Scrolled window={question}>{asked}</Scrolled>
          </DialogScope>
        )}
        <KeyScope isActive={!isAsking}>
          <Scrolled window={screen} isHidden={isAsking}>
            {children}
          </Scrolled>
        </KeyScope>
      </Box>
      {!isAsking && pinned !== undefined && pinned.node}
      {!isLow && <FooterRule above={above} below={below} />}
      <KeyHints hints={keysNow} note={isBesideStep ? undefined : hidden} />
    </Box>
  );
}

const isThere = (node: ReactNode) => node !== undefined && node !== null && node !== false;

interface ScrolledProps {
  readonly window: ScrollWindow;
  /** It keeps its state, and takes no place. */
  readonly isHidden?: boolean;
  readonly children: ReactNode;
}

/** The content of a window, with the keys that turn its pages where nothing in it takes them. */
function Scrolled({ window, isHidden = false, children }: ScrolledProps) {
  useKeys(
    (press) => {
      if (isCommand(press, 'page-down')) return window.turn(1);
      return isCommand(press, 'page-up') && window.turn(-1);
    },
    { isActive: !isHidden, layer: 'app' },
  );
  return (
    <Box
      ref={window.ref}
      flexDirection="column"
      flexShrink={0}
      marginTop={-window.above}
      display={isHidden ? 'none' : 'flex'}
    >
      <RevealContext value={window.reveal}>{children}</RevealContext>
    </Box>
  );
}

interface Hidden {
  /** Lines of the content that are out of sight. */
  readonly above: number;
  readonly below: number;
}

function lowNote({ above, below, symbols: { up, down } }: Hidden & Pick<Ui, 'symbols'>): string {
  return `${above > 0 ? up : ''}${below > 0 ? down : ''} ${above + below} more`;
}

/** The rule above the keys; it says how many lines of the content are out of sight. */
function FooterRule({ above, below }: Hidden) {
  const { contentWidth, styles, symbols } = useUi();
  const parts = [above > 0 ? `${symbols.up} ${above}` : '', below > 0 ? `${symbols.down} ${below}` : ''];
  const note = above + below === 0 ? '' : `${parts.filter((part) => part !== '').join(' ')} more`;
  const begin = note === '' ? '' : `${symbols.rule.repeat(2)} ${note} `;
  return <Text {...styles.dim}>{begin + symbols.rule.repeat(Math.max(0, contentWidth - begin.length))}</Text>;
}
