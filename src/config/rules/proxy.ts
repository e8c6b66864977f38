import type { LooseConfig } from '../loose-config.js';
import type { Problem } from '../problem.js';
import { error, type Rule } from './rule.js';

function addressRule({ proxy }: LooseConfig): Problem[] {
  const problems: Problem[] = [];
  if (proxy?.host !== undefined && !/^(?:[\w.-]+|\[[\da-fA-F:.]+\])$/.test(proxy.host))
    problems.push(
      error(
        'proxy.host',
        'is not a bare host name',
        'Write the name alone, such as proxy.acme.test, and the rest in proxy.port and proxy.username.',
      ),
    );
  if (proxy?.password !== undefined && proxy.username === undefined)
    problems.push(
      error('proxy.password', 'belongs to no user', 'Set proxy.username too, or remove the password.'),
    );
  return problems;
}

/** What the calls go through. */
export const proxyRules: readonly Rule[] = [addressRule];
