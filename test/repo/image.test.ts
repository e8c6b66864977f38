import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/program.js';

// `npm run image:try` builds the image and runs it: it takes a minute, root, debootstrap and buildah.

const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replace(/ \\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const stages = lines
  .join('\n')
  .split(/^(?=FROM )/m)
  .slice(1);
const [build = '', image = ''] = stages;

/** What `COPY` takes from the context in a stage. */
const copied = (stage: string): string[] =>
  [...stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));

/** Paths that .dockerignore lets through: it leaves everything out that it does not name. */
const context = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

test('the base of both stages is one build argument, node:24-slim by default', () => {
  expect(lines[0]).toBe('ARG BASE=node:24-slim');
  expect(stages.map((stage) => /^FROM \$\{BASE\}/.test(stage))).toEqual([true, true]);
});

test('the image runs as a user by number that is not root, and no entry point stands before its shell', () => {
  expect(image).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(image).toMatch(/^ENTRYPOINT \[\]$/m);
});

test('the image takes the built program and its licence of the first stage, and no tool that built it', () => {
  expect([...image.matchAll(/--from=build (\S+)/g)].map(([, path]) => path)).toEqual(['/build/dist']);
  expect(image).not.toMatch(/npm|apt-get/);
});

test('the context holds what is copied, and nothing else', () => {
  const wanted = [...copied(build), ...copied(image)];
  expect(wanted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect([...new Set(wanted)].sort()).toEqual([...context].sort());
});

test('the program is built from the context alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-image-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of copied(build)) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const run = promisify(execFile);
  await run(process.execPath, ['scripts/build.js'], { cwd: folder });
  const { stdout } = await run(process.execPath, [join(folder, 'dist/cli.js'), 'demo'], {
    cwd: '/',
    env: {},
  });
  // With its reports: without the compiler's settings React would be missing in them.
  expect(stdout).toContain('PASSED');
});
