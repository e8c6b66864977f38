import { exitCode } from '../errors.js';
import { type AnnotationChoice, annotationChoices, ciLogOf } from './process/ci-log.js';
import { lookOf } from './process/print.js';
import { printError } from './process/print-error.js';
import { type ProcessIoOptions, processIo, watchOutput } from './process/process-io.js';

/**
 * Runs one command of the real process.
 * @returns Its exit code; every error is printed here and nowhere else.
 */
export async function main(args: readonly string[], options: ProcessIoOptions): Promise<number> {
  const { stdout, stderr } = options.process;
  const flags = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  const isVerbose = flags.includes('--verbose') || flags.includes('-v');
  const ci = flags.includes('run') ? ciLogOf(annotationsIn(flags), options.process.env) : undefined;
  const { unicode } = lookOf(stderr, options.process.env);
  const output = { stdout, stderr, unicode, verbose: isVerbose, json: flags.includes('--json'), ci };
  const crash = (error: unknown) => options.exit(printError(error, output));
  options.process.on('uncaughtException', crash);
  options.process.on('unhandledRejection', crash);
  const whenWritten = watchOutput(stdout);
  const code = await runCommand(args, options).catch((error: unknown) => printError(error, output));
  const lost = await whenWritten();
  if (lost === undefined) return code;
  const lostCode = printError(lost, { ...output, json: false });
  // A run leaves its result in a file, and its verdict stands; of any other command this was the whole outcome.
  return code === exitCode.passed && !flags.includes('run') ? lostCode : code;
}

async function runCommand(args: readonly string[], options: ProcessIoOptions): Promise<number> {
  const io = processIo(options);
  // Nothing to parse: the wizard's first frame does without the parser.
  if (args.length === 0) {
    const { runWizard } = await import('./wizard/wizard.js');
    return await runWizard({}, io);
  }
  const { createProgram, runProgram } = await import('./parser/program.js');
  return await runProgram(createProgram(io, args), args);
}

/** `--annotations` before the arguments are parsed: an error of the parser is annotated too. */
function annotationsIn(flags: readonly string[]): AnnotationChoice {
  const given = flags.flatMap((flag, index) =>
    flag === '--annotations' ? [flags[index + 1]] : flag.startsWith('--annotations=') ? [flag.slice(14)] : [],
  );
  return annotationChoices.find((choice) => choice === given.at(-1)) ?? 'auto';
}
