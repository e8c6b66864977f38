import { PcError } from '../../errors.js';
import type { RunOptions } from '../run/run-context.js';
import { MOST_INSTANCES } from './instance-parts.js';
import { MissingObjects } from './missing-objects.js';
import type { ScanRequest } from './scan-request.js';
import type { Survey } from './survey.js';
import { addUnusable } from './unusable-objects.js';

/** More new addresses than this must be allowed by number. */
const FREE_NEW_IPS = 256;

/** @throws PcError of kind `usage` before anything is read. */
export function checkRequest({ target }: ScanRequest): void {
  if (target.type !== 'ec2' || target.ids.length <= MOST_INSTANCES) return;
  throw new PcError(`${target.ids.length} instances are too many for one scan`, {
    kind: 'usage',
    code: 'too-many-instances',
    why: `Qualys takes about ${MOST_INSTANCES} instance ids in one launch.`,
    next: 'Save the config, and run it with qualys-pc run, which makes several scans of them.',
  });
}

/**
 * What stops a run after the plan was said and before the first change.
 * @throws PcError of kind `usage` or `inconclusive` that names all that cannot be used.
 */
export function checkSurvey(request: ScanRequest, survey: Survey, options: RunOptions): void {
  const missing = new MissingObjects();
  addUnusable(request, { ...survey, ec2: survey.target.ec2 }, missing);
  missing.check();
  checkRegions(survey);
  checkNewIps(survey, options);
}

function checkRegions({ target: { ec2 } }: Survey): void {
  const regions = [...new Set(ec2?.instances.flatMap(({ region }) => region ?? []))];
  if (regions.length < 2) return;
  throw new PcError(`The instances are in different regions: ${regions.join(', ')}`, {
    kind: 'usage',
    code: 'several-regions',
    why: 'One scan serves one region.',
    next: 'Make one config per region.',
  });
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
