import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What the tests count in the arrangement of `src`, the simulator aside. */
export interface Arrangement {
  /** Folders with their number of entries, files and folders together. */
  readonly entries: ReadonlyMap<string, number>;
  /** Exported names that more than one file declares, as "name: file, file". */
  readonly namedTwice: readonly string[];
  /** Files under 40 lines whose only importer lies in the same folder, as "file <- importer". */
  readonly slivers: readonly string[];
}

const FEW_LINES = 40;
const formats = 'src/report/formats/';
const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|class|interface|type|enum|function\*?) (\w+)/gm;
const imported = /(?:\bfrom|\bimport\()\s*'(\.[^']+)'/g;

/** Reads the files below `root/src`. */
export function measureArrangement(root: string): Arrangement {
  const entries = new Map<string, number>();
  const texts = new Map<string, string>();
  const visit = (folder: string) => {
    const names = readdirSync(join(root, folder), { withFileTypes: true });
    entries.set(folder, names.length);
    for (const entry of names) {
      const path = `${folder}/${entry.name}`;
      if (path === 'src/simulator') continue;
      if (entry.isDirectory()) visit(path);
      else if (/\.tsx?$/.test(entry.name)) texts.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  visit('src');
  return { entries, namedTwice: namedTwice(texts), slivers: slivers(texts) };
}

function namedTwice(texts: ReadonlyMap<string, string>): readonly string[] {
  const files = new Map<string, Set<string>>();
  for (const [path, text] of texts)
    for (const [, name = ''] of text.matchAll(declared))
      files.set(name, (files.get(name) ?? new Set()).add(path));
  return (
    [...files]
      .filter(([, paths]) => paths.size > 1)
      // One meaning: every report format exports its code under these names, which load it.
      .filter(
        ([name, paths]) =>
          !['render', 'readsRows'].includes(name) || ![...paths].every((path) => path.startsWith(formats)),
      )
      .map(([name, paths]) => `${name}: ${[...paths].sort().join(', ')}`)
      .sort()
  );
}

function slivers(texts: ReadonlyMap<string, string>): readonly string[] {
  const importers = new Map<string, Set<string>>();
  for (const [path, text] of texts)
    for (const [, from = ''] of text.matchAll(imported)) {
      const stem = normalize(join(dirname(path), from)).replace(/\.js$/, '');
      const file = [`${stem}.ts`, `${stem}.tsx`].find((each) => texts.has(each));
      if (file !== undefined) importers.set(file, (importers.get(file) ?? new Set()).add(path));
    }
  return [...texts]
    .filter(([, text]) => text.split('\n').length - 1 < FEW_LINES)
    .flatMap(([path]) => {
      const [importer, ...others] = importers.get(path) ?? [];
      const isSliver = importer !== undefined && others.length === 0 && dirname(importer) === dirname(path);
      return isSliver ? [`${path} <- ${importer}`] : [];
    })
    .sort();
}
