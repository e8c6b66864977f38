import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that may be in the bundle: each allows it to be passed on under Apache-2.0 with its notice. */
export const allowedLicences = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
];

/** `node_modules/a/node_modules/@b/c/file.js` -> `node_modules/a/node_modules/@b/c`. */
function packageFolder(file) {
  const parts = file.split('/');
  const at = parts.lastIndexOf('node_modules');
  if (at === -1) return undefined;
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join('/');
}

/** Licence files of a package; npm packs them whatever their ending. */
async function licenceText(folder) {
  const names = (await readdir(folder))
    .filter((name) => /^(?:licen[cs]e|copying|notice)\b/i.test(name))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** A licence as package.json writes it, by both its present and its old form. */
function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.[0]?.type ?? 'unknown';
}

/**
 * Every package whose code is in a build, with its licence.
 * @param inputs - of esbuild's metafile: paths from `root`.
 */
export async function bundledPackages(root, inputs) {
  const folders = new Set(Object.keys(inputs).map(packageFolder).filter(Boolean));
  const packages = await Promise.all(
    Array.from(folders, async (folder) => {
      const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
      const { name, version } = manifest;
      return { name, version, licence: licenceOf(manifest), text: await licenceText(join(root, folder)) };
    }),
  );
  return packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** The notice file: what the bundle holds of others, by whom, under which terms. */
export function noticeText(packages) {
  const entries = packages.map(
    ({ name, version, licence, text }) =>
      `${name} ${version} (${licence})\n\n${text === '' ? `Its package holds no licence file; its package.json says ${licence}.` : text}`,
  );
  const head = 'qualys-pc holds code of these packages. Each stands under its own licence.';
  return `${[head, ...entries].join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}
