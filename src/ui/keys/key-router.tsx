import { type Key, useInput, useStdout } from 'ink';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { isNamed, type KeyPress, keyPressOf, typedText } from './keys.js';
import {
  colouredPaste,
  isUnmarkedPaste,
  type PasteState,
  pasteMode,
  readPaste,
  UnmarkedPaste,
} from './paste.js';

/** Who is asked first. A press goes from the input that has the focus to the form around it, then to the app. */
export type KeyLayer = 'input' | 'form' | 'app';
const layers: readonly KeyLayer[] = ['input', 'form', 'app'];

/** Answers whether it took the press; if not, the next one is asked. */
export type KeyHandler = (press: KeyPress) => boolean;
type PasteHandler = (text: string) => void;

interface Listeners {
  readonly keys: Readonly<Record<KeyLayer, Set<KeyHandler>>>;
  readonly pastes: Set<PasteHandler>;
}

interface Subscriptions {
  readonly screen: Listeners;
  /** While it listens, the screen behind it hears nothing but its app layer. */
  readonly dialog: Listeners;
}

const noListeners = (): Listeners => ({
  keys: { input: new Set(), form: new Set(), app: new Set() },
  pastes: new Set(),
});

const SubscriptionsContext = createContext<Subscriptions | undefined>(undefined);
const ScopeContext = createContext(true);
const DialogContext = createContext(false);

/** Switches off the keys of everything inside, while a dialog is open. */
export function KeyScope({
  isActive,
  children,
}: {
  readonly isActive: boolean;
  readonly children: ReactNode;
}) {
  const outer = useContext(ScopeContext);
  return <ScopeContext value={outer && isActive}>{children}</ScopeContext>;
}

/** Everything inside takes the keys of the screen behind it, wherever that listens. */
export function DialogScope({ children }: { readonly children: ReactNode }) {
  return <DialogContext value={true}>{children}</DialogContext>;
}

interface KeyOptions {
  readonly isActive: boolean;
  readonly layer?: KeyLayer;
}

/** Listens to keys. The handler may read state freely: no two presses come without a render in between. */
export function useKeys(handler: KeyHandler, { isActive, layer = 'input' }: KeyOptions): void {
  const listeners = useListeners();
  const active = useContext(ScopeContext) && isActive;
  const onPress = useEffectEvent(handler);
  useLayoutEffect(() => {
    if (!active) return;
    const listener = (press: KeyPress) => onPress(press);
    listeners.keys[layer].add(listener);
    return () => {
      listeners.keys[layer].delete(listener);
    };
  }, [active, layer, listeners]);
}

/** Listens to pastes: one call for each, with the text as it was copied. */
export function usePaste(handler: PasteHandler, { isActive }: { readonly isActive: boolean }): void {
  const listeners = useListeners();
  const active = useContext(ScopeContext) && isActive;
  const onPaste = useEffectEvent(handler);
  useLayoutEffect(() => {
    if (!active) return;
    const listener = (text: string) => onPaste(text);
    listeners.pastes.add(listener);
    return () => {
      listeners.pastes.delete(listener);
    };
  }, [active, listeners]);
}

function useListeners(): Listeners {
  const subscriptions = useContext(SubscriptionsContext);
  if (subscriptions === undefined) throw new Error('Keys are read inside a UiProvider only.');
  return useContext(DialogContext) ? subscriptions.dialog : subscriptions.screen;
}

type Arrival = { readonly press: KeyPress } | { readonly pasted: string };

