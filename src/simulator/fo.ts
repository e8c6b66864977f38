import { applianceEndpoint } from './endpoints/appliances.js';
import { assetGroupEndpoint } from './endpoints/asset-groups.js';
import { assetIpEndpoint } from './endpoints/asset-ips.js';
import { authRecordEndpoint } from './endpoints/auth-records.js';
import { hostEndpoint } from './endpoints/hosts.js';
import { optionProfileEndpoint } from './endpoints/option-profiles.js';
import { policyEndpoint } from './endpoints/policies.js';
import { postureEndpoint } from './endpoints/posture.js';
import { scanEndpoint } from './endpoints/scans.js';
import { writeDocument } from './envelope.js';
import { type Answer, foEndpoint, htmlPage, type SimulatorRequest } from './exchange.js';
import type { FoAction, FoCall, FoEndpoint, XmlDocument } from './fo-action.js';
import { formatRange, parseCidr } from './ipv4.js';
import type { JournalNotes } from './journal.js';
import type { Limits } from './limits.js';
import { logInWithHeader } from './login.js';
import { type Element, element } from './markup.js';
import { checkParameters, invalidValue, type Refusal } from './parameter-rules.js';
import { formatTime } from './server-time.js';
import { refusalDocument } from './simple-return.js';
import type { Tenant } from './tenant.js';

const endpoints: Readonly<Record<string, FoEndpoint>> = {
  appliance: applianceEndpoint,
  'subscription/option_profile/pc': optionProfileEndpoint,
  'asset/ip': assetIpEndpoint,
  'asset/group': assetGroupEndpoint,
  'asset/host': hostEndpoint,
  'auth/unix': authRecordEndpoint('unix'),
  'auth/windows': authRecordEndpoint('windows'),
  'compliance/policy': policyEndpoint,
  'scan/compliance': scanEndpoint,
  'compliance/posture/info': postureEndpoint,
};

/** What a request needs besides itself to be answered. */
export interface FoContext {
  readonly tenant: Tenant;
  readonly limits: Limits;
  /** Scheme and host as they were asked, for DOCTYPEs. */
  readonly server: string;
  readonly now: number;
  readonly notes: JournalNotes;
}

/** Whether a request is a call that changes something. */
export function isFoChange(request: SimulatorRequest): boolean {
  const place = foEndpoint(request.path);
  return place !== undefined && actionOf(endpoints[place.endpoint], request)?.changes === true;
}

/** The key under which the limits count a call (open question 14). */
function limitKey(request: SimulatorRequest, by: 'path' | 'action'): string {
  const endpoint = foEndpoint(request.path)?.endpoint ?? request.path;
  return by === 'path' ? endpoint : `${endpoint} ${request.action ?? ''}`;
}

function actionOf(endpoint: FoEndpoint | undefined, request: SimulatorRequest): FoAction | undefined {
  const actions = endpoint?.actions ?? {};
  return request.action !== undefined && Object.hasOwn(actions, request.action)
    ? actions[request.action]
    : undefined;
}

/** Answers a call of the FO family (fact sheet 2): version, login, header, limits, parameters, then the call itself. */
export function answerFo(request: SimulatorRequest, context: FoContext): Answer {
  const { tenant, limits, notes, now } = context;
  const place = foEndpoint(request.path);
  const endpoint = place === undefined ? undefined : endpoints[place.endpoint];
  if (place === undefined || endpoint === undefined) return htmlPage(404, 'Not Found');
  if (!knowsVersion(endpoint, { ...place, action: request.action }, tenant.behaviour)) {
    if (tenant.behaviour.unknownVersion === 'html') return htmlPage(404, 'Not Found');
    if (tenant.behaviour.unknownVersion === '410') return htmlPage(410, 'Gone');
    return refuse(request, context, invalidValue('version', place.version, 'unknown API version'));
  }
  if (!logInWithHeader(tenant, request.headers, { now })) {
    if (tenant.behaviour.unauthorized === 'html') return htmlPage(401, 'Unauthorized');
    return refuse(request, context, { refused: 2000, status: 401, text: 'Bad Login/Password' });
  }
  notes.authorized = true;
  if ((request.headers['x-requested-with'] ?? '') === '') {
    return {
      status: 400,
      headers: { 'content-type': 'text/plain' },
      body: 'X-Requested-With header is required\n',
    };
  }
  const key = limitKey(request, tenant.behaviour.limits.by);
  const limited = limits.enter(key, now);
  const answer =
    limited === undefined ? run(request, context, endpoint, place) : refuse(request, context, limited);
  notes.leave = limited === undefined ? () => limits.leave(key) : notes.leave;
  return { ...answer, headers: { ...answer.headers, ...limits.headers(key, now, answer.code) } };
}

