import stringWidth from 'string-width';
import { exitCode, PcError } from '../errors.js';
import type { QualysApi } from '../qualys/qualys-api.js';
import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { AssetGroup } from '../qualys/resources/asset-groups.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Instance } from '../qualys/resources/instances.js';
import type { OptionProfile } from '../qualys/resources/option-profiles.js';
import type { Policy } from '../qualys/resources/policies.js';
import { counted } from '../text/counted.js';
import { printable } from '../text/printable.js';
import { recordPlatforms } from '../workflow/plan/find-auth-record.js';
import { PROFILE_PREFIX } from '../workflow/plan/survey-choices.js';
import { openAccount } from './account/open-account.js';
import type { ListSubject } from './parser/list-subjects.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printDocument, printLines } from './process/print.js';

/** The jobs are the config's, not the account's. */
type AccountSubject = Exclude<ListSubject, 'jobs'>;

export interface ListArgs extends AccountArgs {
  readonly subject: AccountSubject;
  /** Which instances; all of them when empty. */
  readonly instanceIds: readonly string[];
  readonly json: boolean;
}

/** @throws PcError of kind `usage` when ids stand beside anything but instances. */
export function checkInstanceIds({
  subject,
  instanceIds,
}: Pick<ListArgs, 'instanceIds'> & { readonly subject: ListSubject }): void {
  if (subject !== 'instances' && instanceIds.length > 0)
    throw new PcError(`qualys-pc list ${subject} takes no ids.`, {
      kind: 'usage',
      code: 'usage',
      next: `Run qualys-pc list ${subject}.`,
    });
}

/** Prints what the account has, so that a config can be written by hand. */
export async function runList(args: ListArgs, io: CommandIo): Promise<number> {
  checkInstanceIds(args);
  const { api } = await openAccount(args, io);
  try {
    const listing = await readListing(api, args.subject, args.instanceIds);
    if (args.json) printDocument(io.stdout, listing.json);
    else printLines(io.stdout, listing.table());
    if (listing.note !== undefined && args.level !== 'quiet') printLines(io.stderr, [listing.note]);
    return exitCode.passed;
  } finally {
    api.close();
  }
}

/** Objects of the account, as JSON and as a table. */
export interface Listing {
  readonly json: readonly unknown[];
  readonly table: () => string[];
  /** What was left out. */
  readonly note?: string;
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
const orDash = (value: string | undefined) => value ?? '-';

function listing<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  toJson: (row: Row) => unknown,
): Listing {
  return { json: rows.map(toJson), table: () => tableLines(columns, rows) };
}

const scannerColumns: readonly Column<ScannerAppliance>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'NAME', text: ({ name }) => name },
  { heading: 'STATUS', text: ({ status }) => status },
  { heading: 'AWS ACCOUNT', text: ({ awsAccountId }) => orDash(awsAccountId) },
  { heading: 'REGION', text: ({ region }) => orDash(region) },
  { heading: 'RUNNING SCANS', text: ({ runningScans }) => String(runningScans), align: 'right' },
];

const profileColumns: readonly Column<OptionProfile>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'POLICIES', text: ({ policies }) => String(policies.length), align: 'right' },
  { heading: 'TITLE', text: ({ title }) => title },
];

const policyColumns: readonly Column<Policy>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'ACTIVE', text: ({ active }) => yesOrNo(active) },
  { heading: 'LOCKED', text: ({ locked }) => yesOrNo(locked) },
  { heading: 'LAST EVALUATED', text: ({ lastEvaluated }) => orDash(lastEvaluated) },
  { heading: 'TITLE', text: ({ title }) => title },
];

/** The state of the connector's last run; `disabled` is added where the state does not contain it. */
function connectorState({ state, disabled }: Connector): string {
  return disabled && !/disabled/i.test(state) ? `${state}, disabled` : state;
}

const connectorColumns: readonly Column<Connector>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'NAME', text: ({ name }) => name },
  { heading: 'AWS ACCOUNT', text: ({ accountId }) => orDash(accountId) },
  { heading: 'STATE', text: connectorState },
  { heading: 'LAST SYNC', text: ({ lastSync }) => orDash(lastSync) },
];

