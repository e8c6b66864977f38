import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/commands/parser/program.js';
import { commandIo } from '../support/command-io.js';

const whole = createProgram(commandIo().io).command;
const found = (command: Command, names: readonly string[]): Command | undefined =>
  names.reduce<Command | undefined>(
    (parent, name) => parent?.commands.find((child) => child.name() === name),
    command,
  );
const paths = (command: Command, above: readonly string[] = []): (readonly string[])[] =>
  command.commands.flatMap((child) => [[...above, child.name()], ...paths(child, [...above, child.name()])]);

test('A command that the arguments name has all of its flags, wherever its name stands', () => {
  expect(paths(whole).length).toBeGreaterThan(15);
  for (const path of paths(whole)) {
    const help = found(whole, path)?.helpInformation();
    for (const args of [path, ['help', ...path], ['--no-color', ...path], ['-c', 'a.yaml', ...path]])
      expect(
        found(createProgram(commandIo().io, args).command, path)?.helpInformation(),
        args.join(' '),
      ).toBe(help);
  }
});

test('The help of the whole program is the same without the flags of its commands', () => {
  expect(createProgram(commandIo().io, ['--help']).command.helpInformation()).toBe(whole.helpInformation());
});
