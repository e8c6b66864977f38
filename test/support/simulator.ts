import { afterEach, beforeEach } from 'vitest';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulator/start-simulator.js';

/** How much faster than in the demo simulated time runs in tests. */
const testSpeed = 20;

/**
 * Starts a simulator before each test of the block and stops it afterwards.
 * @returns A function for the simulator of the running test.
 */
export function useSimulator(options: SimulatorOptions = {}): () => Simulator {
  let running: Simulator | undefined;
  beforeEach(async () => {
    running = await startSimulator({ speed: testSpeed, ...options });
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });
  return () => {
    if (running === undefined) throw new Error('The simulator runs only while a test does.');
    return running;
  };
}
