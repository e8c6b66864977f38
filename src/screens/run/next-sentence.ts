import { reasonWords, verdictWords } from '../../report/verdict-words.js';
import { firstOf } from '../../text/counted.js';
import type { Result } from '../../workflow/results/result.js';

/** Ends that one mends in another way than by looking at the target. */
const byReason: Readonly<Record<string, string>> = {
  'no-evidence': 'In Qualys see PC, Scans, Processing Tasks, and evaluate the policies; then launch again.',
  'posture-missing':
    'In Qualys see PC, Scans, Processing Tasks, and evaluate the policies; then launch again.',
  'posture-not-current':
    'In Qualys see PC, Scans, Processing Tasks, and evaluate the policies; then launch again.',
  'not-processed': 'Qualys is still processing the scan: launch again in a few minutes.',
  'no-applicable-control': 'Choose policies whose technologies the hosts have, then launch again.',
  'asset-group-replaced': 'Another build of this job was at work: launch again when it is done.',
  'criticality-undefined': 'Select all five criticalities: this subscription has none of its own.',
  'several-scans': 'Look at the scans in Qualys, cancel those you do not need, and launch again.',
};

/** What to do about a result, as the verdict's second line; empty when there is nothing to do. */
export function nextSentence(result: Result): string {
  const { verdict, totals, authentication } = result;
  if (verdict.outcome === 'passed') return '';
  if (verdict.outcome === 'failed' && totals.failing > 0)
    return 'fix them on these hosts, or press x to exclude one with a reason';
  if (authentication.insufficient.length > 0 && authentication.failed.length === 0)
    return 'Give the user of the auth record the rights that the scan needs (root, or sudo), then launch again.';
  if (authentication.failed.length > 0)
    return 'Check user and password of the auth record, and that the scanner reaches the login service.';
  const known = verdict.reasons.flatMap(({ code }) => byReason[code] ?? [])[0];
  // Of an end that was an error the run itself says what to do.
  const said = verdict.reasons.flatMap(({ next }) => next?.replaceAll('\n', ' ') ?? [])[0];
  return known ?? said ?? 'Check that the target is up and that the scanner can reach it.';
}

/** The verdict in a sentence; what to do about it is left to {@link nextSentence}. */
export function verdictSentence(result: Result): string {
  const { sentence, decisive } = verdictWords(result);
  const rights = tooFewRights(result);
  if (rights !== undefined || decisive === undefined || nextSentence(result) === '')
    return rights ?? sentence;
  const { next: _, ...reason } = decisive;
  return sentence.replace(reasonWords(decisive), () => reasonWords(reason));
}

/** The verdict's own words where the login worked and its rights did not suffice; undefined otherwise. */
function tooFewRights({ authentication, verdict }: Result): string | undefined {
  const { failed, insufficient, succeeded } = authentication;
  if (verdict.outcome === 'passed' || insufficient.length === 0 || failed.length > 0) return undefined;
  const where = insufficient.length > 3 ? `${insufficient.length} hosts` : insufficient.join(', ');
  return succeeded.length === 0
    ? `The login works, but its rights do not suffice on ${where}: nothing was checked.`
    : `The login works, but its rights do not suffice on ${where}: nothing was checked there.`;
}

/** What the scan looked at: `10.20.30.40 through edge-scan-01`. */
export function lookedAt({ target, scanner }: Result): string {
  const names = target.type === 'host' ? target.ips : target.instances.map(({ id }) => id);
  const { shown, hidden } = firstOf(names, 3);
  const told = shown.join(', ') + (hidden === 0 ? '' : ` and ${hidden} more`);
  return scanner === null ? told : `${told} through ${scanner}`;
}

/** The build passed or failed: the gate was asked. */
export function isJudged({ verdict: { outcome } }: Result): boolean {
  return outcome === 'passed' || outcome === 'failed';
}

/** What kept the scan from looking was the login. */
export function isAboutLogin({ authentication }: Result): boolean {
  return authentication.failed.length + authentication.insufficient.length > 0;
}
