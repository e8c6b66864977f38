import { exitCode } from '../../../errors.js';
import { elapsed, took } from '../../../text/elapsed.js';
import type { RunningScan, WizardEnding } from '../../../wizard/services.js';
import type { Result } from '../../../workflow/results/result.js';
import type { ScanEvent } from '../../../workflow/run/events.js';
import { foldRun } from '../../../workflow/run/fold-run.js';
import { type RunProgress, runBefore } from '../../../workflow/run/run-progress.js';
import { stepTitles } from '../../../workflow/run/scan-steps.js';
import type { LineContext } from './line-context.js';
import { errorSentences } from './read-list.js';

/** How a scan that was watched has ended. */
export type Watched =
  | { readonly kind: 'judged'; readonly result: Result; readonly files: readonly string[] }
  | { readonly kind: 'error'; readonly files: readonly string[] }
  | { readonly kind: 'left'; readonly ending: WizardEnding };

/** Says a run as it happens, one line for each thing, and takes what is typed meanwhile. */
export async function watchScan(context: LineContext, scan: RunningScan): Promise<Watched> {
  const { terminal, now, signal } = context;
  let run = runBefore;
  let isLeaving = false;
  terminal.say(
    'While it runs: enter says how it stands, d and enter detaches, c and enter cancels the scan in Qualys.',
  );
  const stop = terminal.listen((line) => {
    const word = line.trim().toLowerCase();
    if (word === 'd' && run.facts.scanRef !== null) {
      isLeaving = true;
      terminal.say('Detaching ...');
      scan.detach();
    } else if (word === 'd') terminal.say('The scan is not launched yet: c stops it.');
    else if (word === 'c') {
      terminal.say('Cancelling ...');
      scan.cancel();
    } else terminal.say(standing(run, now()));
  });
  let last = '';
  try {
    for await (const event of scan.events) {
      run = foldRun(run, event);
      const line = lineOf(event);
      if (line === undefined || line === last) continue;
      last = line;
      terminal.say(line);
    }
  } finally {
    stop();
  }
  const { ending } = run;
  // A scan that ended before it was let go has its verdict all the same.
  if (isLeaving && !(ending?.type === 'judged' && ending.result.verdict.exitCode !== exitCode.unfinished))
    return {
      kind: 'left',
      ending: {
        exitCode: exitCode.unfinished,
        lines: [`Scan ${run.facts.scanRef ?? ''} goes on in Qualys. qualys-pc offers to resume it.`],
      },
    };
  const files = await scan.writtenFiles();
  // A signal has ended the wizard, which says what became of the scan.
  if (signal.aborted) return { kind: 'left', ending: { exitCode: exitCode.interrupted, lines: [] } };
  if (ending?.type === 'judged') return { kind: 'judged', result: ending.result, files };
  if (ending !== null) terminal.say(...errorSentences(ending.error));
  return { kind: 'error', files };
}

/** What an event says; nothing for those that only repeat or begin something. */
function lineOf(event: ScanEvent): string | undefined {
  switch (event.type) {
    case 'step-done':
      return `${event.level === 'warning' ? 'Done in part' : 'Done'}: ${event.message}, ${took(event.durationMs)}`;
    case 'step-progress':
      if (event.level === 'heartbeat') return undefined;
      return event.level === 'warning' ? `Warning: ${event.message}` : event.message;
    case 'step-skipped':
      return `Skipped: ${stepTitles[event.step]}: ${event.reason}`;
    default:
      return undefined;
  }
}

/** The step under way, since when, and when Qualys is asked next. */
function standing({ steps, facts }: RunProgress, nowMs: number): string {
  const active = steps.find(({ state }) => state === 'active');
  if (active === undefined) return 'Between two steps.';
  const since = active.startedAt === null ? '' : `, for ${elapsed(nowMs - Date.parse(active.startedAt))}`;
  const next =
    facts.nextLookAt === null ? '' : `, next look in ${elapsed(Date.parse(facts.nextLookAt) - nowMs)}`;
  return `${active.text}${since}${next}.`;
}
