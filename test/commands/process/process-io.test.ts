import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isInteractive, processIo, watchOutput } from '../../../src/commands/process/process-io.js';

describe('a person sits at the terminal', () => {
  const terminal = { isTTY: true };
  test.each([
    ['stdin and stdout are terminals', terminal, terminal, {}, true],
    ['stdin is a pipe', {}, terminal, {}, false],
    ['stdout is a pipe', terminal, {}, {}, false],
    ['TERM is dumb', terminal, terminal, { TERM: 'dumb' }, false],
    ['CI is set', terminal, terminal, { CI: 'true' }, false],
    ['CI is 1', terminal, terminal, { CI: '1' }, false],
    ['CI is empty', terminal, terminal, { CI: '' }, true],
    ['CI is 0', terminal, terminal, { CI: '0' }, true],
    ['CI is false', terminal, terminal, { CI: 'false' }, true],
  ])('%s', (_name, stdin, stdout, env, expected) => {
    expect(isInteractive({ stdin, stdout, env })).toBe(expected);
  });
});

/** A process as far as signals and streams go. */
function fakeProcess({ cwd = () => '/work' } = {}) {
  const exits: number[] = [];
  const emitter = new EventEmitter();
  const stream = () => Object.assign(new EventEmitter(), { isTTY: false });
  const fake = Object.assign(emitter, {
    stdout: stream(),
    stderr: stream(),
    stdin: stream(),
    env: {},
    cwd,
  });
  const io = processIo({
    process: fake as unknown as NodeJS.Process,
    version: '1.2.3',
    exit: (code) => exits.push(code),
  });
  return { fake, io, exits };
}

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s that nobody asked for ends the process with %i', (signal, code) => {
    const { fake, exits } = fakeProcess();
    fake.emit(signal);
    expect(exits).toEqual([code]);
  });

  test('the first goes to who asked for it, a second one ends the process at once', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { fake, io, exits } = fakeProcess();
    const heard: string[] = [];
    io.signals.subscribe((signal) => heard.push(signal));
    fake.emit('SIGTERM');
    expect({ heard, exits }).toEqual({ heard: ['SIGTERM'], exits: [] });
    vi.advanceTimersByTime(200);
    fake.emit('SIGINT');
    expect({ heard, exits }).toEqual({ heard: ['SIGTERM'], exits: [130] });
  });

  test('who has taken the listener off hears nothing', () => {
    const { fake, io, exits } = fakeProcess();
    const heard: string[] = [];
    io.signals.subscribe((signal) => heard.push(signal))();
    fake.emit('SIGINT');
    expect({ heard, exits }).toEqual({ heard: [], exits: [130] });
  });
});

describe('standard output that cannot be written', () => {
  const failing = (code: string) =>
    new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: no`), { code })),
    });

  test('a closed pipe ends quietly', async () => {
    const stdout = failing('EPIPE');
    const whenWritten = watchOutput(stdout);
    stdout.write('verdict');
    expect(await whenWritten()).toBeUndefined();
  });

  test('a full disk is an error that is told at the end', async () => {
    const stdout = failing('ENOSPC');
    const whenWritten = watchOutput(stdout);
    stdout.write('verdict');
    expect(await whenWritten()).toMatchObject({ kind: 'usage', code: 'output-failed', why: 'ENOSPC: no' });
  });
});

test('a log that cannot be written ends nothing', () => {
  const { fake } = fakeProcess();
  expect(() => fake.stderr.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).not.toThrow();
});

test('the clock stops sleeping when it is told to, with the reason given', async () => {
  const { io } = fakeProcess();
  const reason = new Error('enough');
  await expect(io.clock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const sleeping = io.clock.sleep(60_000, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
});

test('the clock sleeps longer than a timer of Node can, which would end at once', async () => {
  const { io } = fakeProcess();
  const controller = new AbortController();
  const months = io.clock.sleep(2 ** 33, controller.signal).then(() => 'awake');
  const moment = io.clock.sleep(30).then(() => 'asleep');
  expect(await Promise.race([months, moment])).toBe('asleep');
  controller.abort(new Error('enough'));
  await expect(months).rejects.toThrow('enough');
});

test('a working directory that was removed is a mistake of the caller, not a bug', () => {
  const cwd = () => {
    throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  };
  expect(() => fakeProcess({ cwd })).toThrow(expect.objectContaining({ kind: 'usage', code: 'cannot-read' }));
});
