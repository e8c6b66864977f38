import type { Connector, Instance, InstanceSource } from './account.js';

const hour = 3_600_000;

type ConnectorRow = readonly [
  id: number,
  name: string,
  accountId: string,
  state: string,
  disabled?: 'disabled',
];

/** Connectors in every state; two share a name, and `others` makes the list longer than one page. */
const connectorRows: readonly ConnectorRow[] = [
  [1401, 'prod', '123456789012', 'FINISHED_SUCCESS'],
  [1402, 'prod-us', '998877665544', 'RUNNING'],
  [1403, 'lab', '012345678901', 'DISABLED', 'disabled'],
  [1404, 'stage & test', '012345678901', 'FINISHED_ERRORS'],
  [1405, 'shared', '111122223333', 'SUCCESS'],
  [1406, 'shared', '444455556666', 'FINISHED_SUCCESS'],
  [1407, 'broken', '777788889999', 'ERROR'],
  [1408, 'incomplete', '777788889999', 'INCOMPLETE'],
  [1409, 'waiting', '777788889999', 'PENDING'],
  [1410, 'queued', '777788889999', 'QUEUED'],
  [1411, 'processing', '777788889999', 'PROCESSING'],
  [1412, 'new in 2027', '777788889999', 'HIBERNATING'],
];

/** How many connectors of subsidiaries follow the listed ones. */
const others = 110;

/** The connectors of the account. */
export function connectors(openedAt: number): Connector[] {
  const rest = Array.from({ length: others }, (_, index): ConnectorRow => {
    const number = String(index + 1).padStart(3, '0');
    return [1500 + index, `subsidiary-${number}`, `000000000${number}`, 'FINISHED_SUCCESS'];
  });
  return [...connectorRows, ...rest].map(([id, name, accountId, state, disabled]) => ({
    id,
    name,
    accountId,
    state,
    uuid: `5d0c8a00-0000-4000-8000-${String(id).padStart(12, '0')}`,
    disabled: disabled !== undefined,
    lastSync: state === 'PENDING' ? undefined : openedAt - 2 * hour,
    lastError: state.includes('ERROR') ? 'AccessDenied: sts:AssumeRole in eu-west-3' : undefined,
    run: undefined,
  }));
}

type SourceRow = readonly [id: string, account: string, state: string, region: string, ip?: string];

const instanceRows: readonly SourceRow[] = [
  ['i-0a11b22c33d44e55f', '123456789012', 'RUNNING', 'eu-central-1', '10.50.1.20'],
  ['i-0a11b22c33d44e560', '123456789012', 'RUNNING', 'eu-central-1', '10.50.1.21'],
  ['i-0b22c33d44e55f66a', '123456789012', 'STOPPED', 'eu-central-1', '10.50.1.22'],
  ['i-0c33d44e55f66a77b', '123456789012', 'PENDING', 'eu-central-1', '10.50.1.23'],
  ['i-0e55f66a77b88c99d', '123456789012', 'RUNNING', 'us-east-1', '10.50.2.20'],
  ['i-0f66a77b88c99daae', '123456789012', 'RUNNING', 'eu-central-1'],
  ['i-0aa1bb2cc3dd4ee5f', '012345678901', 'RUNNING', 'eu-central-1', '10.50.3.20'],
  ['i-0bb2cc3dd4ee5ff60', '012345678901', 'TERMINATED', 'eu-central-1', '10.50.3.21'],
];

/** Known only after a run of the connector in the last column. */
const unknownRows: readonly (readonly [SourceRow, number])[] = [
  [['i-0d44e55f66a77b88c', '123456789012', 'RUNNING', 'eu-central-1', '10.50.1.24'], 1401],
  [['i-0d44e55f66a77b88d', '012345678901', 'RUNNING', 'eu-central-1', '10.50.3.22'], 1403],
  [['i-0d44e55f66a77b88e', '998877665544', 'RUNNING', 'us-east-1', '10.50.4.20'], 1402],
  [['i-0d44e55f66a77b88f', '123456789012', 'STOPPED', 'eu-central-1', '10.50.1.25'], 1401],
];

function source([instanceId, accountId, state, region, ip]: SourceRow, lastUpdated: number): InstanceSource {
  return { instanceId, accountId, state, region, privateIp: ip, lastUpdated };
}

/** The instances of the account, known ones and such as a run makes known. */
export function instances(openedAt: number): Instance[] {
  const known = instanceRows.map((row) => [row, undefined] as const);
  const listed = [...known, ...unknownRows].map(
    ([row, connector], index): Instance => ({
      assetId: 6_600_100 + index,
      name: `acme-${row[0].slice(-4)}`,
      sources: [source(row, openedAt - hour)],
      unknownUntilRunOf: connector,
    }),
  );
  const twoSources: Instance = {
    assetId: 6_600_199,
    name: 'acme-two-sources',
    sources: [
      source(
        ['i-0c0ffee0c0ffee0c0', '123456789012', 'RUNNING', 'eu-central-1', '10.50.1.30'],
        openedAt - hour,
      ),
      source(
        ['i-0c0ffee0c0ffee0c0', '123456789012', 'STOPPED', 'eu-central-1', '10.50.1.31'],
        openedAt - 400 * hour,
      ),
    ],
    unknownUntilRunOf: undefined,
  };
  return [...listed, twoSources];
}
