import { PcError } from '../../errors.js';
import type { QualysClient } from '../client/client.js';
import { type ApiVersions, type Endpoint, pathOf } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';
import { nextIdMin } from './pages.js';

/** An AWS connector (fact sheet 18). */
export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly uuid?: string | undefined;
  /** 12 digits as text. */
  readonly accountId?: string | undefined;
  /** As Qualys words it. */
  readonly state: string;
  /** The plugin's grouping of states; an unknown one means wait. */
  readonly group: 'busy' | 'ok' | 'failed' | 'unknown';
  readonly disabled: boolean;
  /** ISO. */
  readonly lastSync?: string | undefined;
}

const groups: Readonly<Record<string, Connector['group']>> = {
  PENDING: 'busy',
  QUEUED: 'busy',
  RUNNING: 'busy',
  PROCESSING: 'busy',
  SUCCESS: 'ok',
  FINISHED_SUCCESS: 'ok',
  ERROR: 'failed',
  FINISHED_ERRORS: 'failed',
  INCOMPLETE: 'failed',
  DISABLED: 'failed',
};

/** The noun of get and run differs between the versions (fact sheet 18.3). */
function callPath(versions: ApiVersions, verb: 'search' | 'get' | 'run', id?: string): string {
  const noun =
    verb === 'search' || !versions.connectors.startsWith('2.')
      ? 'awsassetdataconnector'
      : 'assetdataconnector';
  const tail = id === undefined ? '' : `/${encodeURIComponent(id)}`;
  return `${pathOf('connectors', versions)}${verb}/am/${noun}${tail}`;
}

interface ConnectorPage {
  readonly connectors: readonly Connector[];
  /** Undefined on the last page. */
  readonly lastId: string | undefined;
}

const searchPage: Endpoint<string | undefined, ConnectorPage> = {
  method: 'POST',
  versioned: 'connectors',
  path: (versions) => callPath(versions, 'search'),
  action: 'search',
  purpose: 'list the connectors',
  repeatable: true,
  roots: ['ServiceResponse'],
  body: (afterId) =>
    serviceRequest(afterId === undefined ? [] : [{ field: 'id', operator: 'GREATER', value: afterId }]),
  parse: (root) => {
    const connectors = root.all('data.*').map(connectorOf);
    const more = root.textIfAny('hasMoreRecords')?.toLowerCase() === 'true';
    return {
      connectors,
      lastId: more ? (root.textIfAny('lastId') ?? connectors.at(-1)?.id ?? '') : undefined,
    };
  },
};

function connectorOf(connector: XmlNode): Connector {
  const state = connector.textIfAny('connectorState') ?? '';
  return {
    id: connector.text('id'),
    name: connector.textIfAny('name') ?? '',
    state,
    group: groups[state.toUpperCase()] ?? 'unknown',
    disabled: connector.textIfAny('disabled')?.toLowerCase() === 'true' || state.toUpperCase() === 'DISABLED',
    uuid: connector.textIfAny('cloudviewUuid'),
    accountId: connector.textIfAny('awsAccountId'),
    lastSync: connector.timeIfAny('lastSync'),
  };
}

/** The first connector of the answer; a search by id without a hit is refused by Qualys. */
function onlyConnector(root: XmlNode): Connector {
  return connectorOf(root.one('data.*'));
}

const getCall: Endpoint<string, Connector> = {
  method: 'GET',
  versioned: 'connectors',
  path: (versions, id) => callPath(versions, 'get', id),
  action: 'get',
  purpose: 'read the connector',
  repeatable: true,
  roots: ['ServiceResponse'],
  body: () => undefined,
  parse: onlyConnector,
};

const runCall: Endpoint<string, void> = {
  method: 'POST',
  versioned: 'connectors',
  path: (versions, id) => callPath(versions, 'run', id),
  action: 'run',
  purpose: 'run the connector',
  repeatable: false,
  roots: ['ServiceResponse'],
  body: () => '',
  parse: () => undefined,
};

/** All connectors of the account. Paged by id, which is correct while connectors are added and removed (fact sheet 18.2). */
export async function listConnectors(client: QualysClient): Promise<Connector[]> {
  const connectors: Connector[] = [];
  let afterId: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await client.send(searchPage, afterId);
    connectors.push(...page.connectors);
    if (page.lastId === undefined) return connectors;
    afterId = nextIdMin({ idMin: afterId, nextId: page.lastId, pages });
  }
}

/** @throws PcError of kind `usage` with code `connector-missing`. */
export async function getConnector(client: QualysClient, id: string): Promise<Connector> {
  try {
    return await client.send(getCall, id);
  } catch (error) {
    throw missingOr(error, id);
  }
}

/**
 * Starts a run; it goes on by itself. When the answer is lost, the state shows whether it began.
 * @throws PcError of kind `usage` with code `connector-missing`.
 */
export async function runConnector(client: QualysClient, id: string): Promise<void> {
  try {
    await client.send(runCall, id);
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'answer-lost') throw missingOr(error, id);
    const { group } = await getConnector(client, id);
    if (group !== 'busy') await client.send(runCall, id);
  }
}

function missingOr(error: unknown, id: string): unknown {
  if (!(error instanceof PcError) || error.code !== 'object-missing') return error;
  return new PcError(`Qualys has no connector with the id ${id} for this user.`, {
    kind: 'usage',
    code: 'connector-missing',
    why: error.why,
    next: 'List the connectors with `qualys-pc list connectors` and correct the id.',
  });
}

/** A condition of a QPS search (fact sheet 18.2). */
export interface Criteria {
  readonly field: string;
  readonly operator: 'EQUALS' | 'GREATER';
  readonly value: string;
}

/** The most entries a QPS search returns at once. */
const largestSearch = 1000;

/** Writes the body of a QPS search; values are escaped. */
export function serviceRequest(criteria: readonly Criteria[]): string {
  const filters = criteria.map(
    ({ field, operator, value }) =>
      `<Criteria field="${field}" operator="${operator}">${escapeXml(value)}</Criteria>`,
  );
  const inner = filters.length === 0 ? '' : `<filters>${filters.join('')}</filters>`;
  return `<ServiceRequest>${inner}<preferences><limitResults>${largestSearch}</limitResults></preferences></ServiceRequest>`;
}

/** Escapes text for XML, between tags or in double quotes. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
