import { type Problem, refusal } from '../config/problem.js';
import type { Pipeline } from './pipeline.js';
import type { SnippetOptions } from './snippet-format.js';

/** What the action and the component take, by name: the flags of `run` and some of their own. */
export type ReadyMadeInputs = Readonly<Record<string, string>>;

/** Flags that may stand several times, and that an input says once. */
const once = ['allow-server', 'allow-proxy', 'allow-file', 'allow-env'];

/** The words of `qualys-pc run` as inputs of the action or component, and what they cannot say. */
export function readyMadeInputs({ runWords }: Pick<Pipeline, 'runWords'>): {
  readonly inputs: ReadyMadeInputs;
  readonly refusals: readonly Problem[];
} {
  const [, , ...words] = runWords;
  const inputs: Record<string, string> = {};
  const refusals: Problem[] = [];
  for (const [index, word] of words.entries()) {
    const name = word.slice(2);
    // Both set --warning-exit-code themselves.
    if (index % 2 === 1 || name === 'warning-exit-code') continue;
    const value = words[index + 1] ?? '';
    if (once.includes(name) && inputs[name] !== undefined) {
      refusals.push(
        refusal(
          'use',
          `The input ${name} takes one value, and this config needs ${inputs[name]} and ${value}`,
          'Leave --use away: with --install or --image the snippet calls the program itself.',
        ),
      );
    } else inputs[name] = value;
  }
  return { inputs, refusals };
}

const addresses = {
  github: /^(?:\.\/[\w./-]+|[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@[\w./-]+)$/,
  gitlab: /^[\w.$-]+(?:\/[\w.-]+){2,}@[\w.~/-]+$/,
} as const;

const examples = {
  github: 'acme/qualys-pc@0123456789abcdef0123456789abcdef01234567',
  gitlab: '$CI_SERVER_FQDN/acme/qualys-pc/qualys-pc@1.0.0',
} as const;

/** Why `--use` cannot stand in a pipeline of that system. */
export function addressProblems(
  { use, install }: Pick<SnippetOptions, 'use' | 'install'>,
  system: keyof typeof addresses,
): Problem[] {
  if (use === undefined) return [];
  return [
    ...(addresses[system].test(use)
      ? []
      : [
          refusal(
            'use',
            `"${use}" is no address of ${system === 'github' ? 'an action' : 'a component'} with its version`,
            `Write it as ${examples[system]}.`,
          ),
        ]),
    ...(install === undefined
      ? []
      : [
          refusal('install', 'What --use names brings the program with it', 'Leave --install or --use away.'),
        ]),
  ];
}