const instanceColumns: readonly Column<Instance>[] = [
  { heading: 'INSTANCE', text: ({ instanceId }) => instanceId },
  { heading: 'AWS ACCOUNT', text: ({ accountId }) => orDash(accountId) },
  { heading: 'STATE', text: ({ state }) => state ?? 'unknown' },
  { heading: 'REGION', text: ({ region }) => orDash(region) },
  { heading: 'PRIVATE IP', text: ({ privateIp }) => orDash(privateIp) },
  { heading: 'HOST', text: ({ hostId }) => orDash(hostId) },
  { heading: 'AS OF', text: ({ lastUpdated }) => orDash(lastUpdated) },
];

/** Addresses as Qualys has them; a table shows the first of a long list. */
function addresses(ips: string): string {
  const parts = ips.split(',');
  if (ips === '' || parts.length <= mostAddresses) return ips === '' ? '-' : ips;
  return `${parts.slice(0, mostAddresses).join(',')} and ${parts.length - mostAddresses} more`;
}

const mostAddresses = 3;

const groupColumns: readonly Column<AssetGroup>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'TITLE', text: ({ title }) => title },
  { heading: 'IPS', text: ({ ips }) => addresses(ips) },
];

const recordColumns: readonly Column<AuthRecord>[] = [
  { heading: 'ID', text: ({ id }) => id, align: 'right' },
  { heading: 'PLATFORM', text: ({ platform }) => platform },
  { heading: 'USER', text: ({ username }) => username },
  { heading: 'TITLE', text: ({ title }) => title },
  {
    heading: 'IPS',
    text: ({ ips, activeDirectory, windowsDomain }) =>
      activeDirectory ? `hosts of the domain ${windowsDomain ?? ''}`.trimEnd() : addresses(ips),
  },
];

async function recordListing(api: QualysApi): Promise<Listing> {
  const records: AuthRecord[] = [];
  for (const platform of recordPlatforms) records.push(...(await api.listAuthRecords(platform)));
  return listing(records, recordColumns, (row) => row);
}

function profileListing(all: readonly OptionProfile[]): Listing {
  const usable = all.filter(({ title }) => title.startsWith(PROFILE_PREFIX));
  const shown = listing(usable, profileColumns, (row) => row);
  const left = all.length - usable.length;
  if (left === 0) return shown;
  const profiles = counted(left, 'option profile is', 'option profiles are');
  return { ...shown, note: `${profiles} not shown: the title does not start with ${PROFILE_PREFIX}.` };
}

/** Reads one kind of object of the account; of instances all, or those of the ids. Option profiles are those a config may name: compliance, `Jenkins_`. */
async function readListing(
  api: QualysApi,
  subject: AccountSubject,
  instanceIds: readonly string[],
): Promise<Listing> {
  switch (subject) {
    case 'scanners':
      return listing(await api.listScannerAppliances(), scannerColumns, (row) => row);
    case 'option-profiles':
      return profileListing(await api.listOptionProfiles());
    case 'policies':
      return listing(await api.listPolicies(), policyColumns, ({ holdsAssetGroup: _holds, ...row }) => row);
    case 'connectors':
      return listing(await api.listConnectors(), connectorColumns, (row) => row);
    case 'instances':
      return listing(
        instanceIds.length === 0
          ? await api.listInstances()
          : await api.findInstances(instanceIds, undefined),
        instanceColumns,
        (row) => row,
      );
    case 'asset-groups':
      return listing(await api.listAssetGroups(), groupColumns, (row) => row);
    case 'auth-records':
      return recordListing(api);
  }
}

/** A column: its heading and the text of a row; numbers are aligned to the right. */
export interface Column<Row> {
  readonly heading: string;
  readonly text: (row: Row) => string;
  readonly align?: 'right';
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? space + text : text + space;
}

/** Rows under their headings, columns as wide as their widest text; safe to print whatever the texts hold. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map(({ text }) => printable(text(row)))),
  ];
  const widths = columns.map((_column, index) =>
    Math.max(...cells.map((line) => stringWidth(line[index] ?? ''))),
  );
  return cells.map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align))
      .join('  ')
      .trimEnd(),
  );
}
