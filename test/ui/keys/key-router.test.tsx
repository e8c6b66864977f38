import { Text } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { KeyScope, useKeys, usePaste } from '../../../src/ui/keys/key-router.js';
import type { KeyPress } from '../../../src/ui/keys/keys.js';
import { colouredPaste } from '../../../src/ui/keys/paste.js';
import { draw, keys, paste, until } from '../../support/draw.js';

/** Shows what arrived, in order. */
function Ear({ takes = [] }: { readonly takes?: readonly string[] }) {
  const [heard, setHeard] = useState<readonly string[]>([]);
  const note = (word: string) => setHeard((before) => [...before, word]);
  useKeys(
    (press) => {
      note(press.name);
      return takes.includes(press.name);
    },
    { isActive: true },
  );
  usePaste((text) => note(`<${text}>`), { isActive: true });
  return <Text>{`heard ${heard.join(' ')}.`}</Text>;
}

function Recorder({ heard }: { readonly heard: string[] }) {
  useKeys((press) => heard.push(press.name) > 0, { isActive: true });
  usePaste((text) => heard.push(`<${text}>`), { isActive: true });
  return null;
}

interface ListenerProps {
  readonly heard: string[];
  readonly layer: 'input' | 'form' | 'app';
  readonly takes: string;
}

function Listener({ heard, layer, takes }: ListenerProps) {
  const onPress = (press: KeyPress) => {
    heard.push(`${layer}:${press.name}`);
    return press.name === takes;
  };
  useKeys(onPress, { isActive: true, layer });
  return null;
}

/** Counts from the value it has drawn, so that a press before the drawing would be lost. */
function Counter() {
  const [count, setCount] = useState(0);
  const onPress = () => {
    setCount(count + 1);
    return true;
  };
  useKeys(onPress, { isActive: true });
  return <Text>{`count ${count}`}</Text>;
}

test.each([
  ['arrows', [keys.up, keys.down, keys.left, keys.right], 'up down left right'],
  ['tab and shift-tab', [keys.tab, keys.shiftTab], 'tab shift-tab'],
  ['enter, space and backspace', [keys.enter, ' ', keys.backspace], 'enter space backspace'],
  ['control keys', ['\u0001', '\u0003', '\u0017'], 'ctrl-a ctrl-c ctrl-w'],
  ['alt keys', ['\u001bb', '\u001b[1;5D', '\u001b\u007f'], 'alt-b ctrl-left alt-backspace'],
  ['paging', [keys.pageUp, keys.pageDown, keys.home, keys.end], 'pageup pagedown home end'],
  ['letters that arrived together are as many presses', ['jj'], 'j j'],
  ['a word and enter that arrived together are both heard', ['ok\r'], 'o k enter'],
  ['two arrows that arrived together are both heard', [keys.down + keys.down], 'down down'],
  ['what a terminal says by itself is not heard', ['\u001b[I', '\u001b[12;40R', 'x'], 'x'],
  ['wide characters and emoji are one press each', ['東👨‍👩‍👧'], '東 👨‍👩‍👧'],
])('%s', async (_name, pressed, expected) => {
  const { press, see } = draw(<Ear />);
  press(...pressed);
  await see(`heard ${expected}.`);
});

test.each([
  ['a paste is one event, and its keys are not interpreted', [paste('q\u001b[Ar\r')], '<qr\r>'],
  ['a tab within a paste is text', [paste('a\tb')], '<a\tb>'],
  [
    'a paste in chunks is one event',
    ['\u001b[200~10.0.0.1\n10.0', '.0.2\n10.0.0.3\u001b[20', '1~'],
    '<10.0.0.1\n10.0.0.2\n10.0.0.3>',
  ],
  ['a paste cut inside its first marker is one event', ['\u001b[20', '0~abc\u001b[201~'], '<abc>'],
  [
    'three lines of text at once are a paste where the terminal does not mark any',
    ['10.0.0.1\r10.0.0.2\r10.0.0.3\r'],
    '<10.0.0.1\r10.0.0.2\r10.0.0.3\r>',
  ],
  [
    'the same from a terminal that has marked one before was typed',
    [paste('x'), 'a\rb\rc'],
    '<x> a enter b enter c',
  ],
  [
    'lines that had colours are a paste where there are two of them',
    [`${colouredPaste}10.0.0.1\r10.0.0.2\r`],
    '<10.0.0.1\r10.0.0.2\r>',
  ],
  [
    'a paste that is not marked is one event, wherever it is cut',
    ['10.0.0.1\r10.0.0.2\r10.0.0.3\r10.0', '.0.4\r10.0.0.5', '\r', '10.0.0.6', '\t', 'x\r'],
    '<10.0.0.1\r10.0.0.2\r10.0.0.3\r10.0.0.4\r10.0.0.5\r10.0.0.6\tx\r>',
  ],
  [
    'a key behind a paste that is not marked is a key',
    ['a\rb\rc', keys.down, 'd', keys.enter],
    '<a\rb\rc> down d enter',
  ],
  ['a marked paste behind one that is not is another one', ['a\rb\rc', paste('d'), 'e'], '<a\rb\rc> <d> e'],
  ['two enters in one write are two enters', ['\r\r'], 'enter enter'],
  ['a word between enters in one write was typed', ['\rok\r'], 'enter o k enter'],
  [
    'keys that a slow line delivers at once are all heard',
    ['acme2ab1\tnot-a-secret\r\r10.20.30.40\r\r'],
    'acme2ab1 tab not-a-secret enter enter 10.20.30.40 enter enter',
  ],
  ['a line end of two characters is one enter', ['ok\r\nx'], 'o k enter x'],
  ['typing goes on behind a paste', [`${paste('x')}y`], '<x> y'],
])('%s', async (_name, pressed, expected) => {
  const heard: string[] = [];
  const { press } = draw(<Recorder heard={heard} />);
  press(...pressed);
  await until(() => expect(heard.join(' ')).toBe(expected));
});

test('a press goes to the input first, then to the form, then to the app, until somebody takes it', async () => {
  const heard: string[] = [];
  const { press } = draw(
    <>
      <Listener heard={heard} layer="app" takes="c" />
      <Listener heard={heard} layer="form" takes="b" />
      <Listener heard={heard} layer="input" takes="a" />
    </>,
  );
  press('abc');
  await until(() => expect(heard).toEqual(['input:a', 'input:b', 'form:b', 'input:c', 'form:c', 'app:c']));
});

test('two presses that arrive together each see the state that the one before has made', async () => {
  const { press, see } = draw(<Counter />);
  press('aaaaa', keys.down + keys.down, 'b');
  await see('count 8');
});

test('keys of a scope that is switched off are silent', async () => {
  const { press, see, frame } = draw(
    <>
      <KeyScope isActive={false}>
        <Ear />
      </KeyScope>
      <Ear />
    </>,
  );
  press('x', paste('y'));
  await see('heard x <y>.');
  expect(frame()).toContain('heard .');
});

test('ESC and ctrl-c arriving together: both are heard', async () => {
  const screen = draw(<Ear />);
  screen.press('\u001b\u0003');
  await screen.see('heard esc ctrl-c.');
});

test('two ESC in one write: both are heard', async () => {
  const heard: string[] = [];
  const { press } = draw(<Recorder heard={heard} />);
  press('\u001b\u001b');
  await until(() => expect(heard).toEqual(['esc', 'esc']));
});
