import { render } from 'ink';
import { App } from '../../app.js';
import { exitCode } from '../../errors.js';
import { type TerminalTraits, UiProvider } from '../../ui/frame/ui-context.js';
import { keyStream } from '../../ui/terminal/key-stream.js';
import { screenStream } from '../../ui/terminal/screen-stream.js';
import { terminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalSize } from '../../ui/terminal/use-terminal.js';
import type { WatchedVerdict, WizardEnding } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';
import { openPersonalStore } from '../process/personal-store.js';
import { lookOf, printLines, type TerminalLook } from '../process/print.js';
import { errorLines } from '../process/print-error.js';
import { signalEnd, warmUp, wizardServices } from './wizard-services.js';
import { startOf } from './wizard-start.js';
import type { ScanEnd, WizardArgs } from './world.js';

/** Draws the wizard until the person leaves it, then prints the outcome on the screen beneath. */
export async function openWizard(args: WizardArgs, io: CommandIo): Promise<number> {
  const store = await openPersonalStore(io);
  const scans = new Set<Promise<ScanEnd>>();
  const services = wizardServices({ args, io, store, scans });
  const start = await startOf(args, io, store);
  const look = lookOf(io.stdout, io.env);
  // In the demo the files go with the program.
  const isKept = args.demo === undefined;

  let ending: WizardEnding = { exitCode: exitCode.interrupted, lines: [] };
  const screen = takeScreen(io);
  try {
    const ink = render(
      <Sized look={look}>
        <App
          start={start}
          services={services}
          clock={io.clock}
          terminal={terminalFeatures(io.env)}
          onEnd={(told) => {
            ending = told;
          }}
        />
      </Sized>,
      {
        stdout: screenStream(io.stdout as NodeJS.WriteStream, look),
        stdin: keyStream(io.stdin as NodeJS.ReadStream),
        stderr: io.stderr as NodeJS.WriteStream,
        exitOnCtrlC: false,
        patchConsole: false,
      },
    );
    void warmUp();
    // A running scan gets the signal too; it ends first.
    const unsubscribe = io.signals.subscribe((signal) => {
      void signalEnd(signal, { scans, isDemo: !isKept }).then(({ error, ...ended }) => {
        ending = { lines: error === undefined ? [] : errorLines(error, look.unicode), ...ended };
        ink.unmount();
      });
    });
    await ink.waitUntilExit();
    unsubscribe();
  } finally {
    screen.giveBack();
  }
  const lines = [...ending.lines, ...(await verdictBlock(ending.verdict, lookOf(io.stdout, io.env), isKept))];
  if (lines.length > 0) printLines(io.stdout, lines);
  return ending.exitCode;
}

/**
 * What a headless run prints at its end, for the screen that the wizard leaves behind.
 * @param isKept - false when the files go with the program, as in the demo.
 */
async function verdictBlock(
  verdict: WatchedVerdict | undefined,
  look: TerminalLook,
  isKept: boolean,
): Promise<readonly string[]> {
  if (verdict === undefined) return [];
  const { verdictLines } = await import('../../report/terminal/verdict-lines.js');
  const { result, files, rerun } = verdict;
  const { columns: width, unicode, color } = look;
  if (!isKept) return verdictLines(result, { width, unicode, color });
  return verdictLines(result, { width, unicode, color, files, again: rerun ?? undefined });
}

interface SizedProps {
  readonly look: Omit<TerminalTraits, 'columns' | 'rows'>;
  readonly children: React.ReactNode;
}

/** The theme and size of the terminal as it is now. */
function Sized({ look, children }: SizedProps) {
  const size = useTerminalSize();
  return (
    <UiProvider {...look} {...size}>
      {children}
    </UiProvider>
  );
}

const esc = '\u001b';
/** The terminal's second screen, empty, as editors use it; what was there before comes back. */
const secondScreen = { enter: `${esc}[?1049h${esc}[2J${esc}[H`, leave: `${esc}[?1049l` } as const;
const showCursor = `${esc}[?25h`;

/** Takes the whole screen of the terminal; `giveBack` restores it as it was. */
function takeScreen({ stdout, stdin }: Pick<CommandIo, 'stdout' | 'stdin'>): {
  readonly giveBack: () => void;
} {
  // Before anything is drawn: what is typed from then on would be echoed into the frame.
  stdin.setRawMode?.(true);
  stdout.write(secondScreen.enter);
  return {
    giveBack: () => {
      stdin.setRawMode?.(false);
      stdout.write(showCursor + secondScreen.leave);
    },
  };
}
