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
  const modules = tenant.account.modules;
  const token = webToken({
    sub: username,
    iss: 'qas',
    aud: 'qas',
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 4 * 3600,
    usertype: 'internal',
    ipAddress: '203.0.113.7',
    // Bytes that base64url writes with `-` and `_`, at whatever place of a group of three they fall.
    successfulAuthenticationHandlers: '>>>???>>???>???~~~ÿÿÿ¿¿¿',
    modulesAllowed: tenant.behaviour.modulesClaim === 'array' ? modules : modules.join(','),
  });
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
