import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { LaunchRequest, Scan, ScanList } from '../../qualys/resources/scans.js';
import { sentence } from '../../text/printable.js';
import type { Survey } from '../plan/survey.js';
import { type RunFacts, scanReportUrl } from '../results/build-result.js';
import type { RunState } from '../results/run-state.js';
import type { ProgressFacts } from '../run/events.js';
import { cancelWords, type RunContext, remainingMs, resumeWords } from '../run/run-context.js';
import { cutName } from '../units/unit-names.js';
import { named } from './prepare.js';

/** How long after the intent a launch may still turn up in the scan list. */
const LOOKUP_MS = 180_000;
const LOOKUP_PAUSE_MS = 5_000;
/** How far a local clock may have been set back since the intent; the title holds its second, so that none else fits. */
const SET_BACK_MS = 24 * 3_600_000;

interface LaunchedScan {
  readonly ref: string;
  readonly id: string | null;
}

/** The launch as one request; the same for a first try and after a look-up. */
function launchRequest({ request }: RunContext, survey: Survey): LaunchRequest {
  const { ec2 } = survey.target;
  const common = {
    title: request.title,
    optionProfileId: survey.optionProfile.id,
    scanner: survey.scanner,
    ...(request.networkId === undefined ? {} : { networkId: request.networkId }),
  };
  if (ec2 === undefined || request.target.type !== 'ec2')
    return { ...common, ips: survey.target.slice.toString() };
  const running = ec2.instances.filter(({ state }) => state === 'RUNNING');
  const region = running[0]?.region ?? '';
  const launched = new Set(running.map(({ instanceId }) => instanceId));
  return {
    ...common,
    ec2: {
      connectorName: ec2.connector.name,
      ...(ec2.connector.uuid === undefined ? {} : { connectorUuid: ec2.connector.uuid }),
      region,
      instanceIds: request.target.ids.filter((id) => launched.has(id)),
    },
  };
}

export interface LaunchInput {
  readonly survey: Survey;
  /** What the state file keeps of the survey. */
  readonly snapshot: RunState['survey'];
  /** State of an earlier run that may have sent the launch and did not get the answer. */
  readonly intent: RunState | undefined;
}

/** Step 7: the scan of an earlier run's intent when Qualys has it, otherwise one launch. Returns the reference. */
export async function ensureLaunched(
  context: RunContext,
  facts: RunFacts,
  { survey, snapshot, intent }: LaunchInput,
): Promise<string> {
  const { deps, channel, request } = context;
  const found = intent === undefined ? undefined : await lookUpIntent(context, intent);
  const state: RunState = {
    version: 1,
    configDigest: request.digest,
    jobName: request.jobName,
    build: request.build,
    shard: cutName(request),
    startedAt: new Date(facts.startedAtMs).toISOString(),
    timeoutMs: request.timeoutMs,
    phase: 'intent',
    title: found === undefined ? request.title : (intent?.title ?? request.title),
    intentAt: new Date(deps.clock.now()).toISOString(),
    reference: null,
    scanId: null,
    launchedAt: null,
    survey: snapshot,
  };
  const scan =
    found ??
    (await launchOnce(context, survey, state, () => {
      facts.launchLost = true;
    }));
  facts.launchedByThisRun = found === undefined;
  facts.reference = scan.ref;
  facts.scanId = scan.id;
  try {
    await deps.directory.writeState({ ...state, phase: 'launched', reference: scan.ref, scanId: scan.id });
  } catch (cause) {
    throw stateLost(context, scan.ref, cause);
  }
  const message = found === undefined ? 'Scan launched' : `Scan ${scan.ref} was launched by an earlier run`;
  channel.done(message, factsOf(context, state.title, scan));
  return scan.ref;
}

/** Step 7 of a run that goes on with a launched scan. Returns the reference. */
export function resumeScan(
  context: RunContext,
  facts: RunFacts,
  { reference, scanId, title }: RunState,
): string {
  const ref = reference ?? '';
  facts.reference = ref;
  facts.scanId = scanId;
  context.channel.started('launch', `Resuming scan ${ref}`);
  context.channel.done(`Scan ${ref} resumed`, factsOf(context, title, { ref, id: scanId }));
  return ref;
}

/** Code of a scan that runs while its reference could not be stored. */
export const stateLostCode = 'state-lost';

/** The intent, stored before the launch, leads the next run to the scan; another directory would know nothing of it. */
function stateLost({ deps }: RunContext, ref: string, cause: unknown): unknown {
  if (!(cause instanceof PcError)) return cause;
  return new PcError(`Scan ${ref} runs, and its reference could not be stored`, {
    kind: 'inconclusive',
    code: stateLostCode,
    why: `${sentence(cause.what)} ${cause.why ?? ''}`.trimEnd(),
    next: `Make ${deps.directory.file('state')} writable, keep it, and run again: the scan is found by its title.\n${resumeWords(deps)}\n${cancelWords(deps)}\nWithout the state: qualys-pc cancel ${ref}`,
    cause,
  });
}

