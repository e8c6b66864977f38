import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { type BenchRow, ratio } from './measure.js';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const inkHello = fileURLToPath(new URL('ink-hello.js', import.meta.url));
/** The same start takes a fifth more or less from one time to the next; the median of these a twentieth. */
const rounds = 61;

/** Milliseconds from the start of a Node process to its end. */
function timeToExit(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', () => resolve(performance.now() - start));
  });
}

const emptyNode = () => timeToExit(['-e', '0']);

/** Milliseconds until the headless program opens its first connection to the API server. */
async function timeToFirstRequest(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const config = {
    version: 1,
    platform: 'PCP',
    apiServer: `http://127.0.0.1:${address.port}`,
    credentials: { username: 'bench_ab1', password: 'env:QUALYS_PASSWORD' },
    scan: {
      jobName: 'bench',
      target: { type: 'host', ips: ['10.20.30.40'] },
      optionProfile: { title: 'Jenkins_Baseline' },
    },
  };
  await writeFile(join(folder, 'qualys-pc.json'), JSON.stringify(config));
  const connected = new Promise<number>((resolve) => {
    server.once('connection', (socket) => {
      resolve(performance.now());
      socket.destroy();
    });
  });
  const start = performance.now();
  const child = spawn(process.execPath, [program, 'check'], {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: folder, QUALYS_PASSWORD: 'bench' },
  });
  const ended = new Promise<'ended'>((resolve) => child.on('exit', () => resolve('ended')));
  try {
    const time = await Promise.race([connected, ended]);
    if (time === 'ended') throw new Error('check ended without a request.');
    return time - start;
  } finally {
    child.kill('SIGKILL');
    await ended;
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds until a program in a terminal has drawn a text of its first frame. */
async function timeToFrame(args: readonly string[], text: string): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  const start = performance.now();
  const terminal = spawnTerminal(process.execPath, [...args], {
    cols: 80,
    rows: 24,
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, QUALYS_PC_HOME: home, TERM: 'xterm-256color' },
  });
  let seen = '';
  const time = await new Promise<number>((resolve, reject) => {
    terminal.onData((data) => {
      seen += data;
      if (seen.includes(text)) resolve(performance.now() - start);
    });
    terminal.onExit(() => reject(new Error(`The program ended before it drew "${text}":\n${seen}`)));
  });
  const ended = new Promise<void>((resolve) => terminal.onExit(() => resolve()));
  terminal.kill('SIGKILL');
  await ended;
  await rm(home, { recursive: true, force: true });
  return time;
}

/** How fast the built program is there. */
export async function benchStartUp(): Promise<BenchRow[]> {
  return [
    {
      what: 'qualys-pc --version',
      measured: await ratio(rounds, () => timeToExit([program, '--version']), emptyNode),
      limit: 1.15,
      unit: 'x',
      against: 'node -e 0',
    },
    {
      what: 'qualys-pc --help',
      measured: await ratio(rounds, () => timeToExit([program, '--help']), emptyNode),
      limit: 1.6,
      unit: 'x',
      against: 'node -e 0',
    },
    {
      what: 'headless command ready to send its first request',
      measured: await ratio(rounds, timeToFirstRequest, emptyNode),
      limit: 2.2,
      unit: 'x',
      against: 'node -e 0',
    },
    {
      what: 'first frame of the wizard in a terminal',
      measured: await ratio(
        rounds,
        () => timeToFrame([program], 'Connect to Qualys'),
        () => timeToFrame([inkHello], 'hello'),
      ),
      limit: 0.36,
      unit: 'x',
      against: 'an Ink hello from node_modules',
    },
  ];
}
