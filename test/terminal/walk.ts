import type { Simulator } from '../../src/simulator/start-simulator.js';
import { keys, paste } from '../support/draw.js';
import type { OpenTerminal } from '../support/terminal.js';

/** The first screen, answered and tested against a simulator. */
export async function connect(terminal: OpenTerminal, { url, credentials }: Simulator): Promise<void> {
  await terminal.see('Connect to Qualys');
  await terminal.step(paste(`${url}/portal-front/module/pc/\n`), 'Private cloud');
  await terminal.step(keys.tab, '❯ Login');
  await terminal.step(keys.tab, '❯ User name');
  await terminal.step(credentials.username, credentials.username);
  await terminal.step(keys.tab, '❯ Password');
  await terminal.step(paste(`${credentials.password}\n`), '•••');
  await terminal.step(keys.enter, 'Connected.');
  await terminal.step(keys.enter, 'What should be scanned?');
}

/** From the option profile to Review: the profile whose title holds the text, a look every second. */
export async function fromProfileToReview(terminal: OpenTerminal, profile: string): Promise<void> {
  await terminal.see('Jenkins_Linux');
  terminal.press('/');
  await terminal.step(profile, `/ ${profile}`);
  await terminal.step(keys.enter, 'selected');
  await terminal.step(keys.enter, 'should fail');
  await terminal.step(keys.enter, 'How long may it take?');
  terminal.press('\u0015');
  await terminal.step('1s', 'every second');
  await terminal.step(keys.enter, /In Qualys this will|is guessed/);
}