function factsOf({ request }: RunContext, scanTitle: string, { ref, id }: LaunchedScan): ProgressFacts {
  const reportUrl = scanReportUrl(request.portal, id);
  return { scanTitle, scanRef: ref, ...(reportUrl === null ? {} : { reportUrl }) };
}

async function lookUpIntent(context: RunContext, intent: RunState): Promise<LaunchedScan | undefined> {
  context.channel.started('launch', `Looking whether the scan "${intent.title}" was launched`);
  return lookUpLaunch(context, intent);
}

/**
 * Sends the launch. The state file holds the intent before the call; after a lost answer the scan is looked up for
 * three minutes before the launch is sent once more.
 */
export async function launchOnce(
  context: RunContext,
  survey: Survey,
  intent: RunState,
  onLost: () => void,
): Promise<LaunchedScan> {
  const { deps, channel, request } = context;
  channel.started('launch', `Launching the scan "${request.title}"`);
  deps.signal.throwIfAborted();
  await deps.directory.writeState(intent);
  try {
    return await send(context, survey);
  } catch (cause) {
    if (!isUnknown(cause)) {
      // Proven: nothing runs, so nothing is left to resume.
      if (cause instanceof PcError) await deps.directory.removeState();
      throw cause;
    }
    onLost();
    channel.warning('The answer to the launch was lost; looking whether the scan runs');
  }
  const found = await lookUpLaunch(context, intent);
  if (found !== undefined) return found;
  await deps.directory.writeState({ ...intent, sentAgainAt: new Date(deps.clock.now()).toISOString() });
  // Whatever comes of this one, the first may turn up yet: the state stays.
  return send(context, survey);
}

function isUnknown(cause: unknown): boolean {
  return cause instanceof PcError && cause.code === 'launch-unknown';
}

async function send(context: RunContext, survey: Survey): Promise<LaunchedScan> {
  const { api } = context;
  try {
    const { id, ref } = await api.launchScan(launchRequest(context, survey));
    return { id, ref };
  } catch (cause) {
    throw named(
      cause,
      'launch-refused',
      'Qualys refused to launch the scan',
      'Check the scanner, the option profile and whether the target is in the scope of this user.',
    );
  }
}

/**
 * Looks for the scan of an intent by exact title, own login, launch time and target.
 * @returns undefined when it certainly was not launched.
 * @throws PcError of kind `inconclusive` when several scans fit.
 */
async function lookUpLaunch(context: RunContext, intent: RunState): Promise<LaunchedScan | undefined> {
  const { api, deps, channel } = context;
  const intentMs = Date.parse(intent.intentAt);
  const sentMs = Date.parse(intent.sentAgainAt ?? intent.intentAt);
  const startedMs = deps.clock.now();
  for (;;) {
    const list = await api.listScans({});
    const ageMs = deps.clock.now() - intentMs;
    const sinceSentMs = deps.clock.now() - sentMs;
    const fits = list.scans.filter((scan) => isOurs(scan, list, intent, context.request.user, ageMs));
    const [scan, second] = fits;
    if (second !== undefined) throw severalScans(intent.title, fits);
    if (scan !== undefined) return { ref: scan.ref, id: scan.id ?? null };
    // A clock that was set back since the launch makes it look later than it was.
    const lookedMs = deps.clock.now() - startedMs;
    if (sinceSentMs >= LOOKUP_MS || lookedMs >= LOOKUP_MS) return undefined;
    if (remainingMs(context) <= 0) throw notFoundInTime(intent.title);
    channel.progress('The scan is not in the list yet; looking again');
    await deps.clock.sleep(Math.min(LOOKUP_PAUSE_MS, LOOKUP_MS - sinceSentMs), deps.signal);
  }
}

function isOurs(
  scan: Scan,
  { serverTime }: ScanList,
  intent: RunState,
  user: string | undefined,
  ageMs: number,
): boolean {
  if (scan.title !== intent.title) return false;
  if (user !== undefined && scan.userLogin.toLowerCase() !== user.toLowerCase()) return false;
  // The intent's moment on the server's clock. A local clock that was set back since makes it look later than it was.
  const earliestMs = Date.parse(serverTime) - ageMs - SET_BACK_MS;
  if (ageMs >= 0 && Date.parse(scan.launchedAt) < earliestMs) return false;
  if (intent.survey.connector !== null) return true;
  const covered = IpSet.findIn(scan.target);
  return covered.isEmpty || IpSet.parse(intent.survey.ips).containsAll(covered);
}

function notFoundInTime(title: string): PcError {
  return new PcError(`It is not known yet whether the scan "${title}" was launched`, {
    kind: 'timed-out',
    code: 'launch-unknown',
    why: 'The answer to the launch was lost, and the timeout of the run ended the look-up.',
    next: 'Run once more with the same build number: the look-up goes on, nothing is launched twice.',
  });
}

function severalScans(title: string, scans: readonly Scan[]): PcError {
  return new PcError(`Several scans have the title "${title}"`, {
    kind: 'inconclusive',
    code: 'several-scans',
    why: `The answer to the launch was lost, and ${scans.map(({ ref }) => ref).join(', ')} all fit.`,
    next: 'Look at them in Qualys, cancel what is not needed, and start a new scan with --new.',
  });
}
