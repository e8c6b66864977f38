import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { render } from 'ink';
import { useState } from 'react';
import stringWidth from 'string-width';
import { expect, test, vi } from 'vitest';
import { App } from '../../src/app.js';
// Loaded before the app loads it late: the end of a quick test would not wait for that.
import '../../src/screens/save/snippet.js';
import { UiProvider } from '../../src/ui/frame/ui-context.js';
import { screenStream } from '../../src/ui/terminal/screen-stream.js';
import { useTerminalSize } from '../../src/ui/terminal/use-terminal.js';
import { keys, paste } from '../support/draw.js';
import { linesOf } from '../support/frames.js';
import { ec2Draft } from '../wizard/answers.js';
import { fakeServices, freshStart, nowMs } from './fake-services.js';
import { answersOfFile } from './open-app.js';

// Ink asks this when it is loaded, and where CI is set it draws nothing before its end.
vi.hoisted(() => vi.stubEnv('CI', 'false'));

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const clock = { now: () => nowMs, sleep: () => new Promise<void>(() => undefined) };
const start = {
  ...freshStart,
  prefilled: { ...answersOfFile, instanceIds: ec2Draft.instanceIds },
  demo: true,
};

function Sized() {
  const [services] = useState(() => fakeServices().services);
  return (
    <UiProvider color unicode {...useTerminalSize()}>
      <App
        start={start}
        services={services}
        clock={clock}
        terminal={{ multiplexer: 'none', taskProgress: false }}
        onEnd={() => undefined}
      />
    </UiProvider>
  );
}

const secondScreen = '\u001b[?1049h';

/** The screen's text, once all that was written to it is there. */
async function textOf(screen: xterm.Terminal): Promise<string> {
  await new Promise<void>((resolve) => screen.write('', resolve));
  return linesOf(screen)
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The wizard in a terminal of its own within this process, and the frame that Ink has drawn last. */
function openVirtual(columns: number, rows: number) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  screen.write(secondScreen);
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns, rows });
  output.on('data', (text: string) => screen.write(text));
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
  let frame = '';
  const stream = screenStream(output as unknown as NodeJS.WriteStream, { unicode: true });
  const stdout = new Proxy(stream, {
    get: (target, property) => {
      if (property !== 'write') return Reflect.get(target, property);
      return (chunk: string, ...rest: []) => {
        const lines = chunk.replace(/^(?:\u001b\[(?:2K|1A|G|2J|3J|H))+/, '');
        if (lines.includes('\n')) frame = lines.replace(/\n$/, '');
        return target.write(chunk, ...rest);
      };
    },
  });
  const ink = render(<Sized />, {
    stdout,
    stdin: input as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  /** The frame drawn whole in a terminal of the same size; undefined while it is still that of another size. */
  const redrawn = (): Promise<string> | undefined => {
    const lines = frame.split('\n');
    if (lines.length >= screen.rows || lines.some((line) => stringWidth(line) > screen.cols))
      return undefined;
    const whole = new xterm.Terminal({
      cols: screen.cols,
      rows: screen.rows,
      allowProposedApi: true,
      convertEol: true,
    });
    whole.write(secondScreen + frame);
    return textOf(whole);
  };
  const resize = (size: { readonly columns: number; readonly rows: number }) => {
    screen.resize(size.columns, size.rows);
    Object.assign(output, size);
    output.emit('resize');
  };
  /** The screen beside the same frame drawn whole; undefined where another frame came meanwhile. */
  const compare = async () => {
    const before = frame;
    const whole = await redrawn();
    const shown = await textOf(screen);
    return whole === undefined || frame !== before ? undefined : { shown, whole };
  };
  return {
    close: () => ink.unmount(),
    shown: () => textOf(screen),
    compare,
    resize,
    press: (key: string) => input.write(key),
  };
}

/** Everything but what leaves the wizard. */
const key = fc.constantFrom(
  ...[keys.up, keys.down, keys.left, keys.right, keys.tab, keys.shiftTab, keys.esc, keys.space],
  ...[keys.backspace, keys.pageDown, keys.home, keys.end, '/', '?', '\u0007', 'a', 'é', '配', '7', 'p', 's'],
  paste('10.20.30.40\n10.20.30.41\n'),
);
const size = fc.record({
  columns: fc.integer({ min: 30, max: 130 }),
  rows: fc.integer({ min: 10, max: 40 }),
});
const act = fc.oneof(
  { weight: 12, arbitrary: key },
  { weight: 4, arbitrary: fc.constant(keys.enter) },
  { weight: 1, arbitrary: size },
);
const acts = fc.array(act, { minLength: 50, maxLength: 50 });

/** Lets what was pressed arrive: a piece of input of its own, read and drawn. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('no line is lost after 20 times 50 random keys and resizes, compared with a full redraw', async () => {
  let compared = 0;
  for (const seed of seeds) {
    const [all = []] = fc.sample(acts, { numRuns: 1, seed });
    const terminal = openVirtual(80, 24);
    await expect.poll(terminal.shown).toContain('qualys-pc');
    for (const [index, each] of all.entries()) {
      // On Review's actions it would launch, or leave.
      if (each === keys.enter && /❯ (?:Launch|Leave)/.test(await terminal.shown())) continue;
      if (typeof each === 'string') terminal.press(each);
      else terminal.resize(each);
      await turns(4);
      const both = index % 4 === 0 ? await terminal.compare() : undefined;
      if (both === undefined) continue;
      expect(both.shown, `seed ${seed}, act ${index}`).toBe(both.whole);
      compared += 1;
    }
    terminal.close();
  }
  expect(compared).toBeGreaterThan(100);
}, 180_000);
