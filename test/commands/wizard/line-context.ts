import { LineAnswers } from '../../../src/commands/wizard/lines/line-answers.js';
import type { LineContext } from '../../../src/commands/wizard/lines/line-context.js';
import type { LineTerminal } from '../../../src/commands/wizard/lines/line-terminal.js';
import { fakeServices, freshStart, nowMs } from '../../screens/fake-services.js';

/** What the questions of line mode are given, before the first of them. */
export function lineContext(terminal: LineTerminal, changes: Partial<typeof freshStart> = {}): LineContext {
  const { services } = fakeServices();
  const start = { ...freshStart, ...changes };
  const answers = new LineAnswers({ start, services, now: () => '' });
  return { terminal, answers, services, start, now: () => nowMs, signal: new AbortController().signal };
}
