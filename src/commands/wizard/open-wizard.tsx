import { basename } from 'node:path';
import { render } from 'ink';
import { App } from '../../app.js';
import { buildNumberFrom, jobNameFrom } from '../../config/job.js';
import { loadConfig } from '../../config/load-config.js';
import { verdictLines } from '../../report/verdict-lines.js';
import { screenStream } from '../../ui/screen-stream.js';
import { terminalFeatures } from '../../ui/terminal-sequences.js';
import { type TerminalTraits, UiProvider } from '../../ui/ui-context.js';
import { useTerminalSize } from '../../ui/use-terminal.js';
import type { Draft } from '../../wizard/draft.js';
import { draftFromConfig } from '../../wizard/draft-from-config.js';
import { noSecrets } from '../../wizard/secrets.js';
import type { WatchedVerdict, WizardEnding, WizardStart } from '../../wizard/services.js';
import { findConfigFile } from '../config-file.js';
import type { CommandIo } from '../io.js';
import { openPersonalStore } from '../personal-store.js';
import { signalExitCodes } from '../process-io.js';
import { lookOf, type TerminalLook } from '../terminal-look.js';
import type { WizardArgs } from '../wizard.js';
import { findDetachedScan } from './detached-scan.js';
import { readKeptDraft, readRecentAccounts } from './memories.js';
import { takeScreen } from './take-screen.js';
import { wizardServices } from './wizard-services.js';

/** Draws the wizard until the person leaves it, and says on the screen beneath what came of it. */
export async function openWizard(args: WizardArgs, io: CommandIo): Promise<number> {
  const store = openPersonalStore(io);
  const scans = new Set<Promise<void>>();
  const services = wizardServices({ args, io, store, scans });
  const start = await startOf(args, io, store);
  const screenReader = args.screenReader === true || io.env.INK_SCREEN_READER === 'true';
  const look = { ...lookOf(io.stdout, io.env), screenReader };

  let ending: WizardEnding = { exitCode: 130, lines: [] };
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
    // A scan under way hears the signal too, and ends in its own way first.
    const unsubscribe = io.signals.subscribe((signal) => {
      ending = { exitCode: signal === 'SIGHUP' && scans.size > 0 ? 5 : signalExitCodes[signal], lines: [] };
      void Promise.all(scans).then(() => ink.unmount());
    });
    await ink.waitUntilExit();
    unsubscribe();
  } finally {
    screen.giveBack();
  }
  const isKept = args.demo === undefined;
  const lines = [...ending.lines, ...verdictBlock(ending.verdict, lookOf(io.stdout, io.env), isKept)];
  if (lines.length > 0) io.stdout.write(`${lines.join('\n')}\n`);
  return ending.exitCode;
}

/**
 * What a headless run prints at its end, for the screen that the wizard leaves behind.
 * @param isKept - false when the files go with the program, as in the demo.
 */
function verdictBlock(
  verdict: WatchedVerdict | undefined,
  look: TerminalLook,
  isKept: boolean,
): readonly string[] {
  if (verdict === undefined) return [];
  const { result, files, rerun } = verdict;
  const { columns: width, unicode, color } = look;
  if (!isKept) return verdictLines(result, { width, unicode, color });
  return verdictLines(result, { width, unicode, color, files, ...(rerun === null ? {} : { again: rerun }) });
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

async function startOf(
  args: WizardArgs,
  io: CommandIo,
  store: ReturnType<typeof openPersonalStore>,
): Promise<WizardStart> {
  const prefilled = await prefilledDraft(args, io);
  const job = jobNameFrom({ scan: {} }, io.env, basename(io.cwd));
  return {
    keptDraft: readKeptDraft(store),
    recentAccounts: readRecentAccounts(store),
    detachedScan: await findDetachedScan(store, io),
    prefilled,
    configPath: args.config,
    secrets: { ...noSecrets, password: args.demo?.password ?? '' },
    job: { ...job, build: buildNumberFrom(io.env) },
    demo: args.demo !== undefined,
  };
}

/** `--config FILE` only: a file that merely lies in the folder is not what was asked for. */
async function prefilledDraft({ config, flags = {} }: WizardArgs, io: CommandIo): Promise<Draft | undefined> {
  if (config === undefined) return undefined;
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  if (file === undefined) return undefined;
  return draftFromConfig(loadConfig({ file, flags }).written);
}
