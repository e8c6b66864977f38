import type { LooseConfig } from '../loose-config.js';
import type { Problem } from '../problem.js';
import { parseSecretRef, secretRefForms } from '../secret-ref.js';
import { error, type Rule } from './rule.js';

/** Of a record's user name (fact sheet 2.10). */
const usernameLimits = { unix: 255, windows: 31 } as const;

function secretRule(config: LooseConfig): Problem[] {
  const secrets = [
    ['credentials.password', config.credentials?.password],
    ['proxy.password', config.proxy?.password],
    ['scan.authRecord.password', config.scan?.authRecord?.password],
  ] as const;
  return secrets.flatMap(([path, text]) =>
    text === undefined || parseSecretRef(text) !== undefined
      ? []
      : [
          error(
            path,
            'is a plain value, and a config holds no secrets',
            `Write where it is kept: ${secretRefForms}. Change the password if this file was shared.`,
          ),
        ],
  );
}

function authRecordRule({ scan }: LooseConfig): Problem[] {
  const record = scan?.authRecord;
  if (record?.platform === undefined) return [];
  const problems: Problem[] = [];
  const limit = usernameLimits[record.platform];
  if (record.username !== undefined && record.username.trim().length > limit)
    problems.push(
      error(
        'scan.authRecord.username',
        `is longer than the ${limit} characters that a ${record.platform} record takes`,
        'Use a shorter user name.',
      ),
    );
  if (record.platform === 'unix' && record.domain !== undefined)
    problems.push(
      error(
        'scan.authRecord.domain',
        'belongs to Windows records only',
        'Remove it, or set scan.authRecord.platform: windows.',
      ),
    );
  return problems;
}

/** Who logs in, and where secrets are kept. */
export const loginRules: readonly Rule[] = [secretRule, authRecordRule];
