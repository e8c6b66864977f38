import type { ScannerAppliance } from '../../qualys/appliances.js';
import type { Connector } from '../../qualys/connectors.js';
import type { Instance } from '../../qualys/instances.js';
import type { OptionProfile } from '../../qualys/option-profiles.js';
import type { Policy } from '../../qualys/policies.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import { PROFILE_PREFIX } from '../../workflow/survey-choices.js';
import type { ListSubject } from './subject.js';
import { type Column, tableLines } from './table.js';

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

/** A disabled connector says so, whatever word Qualys has for its last run. */
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
  { heading: 'AS OF', text: ({ lastUpdated }) => orDash(lastUpdated) },
];

function profileListing(all: readonly OptionProfile[]): Listing {
  const usable = all.filter(({ title }) => title.startsWith(PROFILE_PREFIX));
  const shown = listing(usable, profileColumns, (row) => row);
  const left = all.length - usable.length;
  if (left === 0) return shown;
  const profiles = left === 1 ? '1 option profile is' : `${left} option profiles are`;
  return { ...shown, note: `${profiles} not shown: the title does not start with ${PROFILE_PREFIX}.` };
}

/** Reads one kind of object of the account; of instances all, or those of the ids. Option profiles are those a config may name: compliance, `Jenkins_`. */
export async function readListing(
  api: QualysApi,
  subject: ListSubject,
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
  }
}
