import { exitCode, PcError } from '../errors.js';
import { isScenario, scenarios, startSimulator } from '../simulator/start-simulator.js';
import { nearest } from '../text/nearest.js';
import { tableLines } from './list.js';
import type { CommandIo, SignalName } from './process/io.js';
import { printDocument, printLines, printTold } from './process/print.js';
import { signalExitCodes } from './process/process-io.js';

export interface SimulatorArgs {
  /** Prints the scenarios and ends. */
  readonly list: boolean;
  readonly scenario: string | undefined;
  readonly port: number;
  readonly tls: boolean;
  /** How many times faster than in the demo simulated time runs. */
  readonly speed: number;
  readonly json: boolean;
}

type Io = Pick<CommandIo, 'stdout' | 'stderr' | 'signals'>;

/**
 * The scenario's name, when the simulator knows it; its family of error codes is written as `--list` shows.
 * @throws PcError of kind `usage` with the nearest name.
 */
export function knownScenario<Name extends string | undefined>(name: Name): Name {
  if (name === undefined || isScenario(name)) return name;
  const near = nearest(
    name,
    scenarios.map((scenario) => scenario.name),
  );
  throw new PcError(`There is no scenario "${name}".`, {
    kind: 'usage',
    code: 'scenario-unknown',
    next: `${near === undefined ? '' : `Did you mean ${near}? `}Run qualys-pc simulator --list to see all.`,
  });
}

/** Starting fails for one reason that a person can cause: the port. */
function startProblem(error: unknown, port: number): unknown {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) return error;
  return new PcError(`Port ${port} cannot be used.`, {
    kind: 'usage',
    code: 'port-taken',
    why: error.message,
    next: 'Leave --port out to take a free one, or choose another.',
    cause: error,
  });
}

/** Runs the embedded simulator until a signal ends it. */
export async function runSimulator(args: SimulatorArgs, { stdout, stderr, signals }: Io): Promise<number> {
  if (args.list) {
    const columns = [
      { heading: 'SCENARIO', text: ({ name }: { name: string }) => name },
      { heading: 'WHAT HAPPENS', text: ({ title }: { title: string }) => title },
    ];
    if (args.json)
      printDocument(
        stdout,
        scenarios.map(({ name, title }) => ({ name, title })),
      );
    else printLines(stdout, tableLines(columns, scenarios));
    return exitCode.passed;
  }
  const scenario = knownScenario(args.scenario);
  const { port, tls, speed } = args;
  const ended = new Promise<SignalName>((resolve) => {
    signals.subscribe(resolve);
  });
  const simulator = await startSimulator({
    port,
    tls,
    speed,
    scenario: scenario ?? 'pass',
  }).catch((error: unknown) => {
    throw startProblem(error, port);
  });
  const { url, caFile, credentials } = simulator;
  const lines = [
    `url       ${url}`,
    `user      ${credentials.username}`,
    `password  ${credentials.password}`,
    ...(caFile === undefined ? [] : [`ca file   ${caFile}`]),
  ];
  printTold(stdout, { lines, document: { url, ...credentials, caFile: caFile ?? null } }, args.json);
  printLines(stderr, [`Every request is listed at ${url}/simulator/journal. Press ctrl-c to stop.`]);
  const signal = await ended;
  await simulator.close();
  return signalExitCodes[signal];
}
