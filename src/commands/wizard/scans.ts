import { resolve } from 'node:path';
import { loadConfig } from '../../config/load-config.js';
import { defaultReportDirectory } from '../../config/names.js';
import { exitCodeOf } from '../../errors.js';
import type { Draft, Secrets } from '../../wizard/draft.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import type { LaunchOptions } from '../../wizard/services.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import { checkScan, runScan } from '../../workflow/run/run-scan.js';
import type { CommandIo } from '../process/io.js';
import { asPcError } from '../process/print-error.js';
import { type EquippedRun, equipRun, type RunIngredients } from '../run/equip-run.js';
import { writtenFiles } from '../run/written-files.js';
import { connectArgs, mostWaitMs } from './account.js';
import { rememberLaunch } from './memories.js';
import { referringToTyped, typedSources } from './typed-secrets.js';
import type { WizardWorld } from './world.js';

export interface ScanAnswers {
  readonly draft: Draft;
  readonly secrets: Secrets;
}

/** How a scan of the wizard differs from the next one. */
type ScanTerms = Pick<RunIngredients, 'signal' | 'needsHostPassword' | 'mostWaitMs'>;

/**
 * Makes a run out of the answers, as `qualys-pc run` makes one out of the saved config.
 * @throws PcError of kind `usage`; nothing was sent.
 */
function equipScan(
  { args, io }: WizardWorld,
  { draft, secrets }: ScanAnswers,
  terms: ScanTerms,
): Promise<EquippedRun> {
  const written = referringToTyped(configFromDraft(draft), secrets);
  const file = { text: JSON.stringify(written), format: 'json', sourceName: 'The answers' } as const;
  const { config, notes } = loadConfig({ file, flags: {} });
  return equipRun(
    {
      config,
      notes,
      configPath: undefined,
      args: connectArgs(args, draft),
      secrets: typedSources(secrets, io),
      ...terms,
    },
    io,
  );
}

/** Reads everything a run would read, and tells what it would change. */
export async function planScan(
  world: WizardWorld,
  { signal, ...answers }: ScanAnswers & { readonly signal: AbortSignal },
): Promise<Plan> {
  const { request, deps, close } = await equipScan(world, answers, { signal, mostWaitMs });
  try {
    let plan: Plan | undefined;
    // However many addresses are new: the person is asked about them.
    const options = { allowNewIps: Number.MAX_SAFE_INTEGER };
    for await (const event of checkScan(request, deps, options))
      if (event.type === 'plan') ({ plan } = event);
    if (plan === undefined) throw new TypeError('The check ended without a plan');
    return plan;
  } finally {
    close();
  }
}

/** Paths of the files that a scan with these answers writes, as far as they are there. */
export function filesOf({ io }: WizardWorld, draft: Draft): Promise<readonly string[]> {
  const directory = configFromDraft(draft).reports?.directory ?? defaultReportDirectory;
  return writtenFiles(new RunDirectory(resolve(io.cwd, directory)), io);
}

/** The run's events; what it throws becomes its last event, unless the run said so itself. */
export async function* playScan(
  world: WizardWorld,
  answers: ScanAnswers,
  options: LaunchOptions,
  signal: AbortSignal,
): AsyncGenerator<ScanEvent, void> {
  let hasEnded = false;
  let prepared: EquippedRun | undefined;
  try {
    prepared = await equipScan(world, answers, {
      signal,
      needsHostPassword: options.resume === undefined,
    });
    rememberLaunch(world.store, answers.draft);
    const runOptions = {
      allowNewIps: options.newIps === undefined ? undefined : Number(options.newIps),
      ...(options.resume === undefined ? {} : { resume: {} }),
    };
    for await (const event of runScan(prepared.request, prepared.deps, runOptions)) {
      hasEnded = event.type === 'judged' || event.type === 'error';
      yield event;
    }
  } catch (thrown) {
    if (!hasEnded) yield errorEvent(thrown, world.io);
  } finally {
    prepared?.close();
  }
}

function errorEvent(thrown: unknown, { clock }: CommandIo): ScanEvent {
  const { what, why, next, kind, code } = asPcError(thrown);
  const error = { what, next, kind, code, exitCode: exitCodeOf[kind], ...(why === undefined ? {} : { why }) };
  return { v: 1, time: new Date(clock.now()).toISOString(), type: 'error', step: 'connect', error };
}
