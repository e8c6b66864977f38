import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/program.js';

/** Pages for people, by their path in the repository. */
export const pagePaths: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'src/simulator/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

export const pageText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A block of a page between fences. */
export interface Fence {
  readonly language: string;
  readonly text: string;
}

export function fencesOf(page: string): Fence[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** A line of a shell block: what is run, and the exit code that the comment behind it promises. */
export interface PrintedCommand {
  readonly line: string;
  readonly words: readonly string[];
  readonly exit: number;
}

/** Words as a shell splits them; the pages use quotes and nothing else that is special. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_all, single?: string, double?: string) => single ?? double ?? ''),
  );
}

/** The commands of all shell blocks of a page, in order. */
export function commandsOf(page: string): PrintedCommand[] {
  return fencesOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/\s+#\s/, 2);
      return { line, words: shellWords(command), exit: Number(/exit (\d+)/.exec(comment)?.[1] ?? 0) };
    });
}

/** Inline code of a page that calls the program. */
export function inlineCommandsOf(page: string): string[][] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`(qualys-pc [^`\n]+)`/g)].map(([, code = '']) => shellWords(code));
}
