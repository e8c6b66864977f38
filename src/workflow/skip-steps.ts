import type { EventChannel } from './event-channel.js';
import type { StepId } from './events.js';

/** Says of steps in their order that they are not needed. */
export function skipSteps(channel: EventChannel, steps: readonly StepId[], reason: string): void {
  for (const step of steps) channel.skipped(step, reason);
}
