import type { LineTerminal } from './line-terminal.js';
import { back, commandOf, type LineChoice, sayChoices, sayHelp } from './talk.js';

export interface ManyQuestion {
  readonly label: string;
  /** Their values distinguish them. */
  readonly choices: readonly LineChoice<string>[];
  readonly checked: ReadonlySet<string>;
}

/** Asks which of several entries are in: numbers turn them over, until enter. */
export async function askMany(
  terminal: LineTerminal,
  { label, choices, checked: before }: ManyQuestion,
): Promise<ReadonlySet<string> | typeof back> {
  const checked = new Set(before);
  const told = (choice: LineChoice<string>): LineChoice<string> => ({
    ...choice,
    detail: checked.has(choice.value) ? 'checked' : 'not checked',
  });
  const count = () =>
    `${choices.filter(({ value }) => checked.has(value)).length} of ${choices.length} checked`;
  terminal.say(`${label}. ${count()}. Numbers to turn over, enter to go on, or b for back:`);
  sayChoices(terminal, choices.map(told));
  for (;;) {
    const line = await terminal.ask();
    const command = commandOf(line);
    if (command === 'back') return back;
    if (line === '') return checked;
    if (command === 'help') {
      sayHelp(terminal);
      continue;
    }
    const parts = line.split(/[\s,;]+/);
    const named = parts.map((part) => choices[Number(part) - 1]);
    const unknown = parts.filter((_, index) => named[index] === undefined);
    if (unknown.length > 0) terminal.say(`There is no number ${unknown.join(', ')} here.`);
    else
      for (const choice of named) {
        if (choice === undefined) continue;
        if (!checked.delete(choice.value)) checked.add(choice.value);
        terminal.say(`${choice.label}: ${told(choice).detail}.`);
      }
    terminal.say(`${count()}. Numbers to turn over, or enter to go on:`);
  }
}
