import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { playSession, type SessionOptions } from './terminal-session.js';

const enter = '\r';
const ctrlC = '\u0003';

/** Plays a session that leaves a running scan and its answers behind, for the picture of the next start. */
export async function leaveScan(
  program: string,
  { cwd, env, columns, rows }: Pick<SessionOptions, 'cwd' | 'env' | 'columns' | 'rows'>,
): Promise<void> {
  const simulator = await startSimulator({ scenario: 'scan-slow' });
  try {
    const { url, credentials } = simulator;
    const config = {
      version: 1,
      platform: 'US2',
      apiServer: url,
      gateway: url,
      credentials: { username: credentials.username, password: 'env:QUALYS_PASSWORD' },
      scan: {
        jobName: 'payments-api',
        target: { type: 'host', ips: ['10.20.30.40'] },
        scanner: 'edge-scan-01',
        optionProfile: { title: 'Jenkins_Linux baseline' },
      },
      timeouts: { pollingInterval: '1s', timeout: '60*2' },
    };
    await writeFile(join(cwd, 'scan.json'), JSON.stringify(config));
    const terminal = await playSession({
      args: [program, '--config', 'scan.json', '--allow-server', new URL(url).host],
      cwd,
      env,
      columns,
      rows,
      actions: [
        { see: '❯ Password' },
        { type: credentials.password },
        { see: '•••' },
        { type: enter },
        { see: 'Connected.' },
        { type: enter },
        { see: 'launch scan' },
        { type: enter },
        { see: 'next look in' },
        { type: ctrlC },
        { see: 'Leave it?' },
        { type: ctrlC },
      ],
      toTheEnd: true,
    });
    terminal.dispose();
  } finally {
    await simulator.close();
  }
}
