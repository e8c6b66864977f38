import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { expect, onTestFinished } from 'vitest';
import { linesOf } from './frames.js';
import { builtProgram } from './program.js';

export interface TerminalOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory and personal folder; new and empty unless given. */
  readonly home?: string;
}

/** Longest time that anything in a real terminal may take here, in milliseconds. */
const patience = 20_000;

/** A folder that goes with the test. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'qualys-pc-terminal-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** The built program in a pseudo-terminal, with a screen that shows what a person would see. */
export function openTerminal({
  args = [],
  columns = 80,
  rows = 24,
  env = {},
  home = temporaryHome(),
}: TerminalOptions = {}) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const pty: IPty = spawn(process.execPath, [builtProgram, ...args], {
    cols: columns,
    rows,
    name: env.TERM ?? 'xterm-256color',
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      QUALYS_PC_HOME: home,
      ...env,
    },
  });
  let bytes = '';
  let exit: { exitCode: number; signal?: number | undefined } | undefined;
  pty.onData((data) => {
    bytes += data;
    screen.write(data);
  });
  pty.onExit((ended) => {
    exit = ended;
  });
  onTestFinished(() => {
    if (exit === undefined) pty.kill('SIGKILL');
  });

  /** The screen's lines, without the blanks at their ends. */
  const lines = () => linesOf(screen);
  const shown = () => lines().join('\n').trimEnd();
  const see = (wanted: string | RegExp) =>
    typeof wanted === 'string'
      ? expect.poll(shown, { timeout: patience, interval: 10 }).toContain(wanted)
      : expect.poll(shown, { timeout: patience, interval: 10 }).toMatch(wanted);
  return {
    pid: pty.pid,
    home,
    shown,
    see,
    miss: (unwanted: string) =>
      expect.poll(shown, { timeout: patience, interval: 10 }).not.toContain(unwanted),
    /** Types keys one after the other, as they would come from a keyboard. */
    press: (...keys: readonly string[]) => {
      for (const key of keys) pty.write(key);
    },
    /** Types one key and waits for what it brings. */
    step: async (key: string, wanted: string | RegExp) => {
      pty.write(key);
      await see(wanted);
    },
    resize: (to: { columns: number; rows: number }) => {
      screen.resize(to.columns, to.rows);
      pty.resize(to.columns, to.rows);
    },
    kill: (signal: string) => pty.kill(signal),
    /** Everything that was ever written to the terminal. */
    bytes: () => bytes,
    isOnSecondScreen: () => screen.buffer.active.type === 'alternate',
    exitCode: async () => {
      await expect.poll(() => exit, { timeout: patience, interval: 10 }).not.toBeUndefined();
      return exit?.exitCode;
    },
  };
}

export type OpenTerminal = ReturnType<typeof openTerminal>;