/** Versions belong to an action: newer ones exist of lists only (fact sheet 6). */
function knowsVersion(
  { versions }: FoEndpoint,
  { version, endpoint, action = 'list' }: { version: string; endpoint: string; action?: string | undefined },
  { versions: known, retired }: FoContext['tenant']['behaviour'],
): boolean {
  const here = known === 'many' && action === 'list' ? versions : ['2.0'];
  return here.includes(version) && !retired.includes(`${endpoint} ${action} ${version}`);
}

function run(
  request: SimulatorRequest,
  context: FoContext,
  endpoint: FoEndpoint,
  place: { version: string; endpoint: string },
): Answer {
  const action = actionOf(endpoint, request);
  if (request.action === undefined) {
    return refuse(request, context, { refused: 1903, text: 'Missing required parameter(s): action' });
  }
  if (action === undefined) return refuse(request, context, invalidValue('action', request.action));
  if (request.method !== 'POST' && (action.changes || request.method !== 'GET')) {
    const text = `Request method (${request.method}) is incompatible with specified parameter(s): action=${request.action}`;
    return refuse(request, context, { refused: 1908, text });
  }
  const { tenant, now } = context;
  const params = tenant.behaviour.takesCidr ? withoutCidrs(request.params) : request.params;
  const refusal = checkParameters(action.rules, params);
  if (refusal !== undefined) return refuse(request, context, refusal);
  const { account, behaviour } = tenant;
  const call: FoCall = { tenant, account, behaviour, params, now, ...place };
  const outcome = action.run(call);
  return 'refused' in outcome ? refuse(request, context, outcome) : send(request, context, outcome);
}

/** Some tenants may read CIDR where lists and ranges are asked for (open question 10). */
function withoutCidrs(params: Readonly<Record<string, string>>): Record<string, string> {
  const plain = (value: string): string =>
    value
      .split(',')
      .map((part) => {
        const block = parseCidr(part.trim());
        return block === undefined ? part : formatRange(block);
      })
      .join(',');
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, /(^|_)ips?$/.test(key) ? plain(value) : value]),
  );
}

/** A refusal as it goes out: 400 unless it says otherwise. */
function refuse(request: SimulatorRequest, context: FoContext, refusal: Refusal): Answer {
  const answer = send(request, context, refusalDocument(refusal, context.now), true);
  return { ...answer, status: refusal.status ?? 400, code: String(refusal.refused) };
}

function send(request: SimulatorRequest, context: FoContext, document: XmlDocument, failed = false): Answer {
  const place = foEndpoint(request.path);
  const echo = request.params.echo_request === '1' ? [echoElement(request, context)] : [];
  const content = echo.length === 0 ? document.content : chain(echo, document.content);
  const { contentType, body } = writeDocument(
    { ...document, content },
    {
      call: `${place?.endpoint ?? ''} ${request.action ?? ''}`,
      server: context.server,
      version: place?.version ?? '2.0',
      failed,
    },
  );
  return { status: 200, headers: { 'content-type': contentType }, body };
}

function* chain<Item>(...parts: readonly Iterable<Item>[]): Generator<Item> {
  for (const part of parts) yield* part;
}

/** REQUEST, with every parameter as it came: Qualys does not say that it masks secrets. */
function echoElement(request: SimulatorRequest, { tenant, server, now }: FoContext): Element {
  const params = Object.entries(request.params).map(([key, value]) =>
    element('PARAM', element('KEY', key), element('VALUE', value)),
  );
  return element(
    'REQUEST',
    element('DATETIME', formatTime(now)),
    element('USER_LOGIN', tenant.account.username),
    element('RESOURCE', `${server}${request.path}`),
    element('PARAM_LIST', ...params),
  );
}
