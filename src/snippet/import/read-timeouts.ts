import { parseDuration } from '../../config/duration.js';
import type { ImportedConfig } from './imported-step.js';
import type { StepReader } from './step-reader.js';

const minute = 60_000;
const shortestTimeout = 10 * minute;
const longestTimeout = 24 * 60 * minute;

/** A duration that can be read, with its length. */
function durationOf(
  step: StepReader,
  name: 'pollingInterval' | 'vulnsTimeout',
): { readonly text: string; readonly ms: number } | undefined {
  const text = step.text(name);
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (typeof ms === 'number') return { text, ms };
  step.lint('timeout-odd', {
    at: name,
    problem: `The argument "${name}" is no number of minutes.`,
    advice: 'The config uses the default.',
  });
  return undefined;
}

/** Polling interval and timeout; what is absurd is kept and said. */
export function readTimeouts(step: StepReader): Pick<ImportedConfig, 'timeouts'> {
  const polling = durationOf(step, 'pollingInterval');
  const timeout = durationOf(step, 'vulnsTimeout');
  if (timeout !== undefined && (timeout.ms < shortestTimeout || timeout.ms > longestTimeout)) {
    step.lint('timeout-absurd', {
      at: 'vulnsTimeout',
      problem: `The timeout is ${timeout.ms < shortestTimeout ? 'shorter than a scan takes' : 'longer than a day'}.`,
      advice: 'Set timeouts.timeout to what your scans take, for example "60*2".',
    });
  }
  if (polling !== undefined && polling.ms > (timeout?.ms ?? 120 * minute)) {
    step.lint('polling-absurd', {
      at: 'pollingInterval',
      problem: 'The polling interval is longer than the timeout.',
      advice: 'Set timeouts.pollingInterval to minutes, for example "2".',
    });
  }
  if (polling === undefined && timeout === undefined) return {};
  return {
    timeouts: {
      ...(polling === undefined ? {} : { pollingInterval: polling.text }),
      ...(timeout === undefined ? {} : { timeout: timeout.text }),
    },
  };
}
