import { printable } from '../text/printable.js';
import type { ClientOptions } from './client-options.js';
import type { Failure } from './failure.js';
import type { PreparedRequest } from './prepare-request.js';
import { redactorOf } from './redactor.js';

/** Hides what an account's calls to a server carry: its login, that of the proxy, and the call's own secrets. */
export function accountRedactor(
  { username, password, proxyFor }: Pick<ClientOptions, 'username' | 'password' | 'proxyFor'>,
  { server, secrets }: { readonly server: string; readonly secrets: readonly (string | undefined)[] },
): (text: string) => string {
  const proxy = proxyFor(server);
  const proxySecrets =
    proxy?.password === undefined ? [] : [`${proxy.username ?? ''}:${proxy.password}`, proxy.password];
  return redactorOf([`${username}:${password}`, password, ...proxySecrets, ...secrets]);
}

/** The code of a refusal as the log may show it. */
export function codeOf(
  { code }: Extract<Failure, { type: 'refused' }>,
  options: ClientOptions,
  { secrets }: PreparedRequest,
): string {
  return printable(accountRedactor(options, { server: options.apiServer, secrets })(code));
}
