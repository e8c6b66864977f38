import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Tree } from './engine.js';
import { root } from './program.js';

const { verdicts } = parse(readFileSync(`${root}/test/verdicts.yaml`, 'utf8')) as {
  verdicts: { scenario: string; config: { scan?: Tree } }[];
};

/** The scan that a scenario is made for, as test/verdicts.yaml has it. */
export function scanFor(scenario: string): Tree {
  return verdicts.find((each) => each.scenario === scenario)?.config.scan ?? {};
}
