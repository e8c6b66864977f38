import type { Account, Instance } from '../accounts/account.js';
import { type Answer, htmlPage, type SimulatorRequest } from '../exchange.js';
import type { FoContext } from '../fo.js';
import { address } from '../ipv4.js';
import { logInWithHeader } from '../login.js';
import { type Element, element } from '../markup.js';
import { connectorElement, connectorFields } from './connectors.js';
import { instanceElement, instanceFields } from './host-assets.js';
import { meets, readServiceRequest, type ServiceRequest, takesOperator } from './service-request.js';
import { type ResponseCode, serviceResponse } from './service-response.js';

interface Place {
  readonly version: string;
  readonly verb: string;
  readonly object: string;
  readonly id: number | undefined;
}

/** Nouns of the connector calls (fact sheet 18.3). */
const searchNoun = 'awsassetdataconnector';
const itemNouns: Readonly<Record<string, string>> = { '2.0': 'assetdataconnector', '3.0': searchNoun };

function placeOf(path: string): Place | undefined {
  const match = /^\/qps\/rest\/([23]\.0)\/(search|run|get)\/am\/([a-z]+)(?:\/(\d+))?\/?$/.exec(path);
  if (match === null) return undefined;
  const [, version = '', verb = '', object = '', id] = match;
  return { version, verb, object, id: id === undefined ? undefined : Number(id) };
}

/** Whether a QPS call starts something. */
export function isQpsChange(path: string): boolean {
  return placeOf(path)?.verb === 'run';
}

/** Answers the QPS family (fact sheet 18 and 19). */
export function answerQps(request: SimulatorRequest, context: FoContext): Answer {
  const { tenant, notes, server, now } = context;
  const isVersion = request.path === '/qps/rest/portal/version';
  const place = placeOf(request.path);
  if (place === undefined && !isVersion) return htmlPage(404, 'Not Found');
  const schema = `${place?.version ?? '2.0'}/am/${place?.object ?? 'version'}`;
  const refuse = (code: ResponseCode, error: string): Answer =>
    serviceResponse({ server, schema, code, error });
  const isAsset = place?.object === 'hostasset';
  const bearer = isAsset || tenant.behaviour.bearer !== 'not-for-connectors';
  if (!logInWithHeader(tenant, request.headers, { now, bearer })) {
    return refuse('INVALID_CREDENTIALS', 'Authentication failed');
  }
  notes.authorized = true;
  if (place === undefined)
    return serviceResponse({ server, schema, code: 'SUCCESS', objects: [portalVersion()] });
  if (request.method !== (place.verb === 'get' ? 'GET' : 'POST')) return htmlPage(405, 'Method Not Allowed');
  if (request.body !== '' && !/^(text|application)\/xml\b/.test(request.headers['content-type'] ?? '')) {
    return htmlPage(415, 'Unsupported Media Type');
  }
  if (place.verb === 'search') {
    if (place.id !== undefined) return htmlPage(404, 'Not Found');
    const asked = readServiceRequest(request.body);
    if (typeof asked === 'string') return refuse('INVALID_REQUEST', asked);
    return search(request, place, asked, context, refuse);
  }
  const connector = tenant.account.connectors.find(({ id }) => id === place.id);
  if (place.object !== itemNouns[place.version]) return htmlPage(404, 'Not Found');
  if (connector === undefined)
    return refuse('OBJECT_NOT_FOUND', 'The object does not exist or is not in your scope');
  if (place.verb === 'run') {
    if (connector.disabled) return refuse('INVALID_REQUEST', 'A disabled connector cannot be run');
    runConnector(tenant, connector, context.now);
  }
  const name =
    place.verb === 'get' && place.version === '2.0' ? 'AssetDataConnector' : 'AwsAssetDataConnector';
  const objects = [connectorElement(connector, name, place.version)];
  return serviceResponse({ server, schema, code: 'SUCCESS', objects });
}

function runConnector(
  tenant: FoContext['tenant'],
  connector: Account['connectors'][number],
  now: number,
): void {
  if (connector.run !== undefined) return;
  const { connectorSec, connectorEnd } = tenant.behaviour;
  connector.state = 'RUNNING';
  connector.run = { endsAt: now + (connectorSec * 1000) / tenant.speed, ends: connectorEnd };
}

interface Found {
  readonly id: number;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly element: () => Element;
}

function search(
  request: SimulatorRequest,
  place: Place,
  asked: ServiceRequest,
  { tenant, server }: FoContext,
  refuse: (code: ResponseCode, error: string) => Answer,
): Answer {
  if (place.object === 'hostasset' && place.version !== '2.0') return htmlPage(404, 'Not Found');
  const fields = new URLSearchParams(request.query).get('fields')?.split(',');
  const all = objectsOf(tenant.account, place, fields);
  if (all === undefined) return htmlPage(404, 'Not Found');
  const unknown = asked.criteria.find(
    (criterion) => all[0] !== undefined && !Object.hasOwn(all[0].fields, criterion.field),
  );
  if (unknown !== undefined) return refuse('INVALID_REQUEST', `Invalid field: ${unknown.field}`);
  const unfit = asked.criteria.find((criterion) => !takesOperator(criterion));
  if (unfit !== undefined) {
    return refuse('INVALID_REQUEST', `Invalid operator for ${unfit.field}: ${unfit.operator}`);
  }
  const matching = all
    .filter(({ id, fields: values }) => {
      const met = asked.criteria.every((criterion) => meets(values[criterion.field] ?? [], criterion));
      return met && id >= asked.startId;
    })
    .slice(asked.offset - 1);
  const page = matching.slice(0, asked.limit);
  return serviceResponse({
    server,
    schema: `${place.version}/am/${place.object}`,
    code: 'SUCCESS',
    objects: page.map((found) => found.element()),
    lastId: matching.length > page.length ? page.at(-1)?.id : undefined,
  });
}

function objectsOf(
  account: Account,
  place: Place,
  fields: readonly string[] | undefined,
): Found[] | undefined {
  if (place.object === searchNoun) {
    return account.connectors
      .toSorted((a, b) => a.id - b.id)
      .map((connector) => ({
        id: connector.id,
        fields: connectorFields(connector),
        element: () => connectorElement(connector, 'AwsAssetDataConnector', place.version),
      }));
  }
  if (place.object !== 'hostasset') return undefined;
  return account.instances
    .filter(({ unknownUntilRunOf }) => unknownUntilRunOf === undefined)
    .map((instance) => ({
      id: instance.assetId,
      fields: instanceFields(instance),
      element: () => instanceElement(instance, fields, hostIdOf(account, instance)),
    }));
}

/** Qualys' id of the host; absent before its first scan, and while its asset is not activated for PC. */
function hostIdOf({ hosts, ips: inPc }: Account, { sources }: Instance): number | undefined {
  const ips = sources
    .flatMap(({ privateIp }) => (privateIp === undefined ? [] : [address(privateIp)]))
    .filter((ip) => inPc.some(({ first, last }) => first <= ip && ip <= last));
  return hosts.find(({ ip, tracking }) => tracking === 'INSTANCE_ID' && ips.includes(ip))?.id;
}

function portalVersion(): Element {
  return element(
    'Version',
    element('Portal-Version', element('PC-VERSION', '4.18.0.0-2'), element('AM-VERSION', '3.24.0.0-9')),
    element('QWeb-Version', element('WEB-VERSION', '10.34.2.0-1')),
  );
}
