import { basename, join, resolve } from 'node:path';
import { configDigest } from '../../config/config-digest.js';
import type { Config } from '../../config/schema.js';
import { resolveUsername } from '../../credentials/usernames.js';
import { PcError } from '../../errors.js';
import { appendStepSummary } from '../../report/ci-places.js';
import { errorSummary } from '../../report/formats/markdown.js';
import { joinInputs } from '../../report/merge/merge.js';
import type { ReportInput } from '../../report/report-input.js';
import { writeJoined } from '../../report/write-reports.js';
import { sentence } from '../../text/printable.js';
import { type ScanRequest, scanRequestFrom } from '../../workflow/plan/scan-request.js';
import { buildResult, verdictOfError } from '../../workflow/results/build-result.js';
import { historyAfter } from '../../workflow/results/past-build.js';
import type { Result } from '../../workflow/results/result.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import { takeRunLocks } from '../../workflow/results/run-lock.js';
import { type UnitName, unitFolders } from '../../workflow/units/unit-names.js';
import type { ScanArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { printLines } from '../process/print.js';
import { isSet } from '../process/process-io.js';
import { belowWorkingDirectory } from './create-run.js';
import { reportWriter } from './ending.js';
import { checkPaths, checkUnitPaths } from './local-files.js';
import type { RunConfig } from './units/open-units.js';

/** Errors that the step summary names already, by themselves or as the reason of a result. */
const summarized = new WeakSet<PcError>();

/** The step summary of a run that an error ended without a result, such as a flag or config that cannot be used; once. */
export async function summarize(error: PcError, { env, stderr }: CommandIo): Promise<void> {
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summarized.has(error) || summary === undefined || summary === '') return;
  summarized.add(error);
  await hidingNothing(stderr, () => appendStepSummary(errorSummary(error), summary));
}

/**
 * Leaves the results, formats and step summary of a run that an error ended before anything was asked of Qualys: a
 * password that is not there, a baseline that cannot be read. So no report of an earlier build is taken for this one's.
 */
export async function reportUnstarted(
  error: unknown,
  { args, loaded: { jobs, configPath } }: { readonly args: ScanArgs; readonly loaded: RunConfig },
  io: CommandIo,
): Promise<void> {
  if (!(error instanceof PcError)) return;
  const trust = { cwd: io.cwd, ci: isSet(io.env.CI), flags: args.flags };
  const reports = jobs[0].config.reports;
  const whole = new RunDirectory(resolve(io.cwd, reports.directory));
  const isSeveral = jobs.length > 1;
  const units = jobs.map(({ job, config }) => {
    const name = { job, shard: args.shard };
    const directory = new RunDirectory(join(resolve(io.cwd, config.reports.directory), ...unitFolders(name)));
    return { config, configPath, name, directory, isSeveral };
  });
  const results: Result[] = [];
  try {
    for (const { config } of jobs) await checkPaths(config, trust);
    for (const { config, directory } of units) await checkUnitPaths(config, [directory.ownState], trust);
    const lock = await takeRunLocks(
      units.map(({ directory }) => directory.file('state')),
      process.pid,
    );
    try {
      for (const unit of units) results.push(await writeUnit(error, unit, io));
      const [first, ...others] = results.map(inputOf);
      if (!isSeveral || first === undefined) return void summarized.add(error);
      await whole.clear();
      const joined = await joinInputs([first, ...others]);
      await writeJoined(joined, whole.path);
      const formats = [...new Set(jobs.flatMap(({ config }) => config.reports.formats))];
      await write({ reports: { ...reports, formats }, directory: whole, result: joined.result }, io);
      summarized.add(error);
    } finally {
      await lock.release();
    }
  } catch (unwritten) {
    if (!(unwritten instanceof PcError)) throw unwritten;
    // The directory is another run's, or leads out of the workspace: the summary is what is left to write.
    if (unwritten.code !== error.code)
      printLines(io.stderr, [`No result is written: ${sentence(unwritten.what)}`]);
    await summarize(error, io);
  }
}

interface Unit {
  readonly config: Config;
  readonly configPath: string | undefined;
  readonly name: UnitName;
  readonly directory: RunDirectory;
  /** The summary is that of the whole. */
  readonly isSeveral: boolean;
}

async function writeUnit(
  error: PcError,
  { config, configPath, name, directory, isSeveral }: Unit,
  io: CommandIo,
): Promise<Result> {
  await directory.clear();
  const request = requestOf(config, name, io);
  const previous = await directory.readPrevious(request.jobName);
  const deps = { toolVersion: io.version, configFile: belowWorkingDirectory(configPath), clock: io.clock };
  const facts = {
    startedAtMs: io.clock.now(),
    launchedByThisRun: false,
    history: historyAfter(previous),
  };
  const result = buildResult({ request, deps }, facts, verdictOfError(error, config.criteria !== undefined));
  await directory.writeResult(result);
  const env = isSeveral ? { ...io.env, GITHUB_STEP_SUMMARY: undefined } : io.env;
  await write({ reports: config.reports, directory, result, previous }, { env });
  return result;
}

async function write(
  {
    reports,
    directory,
    result,
    previous,
  }: {
    readonly reports: Config['reports'];
    readonly directory: RunDirectory;
    readonly result: Result;
    readonly previous?: Result | undefined;
  },
  { env }: Pick<CommandIo, 'env'>,
): Promise<void> {
  await reportWriter({ config: { reports }, directory, env })({ result, previous, formats: true });
}

/** What was asked for, as far as it could be read: without its addresses when a variable or file of them was missing. */
function requestOf(config: Config, { shard }: UnitName, io: CommandIo): ScanRequest {
  const context = {
    env: io.env,
    directoryName: basename(io.cwd),
    username: usernameOf(config, io),
    nowMs: io.clock.now(),
    shard,
  };
  try {
    return scanRequestFrom(config, context);
  } catch (cause) {
    if (!(cause instanceof PcError)) throw cause;
    const target: Config['scan']['target'] = { type: 'host', ips: [], assetGroups: [], requireAll: false };
    const request = scanRequestFrom({ ...config, scan: { ...config.scan, target } }, context);
    return { ...request, digest: configDigest(config) };
  }
}

/** The user as far as it can be told; a client or token has none before it logs in. */
function usernameOf({ credentials }: Config, { env }: Pick<CommandIo, 'env'>): string {
  const written = credentials?.username;
  try {
    return resolveUsername(
      { name: 'Qualys user name', field: 'credentials.username', written },
      { env, ci: isSet(env.CI), allowEnv: [] },
    );
  } catch (cause) {
    if (cause instanceof PcError) return written ?? '';
    throw cause;
  }
}

function inputOf(result: Result): ReportInput {
  return { result, rows: async function* () {} };
}

/** What cannot be written is told, and hides no reason. */
async function hidingNothing(stderr: CommandIo['stderr'], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (unwritten) {
    if (!(unwritten instanceof PcError)) throw unwritten;
    printLines(stderr, [sentence(unwritten.what)]);
  }
}
