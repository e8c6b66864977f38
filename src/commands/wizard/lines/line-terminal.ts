import { StringDecoder } from 'node:string_decoder';
import { printable } from '../../../text/printable.js';
import type { CommandIo } from '../../process/io.js';
import { promptSecret } from '../../process/prompt.js';

/** A terminal that is spoken to in whole lines; the terminal itself echoes what is typed, and nothing moves its cursor. */
export interface LineTerminal {
  readonly say: (...lines: readonly string[]) => void;
  /** The next line that is typed, without its end. `isList`: the lines of a paste belong together. */
  readonly ask: (options?: { readonly isList?: boolean }) => Promise<string>;
  /** A line that is not shown, also when it follows the question at once. @throws PcError of kind `interrupted` on ctrl-c. */
  readonly askSecret: (question: string) => Promise<string>;
  /** Hands on every line that is typed while something else goes on. @returns ends it. */
  readonly listen: (onLine: (line: string) => void) => () => void;
  /** Lets go of standard input. */
  readonly close: () => void;
}

/** Lines of a paste follow each other faster than a person types: a pause of so many milliseconds ends them. */
const pasteGapMs = 40;
/** A terminal hands on so many bytes of a line at most, and drops the rest. */
const longestLine = 4095;

const prompt = '> ';

/** Speaks in lines to the terminal of the process. */
export function lineTerminal(io: Pick<CommandIo, 'stdin' | 'stdout' | 'clock'>): LineTerminal {
  const { stdin, stdout } = io;
  const say = (...lines: readonly string[]) => {
    for (const line of lines) stdout.write(`${printable(line)}\n`);
  };
  let stop: () => void = () => undefined;

  const listen = (onLine: (line: string) => void): (() => void) => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    const onData = (chunk: Buffer | string) => {
      const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split(/\r\n|\r|\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    stdin.on('data', onData);
    stdin.resume();
    stop = () => {
      stdin.off('data', onData);
      stdin.pause();
    };
    return stop;
  };

  /** The lines of one typing or one paste. */
  const readBurst = (): Promise<readonly string[]> => {
    const lines: string[] = [];
    return new Promise((resolve) => {
      const off = listen((line) => {
        lines.push(line);
        if (lines.length > 1) return;
        void settled(lines, io.clock).then(() => {
          off();
          resolve(lines);
        });
      });
    });
  };

  const ask: LineTerminal['ask'] = async ({ isList = false } = {}) => {
    for (;;) {
      stdout.write(prompt);
      const lines = await readBurst();
      if (lines.some((line) => Buffer.byteLength(line) >= longestLine)) {
        say(
          'The terminal cuts a line of that length. Paste the entries one to a line, or save them in a config.',
        );
        continue;
      }
      const typed = lines.map(cleaned).filter((line) => line !== '');
      if (isList) return typed.join(', ');
      if (lines.length > 1) say(`Of ${lines.length} lines only the first is used.`);
      return cleaned(lines[0] ?? '');
    }
  };

  return {
    say,
    ask,
    listen,
    askSecret: (question) => promptSecret({ stdin, stderr: stdout }, `${printable(question)}\n${prompt}`),
    close: () => stop(),
  };
}

/** Resolves once no more lines come. */
async function settled(lines: readonly string[], clock: CommandIo['clock']): Promise<void> {
  for (let before = 0; before !== lines.length; ) {
    before = lines.length;
    await clock.sleep(pasteGapMs);
  }
}

/** Without the sequences of arrows and other keys that mean nothing here. */
function cleaned(line: string): string {
  return line
    .replace(/\u001b(?:\[[0-9;?]*[A-Za-z~]|O[A-Z])/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trim();
}
