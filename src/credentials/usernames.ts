import { type BuildEnvironment, variableIn } from '../config/job-name.js';
import { PcError } from '../errors.js';
import {
  checkVariable,
  isPlaceholder,
  type SecretFieldName,
  unfilled,
  usualVariable,
  type VariableTrust,
} from './own-variables.js';

export interface UsernameRequest {
  /** Names the user in messages: `Qualys user name`. */
  readonly name: string;
  readonly field: Extract<SecretFieldName, `${string}.username` | 'credentials.clientId'>;
  /** As the config has it: a name, or `env:NAME`. */
  readonly written: string | undefined;
}

/**
 * A user name as it is sent: the config's, the variable that it refers to, else the field's own variable.
 * @throws PcError of kind `usage` when there is none, or the variable may not be named or holds a placeholder.
 */
export function resolveUsername(
  { name, field, written }: UsernameRequest,
  { env, ...trust }: VariableTrust & { readonly env: BuildEnvironment },
): string {
  const own = usualVariable(field);
  const named = written === undefined ? undefined : /^\s*env:(.*)$/s.exec(written)?.[1]?.trim();
  if (written !== undefined && named === undefined) return written;
  const variable = named ?? own;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
    throw missing(name, `${field} names no variable.`, `Write it as env:${own}, or write the name itself.`);
  if (named !== undefined) checkVariable(named, field, trust);
  const value = variableIn(env, variable)?.trim();
  if (value === undefined || value === '')
    throw missing(
      name,
      named === undefined ? undefined : `The variable ${variable} is not set.`,
      `Set ${variable}${flagOf(field)} or write ${field} into the config.`,
    );
  if (isPlaceholder(value)) throw unfilled(variable);
  return value;
}

/** The flag that names it, where there is one. */
function flagOf(field: UsernameRequest['field']): string {
  if (field === 'credentials.username') return ', pass --username,';
  return field === 'credentials.clientId' ? ', pass --client-id,' : '';
}

function missing(name: string, why: string | undefined, next: string): PcError {
  return new PcError(`The ${name} is missing`, { kind: 'usage', code: 'username-missing', why, next });
}
