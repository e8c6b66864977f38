import { StringDecoder } from 'node:string_decoder';
import { PcError } from '../../errors.js';
import { cannotRead } from '../../files/cannot-write.js';
import { decodeText } from '../../files/read-text.js';
import type { CommandIo, Input, Output } from './io.js';

type Terminal = Pick<CommandIo, 'stdin' | 'stderr'>;

/** A line under way: what was typed, and whether it is over. */
interface Line {
  readonly text: string;
  readonly over: 'no' | 'entered' | 'interrupted';
}

const emptyLine: Line = { text: '', over: 'no' };

/** What one key makes of the line; escape sequences have been taken out before. */
function typed(line: Line, key: string): Line {
  switch (key) {
    case '\r':
    case '\n':
    case '\u0004':
      return { ...line, over: 'entered' };
    case '\u0003':
      return { ...line, over: 'interrupted' };
    case '\u007f':
    case '\b':
      return { ...line, text: [...line.text].slice(0, -1).join('') };
    case '\u0015':
      return { ...line, text: '' };
    default:
      return key < ' ' ? line : { ...line, text: line.text + key };
  }
}

/**
 * Reads one line key by key; nothing is echoed by the terminal, so that a secret never shows.
 * @param begin - asks, once the terminal has stopped to echo: an answer may follow in the same instant.
 */
function readKeys(stdin: Input, begin: () => void, onChange: (line: Line) => void): Promise<string> {
  const decoder = new StringDecoder('utf8');
  return new Promise((resolve, reject) => {
    let line = emptyLine;
    const end = () => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      stdin.setRawMode?.(false);
      stdin.pause();
    };
    const onEnd = () => {
      end();
      resolve(line.text);
    };
    const onData = (chunk: Buffer | string) => {
      const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
      for (const key of text.replace(/\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])/g, '')) {
        line = typed(line, key);
        onChange(line);
        if (line.over === 'no') continue;
        end();
        if (line.over === 'entered') resolve(line.text);
        else reject(interrupted());
        return;
      }
    };
    // The config may have been read from here already.
    if (stdin.readableEnded) {
      begin();
      return resolve('');
    }
    stdin.setRawMode?.(true);
    begin();
    stdin.on('data', onData);
    stdin.on('end', onEnd);
    stdin.resume();
  });
}

function interrupted(): PcError {
  return new PcError('The question was left unanswered.', {
    kind: 'interrupted',
    code: 'interrupted',
    next: 'Run the command again.',
  });
}

async function ask(
  { stdin, stderr }: Terminal,
  question: string,
  draw: (stderr: Output, before: Line, after: Line) => void,
) {
  let shown = emptyLine;
  const begin = () => void stderr.write(question);
  try {
    return await readKeys(stdin, begin, (line) => {
      draw(stderr, shown, line);
      shown = line;
    });
  } finally {
    stderr.write('\n');
  }
}

/**
 * Asks for a secret at a terminal; what is typed or pasted is not shown.
 * @throws PcError of kind `interrupted` on ctrl-c.
 */
export function promptSecret(io: Terminal, question: string): Promise<string> {
  return ask(io, question, () => {});
}

/**
 * Asks yes or no at a terminal; anything but y or yes is no.
 * @throws PcError of kind `interrupted` on ctrl-c.
 */
export async function confirm(io: Terminal, question: string): Promise<boolean> {
  const answer = await ask(io, `${question} [y/N] `, (stderr, before, after) => {
    const removed = [...before.text].length - [...after.text].length;
    stderr.write(removed > 0 ? '\b \b'.repeat(removed) : after.text.slice(before.text.length));
  });
  return /^y(?:es)?$/i.test(answer.trim());
}

/**
 * All of standard input as text, without the line end that `echo` adds and without a byte order mark.
 * @throws PcError of kind `usage` when it is of another encoding than UTF-8.
 */
export async function readStdin({ stdin }: Pick<CommandIo, 'stdin'>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer | string));
  try {
    return decodeText(Buffer.concat(chunks)).replace(/\r?\n$/, '');
  } catch (cause) {
    throw cannotRead('Standard input', cause, 'Write it as UTF-8.');
  }
}
