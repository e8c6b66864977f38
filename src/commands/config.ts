import { type EffectiveValue, effectiveConfig, type ValueSource } from '../config/effective-config.js';
import { exitCode } from '../errors.js';
import { findConfigFile } from './account/config-file.js';
import { tableLines } from './list.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printDocument, printLines } from './process/print.js';

export interface ConfigArgs extends Pick<AccountArgs, 'config' | 'overlays' | 'flags' | 'jobs'> {
  readonly json: boolean;
}

/** `qualys-pc config`: each value that a run would use and where it comes from; asks Qualys nothing. */
export async function runConfig(args: ConfigArgs, io: CommandIo): Promise<number> {
  const file = await findConfigFile({ ...args, passwordStdin: false }, io);
  const values = effectiveConfig({ file, flags: args.flags }, io.env, args.jobs);
  if (args.json) printDocument(io.stdout, { version: 1, values });
  else
    printLines(
      io.stdout,
      tableLines(values.some(({ job }) => job !== undefined) ? jobColumns : columns, values),
    );
  return exitCode.passed;
}

const columns = [
  { heading: 'KEY', text: ({ path }: EffectiveValue) => path },
  { heading: 'VALUE', text: ({ value }: EffectiveValue) => valueText(value) },
  { heading: 'FROM', text: ({ source }: EffectiveValue) => sourceText(source) },
];

const jobColumns = [{ heading: 'JOB', text: ({ job }: EffectiveValue) => job ?? '' }, ...columns];

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sourceText(source: ValueSource): string {
  switch (source.kind) {
    case 'file':
      return source.line === null ? source.name : `${source.name}:${source.line}`;
    case 'flag':
    case 'variable':
      return source.name;
    case 'default':
      return 'default';
  }
}
