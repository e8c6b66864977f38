import { printable } from '../../text/printable.js';
import { error, note, type Problem, type Rule } from '../problem.js';
import { configSchema, type LooseConfig } from '../schema.js';
import { describeDuration, parseDuration } from '../values/duration.js';

/** A shorter interval can use up Qualys' rate limit (fact sheet 4). */
const CALM_INTERVAL_MS = 30_000;

const names = ['pollingInterval', 'timeout'] as const;
const defaults = configSchema.shape.timeouts.unwrap().parse({});

function read(config: LooseConfig, name: (typeof names)[number]): number | string {
  return parseDuration(String(config.timeouts?.[name] ?? defaults[name]));
}

function readableRule(config: LooseConfig): Problem[] {
  return names.flatMap((name) => {
    const duration = read(config, name);
    return typeof duration === 'number'
      ? []
      : [
          error(
            `timeouts.${name}`,
            printable(duration),
            'Write a time above zero: minutes such as 2 or 60*2, or with a unit such as 90s or 1h30m.',
          ),
        ];
  });
}

function orderRule(config: LooseConfig): Problem[] {
  const interval = read(config, 'pollingInterval');
  const timeout = read(config, 'timeout');
  if (typeof interval !== 'number' || typeof timeout !== 'number') return [];
  const problems: Problem[] = [];
  if (interval > timeout)
    problems.push(
      error(
        'timeouts.pollingInterval',
        `is ${describeDuration(interval)}, longer than the timeout of ${describeDuration(timeout)}`,
        'Make the polling interval shorter or the timeout longer.',
      ),
    );
  if (interval < CALM_INTERVAL_MS)
    problems.push(
      note(
        'timeouts.pollingInterval',
        `is ${describeDuration(interval)}; looks that often can use up the account's rate limit`,
        'Use 30 seconds or more.',
      ),
    );
  return problems;
}

/** Rules on `timeouts`. */
export const timeoutRules: readonly Rule[] = [readableRule, orderRule];
