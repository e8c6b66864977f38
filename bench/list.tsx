import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { ChoiceList } from '../src/ui/choice-list.js';
import { Frame } from '../src/ui/frame.js';
import type { ListItem } from '../src/ui/list-filter.js';
import { UiProvider } from '../src/ui/ui-context.js';

/** Times in milliseconds. */
export interface FrameTimes {
  /** From the first render call to the first frame. */
  readonly opening: number;
  /** From a key press to the frame that answers it: half of them take less, 19 of 20 take less. */
  readonly median: number;
  readonly p95: number;
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
export async function measureList(count: number, rounds: number): Promise<FrameTimes> {
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
  const list = items(count);
  const started = performance.now();
  const first = drawn();
  const app = render(
    <UiProvider color unicode screenReader={false} columns={columns} rows={rows}>
      <Frame
        header={{ product: 'qualys-pc', account: 'acme_ab1 · US2' }}
        hints={['move-down', 'filter', 'help']}
      >
        <ChoiceList items={list} isFocused lines={16} chosenKey={null} onChoose={() => undefined} />
      </Frame>
    </UiProvider>,
    {
      stdout: terminal as unknown as NodeJS.WriteStream,
      stdin: keyboard as unknown as NodeJS.ReadStream,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    },
  );
  await first;
  const opening = performance.now() - started;
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const press of presses) {
      const frame = drawn();
      const at = performance.now();
      keyboard.write(press);
      await frame;
      times.push(performance.now() - at);
      // What a frame sets off after it, such as scrolling, is not the next key's.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  app.unmount();
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { opening, median: quantile(0.5), p95: quantile(0.95), presses: sorted.length };
}
