import { createHash } from 'node:crypto';
import type { Answer, SimulatorRequest } from '../exchange.js';
import type { FoContext } from '../fo.js';
import { logIn } from '../login.js';

const credentialsRefused = {
  authentication_exceptions: [['Authentication Failure: 1 errors, 0 successes: InvalidCredentialsException']],
};

/** `POST /auth` of the gateway, with everything in the form (fact sheet 8). */
export function answerGatewayAuth(request: SimulatorRequest, { tenant, notes, now }: FoContext): Answer {
  const json = { 'content-type': 'application/json' };
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const form = new URLSearchParams(isForm ? request.body : '');
  const username = form.get('username');
  const password = form.get('password');
  if (request.method !== 'POST' || username === null || password === null || form.get('token') !== 'true') {
    return { status: 400, headers: json, body: '{"message":"Invalid input Parameter."}' };
  }
  if (!logIn(tenant.account, username, password)) {
    return { status: 401, headers: json, body: JSON.stringify(credentialsRefused) };
  }
  notes.authorized = true;
  return { ...tokenAnswer(tenant, now), status: 201 };
}

/** `POST /auth/oidc` and `/auth/oauth`: id and secret in headers, no body (fact sheet 8.1). */
export function answerClientAuth(request: SimulatorRequest, { tenant, notes, now }: FoContext): Answer {
  const { client } = tenant.account;
  const path = client.level === 'subscription' ? '/auth/oauth' : '/auth/oidc';
  if (request.path !== path) return { status: 404, headers: {}, body: '' };
  const { clientid: id, clientsecret: secret } = request.headers;
  if (request.method !== 'POST' || id !== client.id || secret !== client.secret) {
    return {
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentialsRefused),
    };
  }
  notes.authorized = true;
  return { ...tokenAnswer(tenant, now), status: tenant.behaviour.tokenStatus };
}

let tokens = 0;

function tokenAnswer({ account, behaviour, speed }: FoContext['tenant'], now: number): Answer {
  const { modules } = account;
  tokens += 1;
  const lifeMs = (behaviour.tokenSec * 1000) / (behaviour.tokenSec < 3600 ? speed : 1);
  const whole = {
    sub: account.username,
    iat: Math.floor(now / 1000),
    exp: Math.floor((now + lifeMs) / 1000),
  };
  const token = webToken({
    ...(behaviour.tokenClaims === 'whole' ? whole : {}),
    jti: String(tokens),
    iss: 'qas',
    aud: 'qas',
    usertype: 'internal',
    ipAddress: '203.0.113.7',
    // Bytes that base64url writes with `-` and `_`, at whatever place of a group of three they fall.
    successfulAuthenticationHandlers: '>>>???>>???>???~~~ÿÿÿ¿¿¿',
    modulesAllowed: behaviour.modulesClaim === 'array' ? modules : modules.join(','),
  });
  account.tokens.set(token, now + lifeMs);
  return {
    status: 201,
    headers: { 'content-type': 'text/plain', 'X-RateLimit-Limit': '2000', 'X-RateLimit-Remaining': '1999' },
    body: `${token}\n`,
  };
}

function webToken(payload: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`;
  return `${signed}.${createHash('sha256').update(signed).digest('base64url')}`;
}
