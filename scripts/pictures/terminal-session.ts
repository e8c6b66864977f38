import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** What happens in a session, in order: keys are typed, or a text is waited for. */
export type Action = { readonly type: string } | { readonly see: string };

export interface SessionOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
  readonly actions: readonly Action[];
  /** Waits for the program's end after the last action. */
  readonly toTheEnd: boolean;
}

const patienceMs = 20_000;

/** The visible screen as plain lines. */
function screenText(terminal: xterm.Terminal): string {
  const { buffer, rows } = terminal;
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    lines.push(buffer.active.getLine(buffer.active.baseY + row)?.translateToString(true) ?? '');
  }
  return lines.join('\n');
}

/**
 * Plays a session of the built program in a real terminal.
 * @returns The terminal as it stands after the last action; dispose it.
 * @throws Error with the screen when a text does not come.
 */
export async function playSession(options: SessionOptions): Promise<xterm.Terminal> {
  const { columns, rows, args, cwd, env } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: false });
  const child = spawn(process.execPath, [...args], { cols: columns, rows, cwd, env: { ...env } });
  const changed = new Set<() => void>();
  let ended = false;
  const notify = () => {
    for (const listener of [...changed]) listener();
  };
  child.onData((data) => terminal.write(data, notify));
  terminal.onData((answer) => child.write(answer));
  const end = new Promise<void>((resolve) =>
    child.onExit(() => {
      ended = true;
      resolve();
      notify();
    }),
  );

  const waitFor = (what: string, holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const give = setTimeout(
        () => settle(new Error(`"${what}" did not come:\n${screenText(terminal)}`)),
        patienceMs,
      );
      const settle = (error?: Error) => {
        clearTimeout(give);
        changed.delete(look);
        if (error === undefined) resolve();
        else reject(error);
      };
      const look = () => {
        if (holds()) settle();
        else if (ended) settle(new Error(`The program ended before "${what}":\n${screenText(terminal)}`));
      };
      changed.add(look);
      look();
    });

  try {
    for (const action of options.actions) {
      if ('see' in action) await waitFor(action.see, () => screenText(terminal).includes(action.see));
      else child.write(action.type);
    }
    if (options.toTheEnd) await end;
    await new Promise<void>((resolve) => terminal.write('', resolve));
    return terminal;
  } finally {
    if (!ended) {
      child.kill('SIGKILL');
      await end;
    }
  }
}
