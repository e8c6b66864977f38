import { PcError } from '../../errors.js';
import type { RunOptions } from '../run/run-context.js';
import { MissingObjects } from './missing-objects.js';
import type { ScanRequest } from './scan-request.js';
import { severalRegions } from './several-regions.js';
import type { Survey } from './survey.js';
import { addUnusable } from './unusable-objects.js';

/** More new addresses than this must be allowed by number. */
const FREE_NEW_IPS = 256;

/**
 * What stops a run after the plan was said and before the first change.
 * @throws PcError of kind `usage` or `inconclusive` that names all that cannot be used.
 */
export function checkSurvey(request: ScanRequest, survey: Survey, options: RunOptions): void {
  const missing = new MissingObjects();
  addUnusable(request, { ...survey, ec2: survey.target.ec2 }, missing);
  missing.check();
  checkRegions(request, survey);
  checkNewIps(survey, options);
}

/**
 * Stops a scan of instances in several regions.
 * @throws SeveralRegions.
 */
export function checkRegions({ target }: ScanRequest, { target: { ec2 } }: Survey): void {
  if (target.type !== 'ec2' || ec2 === undefined) return;
  const problem = severalRegions(target, ec2);
  if (problem !== undefined) throw problem;
}

function checkNewIps({ newIps }: Survey, { allowNewIps = FREE_NEW_IPS, newAddresses }: RunOptions): void {
  if (newIps === undefined) return;
  const count = newAddresses?.add(newIps) ?? newIps.count;
  if (newIps.isEmpty || count <= BigInt(allowNewIps)) return;
  throw new PcError(`${count} addresses are new to the account`, {
    kind: 'usage',
    code: 'too-many-new-ips',
    why: `Each uses a licence, and at most ${allowNewIps} are added unasked.`,
    next: `If they are meant, allow them with --allow-new-ips ${count}.`,
  });
}
