import { type AnnotationChoice, annotationChoices, ciLogOf } from './process/ci-log.js';
import { printError } from './process/print-error.js';
import { type ProcessIoOptions, processIo } from './process/process-io.js';

/**
 * Runs one command of the real process.
 * @returns Its exit code; every error is printed here and nowhere else.
 */
export async function main(args: readonly string[], options: ProcessIoOptions): Promise<number> {
  const { stdout, stderr } = options.process;
  const flags = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  const isVerbose = flags.includes('--verbose') || flags.includes('-v');
  const ci = flags.includes('run') ? ciLogOf(annotationsIn(flags), options.process.env) : undefined;
  const output = { stdout, stderr, verbose: isVerbose, json: flags.includes('--json'), ci };
  const crash = (error: unknown) => options.exit(printError(error, output));
  options.process.on('uncaughtException', crash);
  options.process.on('unhandledRejection', crash);
  try {
    const io = processIo(options);
    // Nothing to parse: the wizard's first frame does without the parser.
    if (args.length === 0) {
      const { runWizard } = await import('./wizard/wizard.js');
      return await runWizard({}, io);
    }
    const { createProgram, runProgram } = await import('./parser/program.js');
    return await runProgram(createProgram(io), args);
  } catch (error) {
    return printError(error, output);
  }
}

/** `--annotations` before the arguments are parsed: an error of the parser is annotated too. */
function annotationsIn(flags: readonly string[]): AnnotationChoice {
  const given = flags.flatMap((flag, index) =>
    flag === '--annotations' ? [flags[index + 1]] : flag.startsWith('--annotations=') ? [flag.slice(14)] : [],
  );
  return annotationChoices.find((choice) => choice === given.at(-1)) ?? 'auto';
}
