import { PcError } from '../errors.js';

/** A place of the config that may refer to a variable. */
export type SecretFieldName =
  | 'credentials.username'
  | 'credentials.password'
  | 'credentials.clientId'
  | 'credentials.clientSecret'
  | 'credentials.token'
  | 'proxy.username'
  | 'proxy.password'
  | 'scan.authRecord.username'
  | 'scan.authRecord.password';

/** Variables of this program and the one place that may name each. */
const ownFields = new Map<string, SecretFieldName>([
  ['QUALYS_USERNAME', 'credentials.username'],
  ['QUALYS_PASSWORD', 'credentials.password'],
  ['QUALYS_CLIENT_ID', 'credentials.clientId'],
  ['QUALYS_CLIENT_SECRET', 'credentials.clientSecret'],
  ['QUALYS_TOKEN', 'credentials.token'],
  ['QUALYS_PROXY_USERNAME', 'proxy.username'],
  ['QUALYS_PROXY_PASSWORD', 'proxy.password'],
  ['QUALYS_HOST_USERNAME', 'scan.authRecord.username'],
  ['QUALYS_HOST_PASSWORD', 'scan.authRecord.password'],
]);

/** Variables of this program that hold no secret and no user name: no place of a config may name them. */
const ownSetting = /^QUALYS_(?:ALLOW_|PC_HOME$|.*_FILE$)/;

/** Which variables the config may name; it may come from a pull request where `ci` is true. */
export interface VariableTrust {
  readonly ci: boolean;
  /** Variables that `--allow-env` named. */
  readonly allowEnv: readonly string[];
}

/**
 * Refuses a variable that the config may not name for a field: in CI only `QUALYS_*` and what a flag allows, and a
 * variable of this program's own only where it belongs, or a config could send the Qualys password to a proxy.
 * @throws PcError of kind `usage`, naming the variable, never its value.
 */
export function checkVariable(name: string, field: SecretFieldName, { ci, allowEnv }: VariableTrust): void {
  if (!ci) return;
  const own = ownFields.get(name);
  if (own === field) return;
  const belongsElsewhere = own !== undefined || ownSetting.test(name);
  if (!belongsElsewhere && (name.startsWith('QUALYS_') || allowEnv.includes(name))) return;
  throw new PcError(
    `The config asks for the variable ${name} in ${field}, ${belongsElsewhere ? 'where it does not belong' : 'which a pipeline does not hand out'}`,
    {
      kind: 'usage',
      code: 'variable-not-allowed',
      why: 'CI is set, and the config may come from a pull request; only variables that start with QUALYS_ are open to it, those of this program only where they belong.',
      next: belongsElsewhere
        ? `Use ${usualVariable(field)}, or another variable that starts with QUALYS_.`
        : `Pass --allow-env ${name}, or use a variable that starts with QUALYS_.`,
    },
  );
}

/** The variable that usually holds what a field needs. */
export function usualVariable(field: SecretFieldName): string {
  return [...ownFields].find(([, own]) => own === field)?.[0] ?? 'QUALYS_PASSWORD';
}

/** `$(X)`, `$X`, `${X}`, `%X%` of a name in capitals, and `${{ ... }}` of any: what a CI leaves when X is not set. */
const placeholders = [
  /^\$\([A-Z_][A-Z0-9_]*\)$/,
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^\$\{[A-Z_][A-Z0-9_]*\}$/,
  /^%[A-Z_][A-Z0-9_]*%$/,
  /^\$\{\{.*\}\}$/s,
];

/** Whether the value of a variable is wholly a placeholder that a CI did not fill in; each would cost a login attempt. */
export function isPlaceholder(value: string): boolean {
  return placeholders.some((placeholder) => placeholder.test(value));
}

/** A variable that its CI left as a placeholder. */
export function unfilled(name: string): PcError {
  return new PcError(`${name} holds a placeholder that was never filled in`, {
    kind: 'usage',
    code: 'secret-placeholder',
    why: 'Nothing was sent, as a wrong password counts towards a locked account.',
    next: `Define what the placeholder names where the pipeline runs, and hand it to this program as ${name}.`,
  });
}
