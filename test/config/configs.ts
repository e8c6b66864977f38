import { checkConfig } from '../../src/config/check-config.js';
import type { Config } from '../../src/config/schema.js';

type Tree = { readonly [key: string]: unknown };

/** A config that is right and small. */
export const smallest = {
  version: 1,
  platform: 'US2',
  scan: {
    target: { type: 'host', ips: ['203.0.113.7'] },
    optionProfile: { title: 'Jenkins_Baseline' },
  },
};

export const ec2Target = {
  type: 'ec2',
  instanceIds: ['i-0123456789abcdef0'],
  connector: { name: 'prod' },
};

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays settings over others; a target and a list replace what was there. */
export function merged(base: unknown, over: unknown): unknown {
  if (!isTree(base) || !isTree(over) || 'type' in over) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in over ? merged(base[key], over[key]) : base[key]]),
  );
}

/** The smallest config with these settings, read. */
export function parsed(over: Tree): Config {
  const checked = checkConfig(merged(smallest, over));
  if (!checked.usable) throw new TypeError(JSON.stringify(checked.problems));
  return checked.config;
}

/** What is said about the smallest config with these settings: `level path: problem`. */
export function problemsOf(over: Tree): string[] {
  const checked = checkConfig(merged(smallest, over));
  return (checked.usable ? checked.notes : checked.problems).map(
    ({ level, path, problem }) => `${level} ${path}: ${problem}`,
  );
}
