import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { render, Text } from 'ink';
import type { ReactNode } from 'react';
import { Frame } from '../src/ui/frame/frame.js';
import { UiProvider } from '../src/ui/frame/ui-context.js';
import { ChoiceList } from '../src/ui/lists/choices.js';
import type { ListItem } from '../src/ui/lists/use-list.js';

// Opens a list of 10,000 again and again and presses keys in it; prints the times as JSON. list.ts bundles it as the
// program is bundled.

/** Milliseconds that 19 of 20 frames stay below. */
export interface FrameTimes {
  /** From a frame without the list to the first one with it. */
  readonly opening: number;
  /** From a key press to the frame that answers it. */
  readonly key: number;
  readonly presses: number;
}

const columns = 80;
const rows = 24;
const presses = [
  '\u001b[B',
  '\u001b[B',
  '\u001b[6~',
  '\u001b[F',
  '\u001b[A',
  '\u001b[5~',
  '\u001b[H',
  '/',
  '1',
  '7',
  '\u001b',
  '\u001b[B',
];

/** A terminal of 80 x 24 that remembers when it was last written to. */
class Terminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = columns;
  readonly rows = rows;
  onWrite: () => void = () => undefined;
  write(): boolean {
    this.onWrite();
    return true;
  }
}

function items(count: number): readonly ListItem<number>[] {
  return Array.from({ length: count }, (_, index) => ({
    key: String(index),
    value: index,
    label: index % 5 === 0 ? `Jenkins_東京 baseline ${index}` : `Jenkins_Linux baseline ${index}`,
    detail: `${index % 9} policies`,
    ...(index % 11 === 3 ? { disabledReason: 'no policies: add one in Qualys' } : {}),
  }));
}

/** Opens a list of so many entries, then moves, pages and filters; each key waits for the frame of the one before. */
async function measureList(count: number, rounds: number): Promise<FrameTimes> {
  const terminal = new Terminal();
  const keyboard = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
  const drawn = () =>
    new Promise<void>((resolve) => {
      terminal.onWrite = resolve;
    });
  const frameOf = (content: ReactNode) => (
    <UiProvider color unicode columns={columns} rows={rows}>
      <Frame
        header={{ product: 'qualys-pc', account: 'acme2ab1 · US2' }}
        hints={['move-down', 'filter', 'help']}
      >
        {content}
      </Frame>
    </UiProvider>
  );
  const list = (key: string, count: number) => (
    <ChoiceList
      key={key}
      items={items(count)}
      isFocused
      lines={16}
      chosenKey={null}
      onChoose={() => undefined}
    />
  );
  const app = render(frameOf(<Text>nothing yet</Text>), {
    stdout: terminal as unknown as NodeJS.WriteStream,
    stdin: keyboard as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // The program has drawn lists before: the compiler is warm.
  for (let warm = 0; warm < 20; warm += 1) {
    const frame = drawn();
    app.rerender(frameOf(list(`warm ${warm}`, 50 + warm)));
    await frame;
  }
  const openings: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const long = list(`long ${round}`, count);
    const frame = drawn();
    const started = performance.now();
    app.rerender(frameOf(long));
    await frame;
    openings.push(performance.now() - started);
    await settle();
  }
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const press of presses) {
      const frame = drawn();
      const at = performance.now();
      keyboard.write(press);
      await frame;
      times.push(performance.now() - at);
      await settle();
    }
  }
  app.unmount();
  return { opening: p95(openings), key: p95(times), presses: times.length };
}

/** Lets a frame's own after-effects, such as scrolling, end before the next is measured. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 2));

/** 19 of 20 take less. */
function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

process.stdout.write(JSON.stringify(await measureList(10_000, 40)));
