import { basename } from 'node:path';
import { render } from 'ink';
import { App } from '../../app.js';
import { buildNumberFrom, jobNameFrom } from '../../config/job-name.js';
import { exitCode } from '../../errors.js';
import { type TerminalTraits, UiProvider } from '../../ui/frame/ui-context.js';
import { screenStream } from '../../ui/terminal/screen-stream.js';
import { terminalFeatures } from '../../ui/terminal/terminal-sequences.js';
import { useTerminalSize } from '../../ui/terminal/use-terminal.js';
import { type Draft, noSecrets } from '../../wizard/draft.js';
import type { WatchedVerdict, WizardEnding, WizardStart } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';
import { openPersonalStore, type PersonalStore } from '../process/personal-store.js';
import { printLines } from '../process/print.js';
import { signalExitCodes } from '../process/process-io.js';
import { lookOf, type TerminalLook } from '../process/terminal-look.js';
import { readRecentAccounts } from './kept-answers.js';
import { warmUp, wizardServices } from './wizard-services.js';
import type { WizardArgs } from './world.js';

/** Draws the wizard until the person leaves it, then prints the outcome on the screen beneath. */
export async function openWizard(args: WizardArgs, io: CommandIo): Promise<number> {
  const store = await openPersonalStore(io);
  const scans = new Set<Promise<void>>();
  const services = wizardServices({ args, io, store, scans });
  const start = await startOf(args, io, store);
  const screenReader = args.screenReader === true || io.env.INK_SCREEN_READER === 'true';
  const look = { ...lookOf(io.stdout, io.env), screenReader };

  let ending: WizardEnding = { exitCode: exitCode.interrupted, lines: [] };
  const screen = takeScreen(io, { whole: !screenReader });
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
        stdin: io.stdin as NodeJS.ReadStream,
        stderr: io.stderr as NodeJS.WriteStream,
        exitOnCtrlC: false,
        patchConsole: false,
        isScreenReaderEnabled: screenReader,
      },
    );
    void warmUp();
    // A running scan gets the signal too; it ends first.
    const unsubscribe = io.signals.subscribe((signal) => {
      ending = {
        exitCode: signal === 'SIGHUP' && scans.size > 0 ? exitCode.unfinished : signalExitCodes[signal],
        lines: [],
      };
      void Promise.all(scans).then(() => ink.unmount());
    });
    await ink.waitUntilExit();
    unsubscribe();
  } finally {
    screen.giveBack();
  }
  const isKept = args.demo === undefined;
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

/** Everything that is read before the first frame. Most of it is there only after an earlier session. */
async function startOf(args: WizardArgs, io: CommandIo, store: PersonalStore): Promise<WizardStart> {
  const job = jobNameFrom({ scan: {} }, io.env, basename(io.cwd));
  return {
    ...(await unfinished(store, io)),
    recentAccounts: readRecentAccounts(store),
    prefilled: await prefilledDraft(args, io),
    // The demo's answers come from no file that the person knows of.
    configPath: args.demo === undefined ? args.config : undefined,
    secrets: { ...noSecrets, password: args.demo?.password ?? '' },
    job: { ...job, build: buildNumberFrom(io.env) },
    demo: args.demo !== undefined,
  };
}

async function unfinished(
  store: PersonalStore,
  io: CommandIo,
): Promise<Pick<WizardStart, 'keptDraft' | 'detachedScan'>> {
  if (store.get('draft') === undefined && store.get('launched') === undefined)
    return { keptDraft: undefined, detachedScan: undefined };
  const { readUnfinished } = await import('./unfinished.js');
  return readUnfinished(store, io);
}

async function prefilledDraft(args: WizardArgs, io: CommandIo): Promise<Draft | undefined> {
  if (args.config === undefined) return undefined;
  const { readPrefilled } = await import('./prefilled.js');
  return readPrefilled(args, io);
}

const esc = '\u001b';
/** The terminal's second screen, empty, as editors use it; what was there before comes back. */
const secondScreen = { enter: `${esc}[?1049h${esc}[2J${esc}[H`, leave: `${esc}[?1049l` } as const;
const showCursor = `${esc}[?25h`;

/** Takes the whole screen of the terminal; `giveBack` restores it as it was. */
function takeScreen(
  { stdout, stdin }: Pick<CommandIo, 'stdout' | 'stdin'>,
  { whole }: { readonly whole: boolean },
): { readonly giveBack: () => void } {
  // Before anything is drawn: what is typed from then on would be echoed into the frame.
  stdin.setRawMode?.(true);
  if (whole) stdout.write(secondScreen.enter);
  return {
    giveBack: () => {
      stdin.setRawMode?.(false);
      stdout.write(whole ? `${showCursor}${secondScreen.leave}` : showCursor);
    },
  };
}
