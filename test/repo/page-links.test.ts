import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/program.js';
import { pagePaths, pageText } from './pages.js';

/** Anchors that GitHub and GitLab give the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#', 2);
  const path = file === '' ? from : normalize(join(dirname(from), decodeURI(file)));
  if (!existsSync(join(root, path))) return true;
  if (anchor === undefined || statSync(join(root, path)).isDirectory()) return anchor !== undefined;
  return !anchorsOf(pageText(path)).includes(anchor);
}

test.each(pagePaths)('every internal link of the pages works (test): %s', (path) => {
  const links = [
    ...pageText(path)
      .replace(/^```[\s\S]*?^```$/gm, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, link = '']) => link);
  const internal = links.filter((link) => !/^[a-z]+:/i.test(link));
  expect(internal.filter((link) => isBroken(path, link))).toEqual([]);
});

test('every page of docs can be reached from the README', () => {
  const reached = new Set<string>();
  const open = ['README.md'];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const [, link = ''] of pageText(path).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g))
      open.push(normalize(join(dirname(path), link)));
  }
  const pages = pagePaths.filter((path) => /^docs\/[\w-]+\.md$/.test(path));
  expect(pages.filter((path) => !reached.has(path))).toEqual([]);
});
