import { scanTitle } from '../config/object-titles.js';
import { CidSet, parseCids } from '../config/values/cid-set.js';
import { isOver } from '../config/values/last-day.js';
import { counted } from '../text/counted.js';
import { criteriaSentence, selectionWords } from '../workflow/judge/criteria.js';
import { timeoutWords } from './checks.js';
import { accountPlace, type Draft, type ExclusionDraft, jobNameIn, loginWords } from './draft.js';
import { configFromDraft } from './draft-config.js';
import { fileConnectors, fileTarget } from './file-target.js';
import type { JobHere } from './services.js';
import type { WizardStepId } from './steps.js';
import { readInstanceIds, readIps } from './typed-text.js';

/** One line of the review: what was answered, and the step that asks it. */
export interface SummaryLine {
  readonly step: WizardStepId;
  readonly label: string;
  readonly text: string;
}

/** Where and when the answers are summed up. */
interface Here {
  readonly job: JobHere;
  /** An exclusion holds through its last day, UTC. */
  readonly nowMs: number;
}

/** All answers, one line each, in the order they were asked. */
export function summaryOf(draft: Draft, { job, nowMs }: Here): readonly SummaryLine[] {
  return [
    { step: 'connect', label: 'Connect', text: connectWords(draft) },
    { step: 'target', label: 'Title', text: titlePreview(draft, job) },
    { step: 'target', label: 'Target', text: targetWords(draft) },
    { step: 'auth-record', label: 'Auth record', text: authWords(draft) },
    { step: 'scanner', label: 'Scanner', text: draft.scanner },
    { step: 'option-profile', label: 'Profile', text: profileWords(draft) },
    { step: 'criteria', label: 'Criteria', text: criteriaWords(draft, nowMs) },
    { step: 'timeouts', label: 'Timeouts', text: timeoutWords(draft) ?? 'cannot be read' },
  ];
}

/** By its label, what the file says of each answer that differs from it: `was External in qualys-pc.yaml`. */
export function fileDifferences(
  draft: Draft,
  here: Here,
  file: { readonly path: string | undefined; readonly draft: Draft | undefined } | undefined,
): ReadonlyMap<string, string> {
  if (file?.draft === undefined || file.path === undefined) return new Map();
  const before = new Map(summaryOf(file.draft, here).map(({ label, text }) => [label, text]));
  return new Map(
    summaryOf(draft, here).flatMap(({ label, text }) => {
      const was = before.get(label);
      return was === undefined || was === text ? [] : [[label, `was ${was} in ${file.path}`] as const];
    }),
  );
}

/** The scan's title as it would be here; the time that is always appended is only named. */
export function titlePreview({ title, jobName }: Pick<Draft, 'title' | 'jobName'>, job: JobHere): string {
  const full = scanTitle({
    template: title.trim(),
    jobName: jobNameIn({ jobName }, job),
    build: job.build,
    nowMs: 0,
  });
  return full.replace(/_[\d-]+$/, '_<timestamp>');
}

function connectWords(draft: Draft): string {
  const { proxy } = draft;
  return `${loginWords(draft)} on ${accountPlace(draft)}, ${proxy.trim() === '' ? 'no proxy' : `through ${proxy.trim()}`}`;
}

/** What is scanned, in few words. */
export function targetWords(draft: Draft): string {
  const ofFile = fileTarget(draft);
  if (draft.targetKind === 'host') return ofFile ?? listWords(readIps(draft.ips).parts);
  const connector = draft.connector?.name ?? draft.connector?.id ?? fileConnectors(draft) ?? 'no connector';
  return `${ofFile ?? listWords(readInstanceIds(draft.instanceIds).parts)} behind ${connector}`;
}

/** The first three, and how many more. */
function listWords(parts: readonly string[]): string {
  const shown = parts.slice(0, 3).join(', ');
  return parts.length > 3 ? `${shown} and ${parts.length - 3} more` : shown;
}

function authWords(draft: Draft): string {
  if (draft.authKind === 'none') return 'none: the records in Qualys as they are';
  if (draft.authKind === 'existing') return `${draft.authExisting?.title ?? 'no record'} (exists)`;
  const user =
    draft.authDomain.trim() === '' ? draft.authUsername : `${draft.authDomain}\\${draft.authUsername}`;
  const kind = draft.authKind === 'unix' ? 'Unix' : 'Windows';
  return `${kind}, ${user}${draft.authKeepsPassword ? ', password as in Qualys' : ''}`;
}

function profileWords({ optionProfile, policies }: Draft): string {
  const title = optionProfile?.title ?? optionProfile?.id ?? 'none';
  if (policies === 'all') return `${title}, all its policies`;
  return `${title}, ${counted(policies.length, 'policy', 'policies')}`;
}

function criteriaWords(draft: Draft, nowMs: number): string {
  const { failStates, failCriticalities, failOnAuthFailure } = draft;
  const gate =
    failStates.length === 0
      ? 'no gate'
      : selectionWords({ states: failStates, criticalities: failCriticalities }).replace(/[()]/g, '');
  const login = failOnAuthFailure ? ', or no login' : '';
  return `${gate}${login}${exclusionWords(draft, nowMs)}`;
}

/** ", except 7 CIDs, 2 exclusions ended": a CID that two entries exclude is one. */
function exclusionWords({ exclusions }: Draft, nowMs: number): string {
  const ended = exclusions.filter((entry) => isOver(entry, nowMs)).length;
  const inForce = readable(exclusions, nowMs).map(({ cids }) => parseCids(cids));
  const cids = CidSet.of(inForce.flatMap((set) => (typeof set === 'string' ? [] : set.ranges))).count;
  const except = cids === 0 ? '' : `, except ${counted(cids, 'CID')}`;
  return `${except}${ended === 0 ? '' : `, ${counted(ended, 'exclusion')} ended`}`;
}

/** What would fail the build now, without exclusions that are over; undefined while states or criticalities are missing. */
export function gateSentenceOf(draft: Draft, nowMs: number): string | undefined {
  const { criteria } = configFromDraft({ ...draft, exclusions: readable(draft.exclusions, nowMs) });
  const { failOn } = criteria ?? {};
  if (failOn !== undefined && (failOn.states.length === 0 || failOn.criticalities.length === 0))
    return undefined;
  return criteriaSentence(criteria);
}

/** Without the CIDs that cannot be read, as what is wrong with them is said under their field, and those that count again. */
function readable(exclusions: Draft['exclusions'], nowMs: number): ExclusionDraft[] {
  return exclusions.filter((entry) => typeof parseCids(entry.cids) !== 'string' && !isOver(entry, nowMs));
}
