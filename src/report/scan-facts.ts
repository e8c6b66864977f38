import { counted } from '../text/counted.js';
import type { Result } from '../workflow/results/result.js';
import { addressWords } from './failing-groups.js';

/** What a reader may want to know of the scan, as name and value, in the order people look for it. */
export function scanFacts(result: Result): [name: string, value: string][] {
  const { scan, authRecord, account, units } = result;
  const facts: [string, string | null | undefined][] = [
    ['Job', `${result.jobName}, build ${result.build}`],
    ['Scan', scan?.title],
    ['Reference', scan?.reference],
    ['Scan id', scan?.id],
    [
      'State',
      scan === null ? undefined : [scan.state, scan.subState].filter((part) => part !== null).join(', '),
    ],
    ['Target', targetWords(result)],
    ['Launched', scan?.launchedAt],
    [
      'Duration',
      scan?.durationSeconds === null || scan === null ? undefined : durationWords(scan.durationSeconds),
    ],
    ['Option profile', result.optionProfile?.title],
    ['Scanner', result.scanner],
    [
      'Auth record',
      authRecord === null ? 'none' : `${authRecord.title} (${authRecord.platform}, ${authRecord.username})`,
    ],
    ['Login', loginWords(result.authentication)],
    ['Account', `${account.username} on ${account.platform} (${account.apiServer})`],
    [
      'Units',
      units.expected.length === 1 ? undefined : `${units.present.join(', ')} of ${units.expected.length}`,
    ],
    ['Baseline', result.baseline === null ? undefined : baselineWords(result.baseline)],
    ['Portal', scan?.reportUrl],
    ['Written by', `qualys-pc ${result.tool.version}, ${result.finishedAt}`],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, value]],
  );
}

/** "1 h 02 min", "11 min 40 s", "9 s". */
function durationWords(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s` : `${seconds} s`;
}

/** One exclusion of the config, and what became of it. */
export function exclusionWords({
  cids,
  reason,
  expires,
  matched,
  expired,
}: Result['exclusions'][number]): string {
  const until =
    expires === null ? '' : expired ? `; ended on ${expires}, excludes nothing now` : `; until ${expires}`;
  const rows = counted(matched, 'row');
  const use = matched === 0 ? 'matched nothing' : expired ? `would match ${rows}` : `matched ${rows}`;
  return `${cids}: ${reason ?? 'no reason given'}${until}; ${use}`;
}

function baselineWords({ file, entries, fixed }: NonNullable<Result['baseline']>): string {
  const pass = fixed.length === 0 ? '' : `, ${fixed.length} of them fixed: write it anew and it shrinks`;
  return `${file}, ${entries} entries${pass}`;
}

/** Instances that are listed one by one. */
const MOST_TOLD = 20;

function targetWords({ target }: Result): string {
  if (target.type === 'host') return addressWords(target.ips);
  const instances = target.instances.map(({ id, ip }) => (ip === null ? id : `${id} (${ip})`));
  const told =
    instances.length > MOST_TOLD ? counted(instances.length, 'instance', 'instances') : instances.join(', ');
  const connectors = (target.connectors ?? [target.connector]).map(({ name }) => name);
  return `${told} behind ${connectors.join(', ')}`;
}

function loginWords({ succeeded, failed, insufficient, notAttempted }: Result['authentication']): string {
  const parts: [string, readonly string[]][] = [
    ['succeeded', succeeded],
    ['failed', failed],
    ['insufficient', insufficient],
    ['not attempted', notAttempted],
  ];
  return parts
    .flatMap(([word, hosts]) => (hosts.length === 0 ? [] : [`${word} on ${hostList(hosts)}`]))
    .join('; ');
}

function hostList(hosts: readonly string[]): string {
  return hosts.length <= 5 ? hosts.join(', ') : `${hosts.length} hosts`;
}