/** A piece of text, as it stands within a paste; undefined for a key that is none. */
function textOf(input: string, key: Key): string | undefined {
  if (key.return) return '\r';
  if (key.tab) return key.shift ? undefined : '\t';
  const isKey = isNamed(key) || key.meta || /^\[[\d;?<>=:]*[A-Za-z~]$/.test(input);
  return isKey || input === '' ? undefined : input;
}

/** What a piece of input means that is no paste. */
function typed(input: string, key: Key): readonly Arrival[] {
  // Two escapes in one piece come as one key that has a second one for its text.
  if (key.escape && input === '\u001b') return typedText('\u001b\u001b').map((press) => ({ press }));
  if (/[\r\n]./s.test(input)) return typedText(input).map((press) => ({ press }));
  // Escape and a control key that arrive at once look like one key; both were pressed.
  if (/^[\u0001-\u001a]$/.test(input) && !isNamed(key))
    return typedText(`\u001b${input}`).map((press) => ({ press }));
  const press = keyPressOf(input, key);
  if (press === undefined) return [];
  return press.text.length > 1 ? typedText(press.text).map((part) => ({ press: part })) : [{ press }];
}

/** Reads the keyboard once, separates typing from pasting, and hands every press to the first handler that takes it. */
export function KeyRouter({ children }: { readonly children: ReactNode }) {
  const subscriptions = useMemo<Subscriptions>(() => ({ screen: noListeners(), dialog: noListeners() }), []);
  const { stdout } = useStdout();
  const paste = useRef<PasteState>(undefined);
  const isMarking = useRef(false);
  const queue = useRef<Arrival[]>([]);
  const [delivered, setDelivered] = useState(0);

  const deliver = (arrival: Arrival) => {
    const { screen, dialog } = subscriptions;
    const isAsking = layers.some((layer) => dialog.keys[layer].size > 0);
    if ('pasted' in arrival) {
      for (const handler of [...(isAsking ? dialog : screen).pastes]) handler(arrival.pasted);
      return;
    }
    const asked = isAsking
      ? [...layers.map((layer) => dialog.keys[layer]), screen.keys.app]
      : layers.map((layer) => screen.keys[layer]);
    for (const handlers of asked) for (const handler of [...handlers]) if (handler(arrival.press)) return;
  };
  const deliverNext = () => {
    const arrival = queue.current[0];
    if (arrival === undefined) return;
    deliver(arrival);
    setDelivered((count) => count + 1);
  };
  const arrive = (arrivals: readonly Arrival[]) => {
    const isIdle = queue.current.length === 0;
    queue.current.push(...arrivals);
    if (isIdle) deliverNext();
  };
  const [unmarked] = useState(() => new UnmarkedPaste((pasted) => arrive([{ pasted }])));
  useEffect(() => () => unmarked.stop(), [unmarked]);
  const onCommit = useEffectEvent(() => {
    queue.current.shift();
    deliverNext();
  });

  // The count changes in the same render as what the handlers have set: once it is drawn, they see the new state.
  useLayoutEffect(() => {
    if (delivered === 0) return;
    const next = setImmediate(() => onCommit());
    return () => clearImmediate(next);
  }, [delivered]);

  const arriveUnmarked = (input: string, key: Key) => {
    // A terminal that has marked a paste marks all of them.
    if (!isMarking.current && isUnmarkedPaste(input)) unmarked.add(input);
    else arrive(typed(input, key));
  };

  useInput(
    (input, key) => {
      const pasting = paste.current !== undefined;
      if (!pasting && `\u001b${input}` === colouredPaste) return unmarked.add('');
      const more = unmarked.isOpen ? textOf(input, key) : undefined;
      if (more !== undefined) return unmarked.add(more);
      unmarked.end();
      const piece = key.escape ? '\u001b' : pasting && key.tab ? '\t' : pasting && key.ctrl ? '' : input;
      const step = readPaste(paste.current, piece);
      paste.current = step.state;
      if (step.pasted !== undefined) {
        isMarking.current = true;
        arrive([{ pasted: step.pasted }]);
      }
      if (step.typed === piece && !pasting) arriveUnmarked(input, key);
      else if (step.typed !== undefined) arriveUnmarked(step.typed, key);
    },
    { isActive: true },
  );
  // After the hook above has the terminal hand on every key: until then ctrl-c inside a paste would end the program.
  useEffect(() => {
    if (stdout.isTTY) stdout.write(pasteMode.on);
  }, [stdout]);
  useLayoutEffect(() => {
    if (!stdout.isTTY) return;
    return () => {
      stdout.write(pasteMode.off);
    };
  }, [stdout]);

  return <SubscriptionsContext value={subscriptions}>{children}</SubscriptionsContext>;
}
