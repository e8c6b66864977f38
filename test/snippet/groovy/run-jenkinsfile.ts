import { mkdirSync } from 'node:fs';
import type { Built } from '../matrix/run-github.js';
import { askGroovy } from './groovy-server.js';

/** One build of a Jenkinsfile in real Groovy, whose shell steps run for real. */
export async function runJenkinsfile(
  text: string,
  {
    dead = [],
    ...given
  }: {
    /** Folder of all builds, with what they archived and the machines that they ran on. */
    readonly builds: string;
    readonly build: string;
    readonly repository: string;
    readonly env: Readonly<Record<string, string>>;
    /** Cells whose agents die. */
    readonly dead?: readonly string[];
  },
): Promise<Built> {
  mkdirSync(given.builds, { recursive: true });
  return (await askGroovy('RunJenkinsfile.groovy', { text, dead, ...given })) as Built;
}
