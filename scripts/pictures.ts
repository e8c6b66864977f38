import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leaveScan } from './pictures/leave-scan.js';
import { scenes } from './pictures/scenes.js';
import { playSession } from './pictures/terminal-session.js';
import { terminalSvg } from './pictures/terminal-svg.js';

// Draws the README's pictures from the running program: `npm run pictures`, or `npm run pictures -- NAME...`.

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const asked = process.argv.slice(2);

for (const scene of scenes.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const home = await mkdtemp(join(tmpdir(), 'qualys-pc-picture-'));
  try {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      QUALYS_PC_HOME: home,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      ...scene.env,
    };
    if (scene.hasEarlier === true) await leaveScan(program, { ...scene, cwd: home, env });
    const terminal = await playSession({ ...scene, args: [program, ...scene.args], cwd: home, env });
    const title = ['qualys-pc', ...scene.args].join(' ');
    await writeFile(join(images, `${scene.name}.svg`), terminalSvg(terminal, title));
    terminal.dispose();
    process.stdout.write(`docs/images/${scene.name}.svg\n`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
