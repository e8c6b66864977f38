import { describe, expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { keys } from '../support/draw.js';
import { openTerminal } from '../support/terminal.js';
import { connect } from './walk.js';

const list = 'appliance:list';

describe("A failed list (500, timeout, 401, rate limit) shows Qualys' reason and `r` retries; going on elsewhere stays possible meanwhile", () => {
  test.each([
    ['500', `error-999/500x5@${list}`, 'Qualys code 999', 5],
    ['401', `error-2000/401x1@${list}`, 'Qualys refused the user name or password', 1],
  ])(
    '%s',
    async (_name, scenario, reason, sent) => {
      const simulator = await startSimulator({ scenario, speed: 20 });
      onTestFinished(() => simulator.close());
      const terminal = openTerminal();
      await connect(terminal, simulator);
      await terminal.step('10.20.30.40', '10.20.30.40');
      await terminal.step(keys.enter, 'scanner log in?');
      await terminal.step(keys.enter, 'Which scanner');
      await terminal.see(reason);
      await terminal.see('r reads it again');
      const lists = () => simulator.journal.filter(({ path }) => path.includes('/appliance/')).length;
      expect(lists()).toBe(sent);
      await terminal.step(keys.enter, 'Jenkins_Linux baseline');
      await terminal.step(keys.esc, reason);
      await terminal.step('r', 'edge-scan-01');
      expect(lists()).toBe(sent + 1);
      terminal.kill('SIGKILL');
    },
    60_000,
  );
});
