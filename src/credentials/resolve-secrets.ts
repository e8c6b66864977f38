import { type BuildEnvironment, variableIn } from '../config/job-name.js';
import { parseSecretRef, secretRefForms } from '../config/values/secret-ref.js';
import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import type { SecretOwner } from './accounts.js';
import { isKeychainUnavailable, type Keychain } from './keychain.js';
import { checkVariable, isPlaceholder, type SecretFieldName, unfilled } from './own-variables.js';
import { readSecretFile, type SecretFiles } from './secret-file.js';

/** Places on this machine from which secrets are read. */
export interface SecretSources extends SecretFiles {
  /** What a person typed in this session; it goes before every reference. An empty text is none. */
  readonly typed?: Readonly<Partial<Record<SecretOwner, string>>> | undefined;
  readonly env: BuildEnvironment;
  readonly keychain: Pick<Keychain, 'get'>;
  /** Asks a person without showing what is typed; absent without a terminal. */
  readonly prompt?: ((question: string) => Promise<string>) | undefined;
  /** A build agent: the config may come from a pull request. */
  readonly ci: boolean;
  /** Variables that `--allow-env` named. */
  readonly allowEnv: readonly string[];
  /** Whether `--allow-file` or `QUALYS_ALLOW_FILE` names the path or a folder above it, symbolic links resolved. */
  readonly isAllowedFile: (path: string) => Promise<boolean>;
}

export interface SecretRequest {
  readonly owner: SecretOwner;
  /** Name of the secret in messages: `password of the Qualys user acme2ab1`. */
  readonly name: string;
  /** Where the config has it. */
  readonly field: SecretFieldName;
  /** The reference in the config. */
  readonly ref: string | undefined;
  /** The entry of the keychain; accounts.ts makes it. */
  readonly account: string;
  /** Without a reference: this variable, or the file that `<variable>_FILE` names. */
  readonly variable?: string | undefined;
}

/**
 * Finds a secret (design, section 3): as it was typed, by its reference, or without one in the environment, then in the keychain, then
 * by asking at the terminal.
 * @throws PcError of kind `usage` when it is not found, or its source may not be used.
 */
export async function resolveSecret(request: SecretRequest, sources: SecretSources): Promise<string> {
  const typed = sources.typed?.[request.owner];
  if (typed !== undefined && typed !== '') return typed;
  if (request.ref === undefined) return withoutReference(request, sources);
  const ref = parseSecretRef(request.ref);
  switch (ref?.kind) {
    case 'env':
      return fromVariable(ref.name, request, sources);
    case 'file':
      return fromFile(ref.path, request, sources);
    case 'keychain':
      return fromKeychainOrPerson(request, sources);
    case undefined:
      throw notFound(`The ${request.name} is given as a plain value`, undefined, `Write ${secretRefForms}.`);
    default:
      return ref satisfies never;
  }
}

/**
 * The variable without a line end at its end, which some CI systems add to a pasted secret.
 * @throws PcError of kind `usage` when it holds what cannot be a secret: a placeholder, or the path of a file.
 */
async function variableValue(name: string, sources: SecretSources): Promise<string | undefined> {
  const value = variableIn(sources.env, name)
    ?.replace(/\r?\n$/, '')
    .replace(/^\ufeff/, '');
  if (value === undefined || value === '') return undefined;
  if (isPlaceholder(value)) throw unfilled(name);
  if (/[/\\]/.test(value) && (await isFile(value, sources)))
    throw new PcError(`${name} holds the path of a file, not a secret`, {
      kind: 'usage',
      code: 'secret-is-path',
      why: 'Nothing was sent, as a wrong password counts towards a locked account.',
      next: name.endsWith('_FILE')
        ? `Set ${name} to the secret itself.`
        : `Set ${name}_FILE to the path where this program knows that variable, or write "file:PATH" into the config.`,
    });
  return value;
}

async function isFile(path: string, { stat }: SecretSources): Promise<boolean> {
  if (path.includes('\0') || path.length > 4096) return false;
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

/** @throws PcError in CI when the config alone names the file. */
async function fromFile(path: string, { field }: SecretRequest, sources: SecretSources): Promise<string> {
  if (!sources.ci || (await sources.isAllowedFile(path))) return readSecretFile(path, sources);
  const shown = printable(path);
  throw new PcError(`The config asks for the file ${shown} in ${field}, which a pipeline does not hand out`, {
    kind: 'usage',
    code: 'file-not-allowed',
    why: 'CI is set, and the config may come from a pull request; a file is open to it only when it is named beside it.',
    next: `Pass --allow-file ${shown} or set QUALYS_ALLOW_FILE, or keep the secret in a variable that starts with QUALYS_.`,
  });
}

async function fromVariable(name: string, request: SecretRequest, sources: SecretSources): Promise<string> {
  checkVariable(name, request.field, sources);
  const value = await variableValue(name, sources);
  if (value !== undefined) return value;
  const unset = `The variable ${name} is not set.`;
  if (sources.prompt === undefined)
    throw notFound(`The ${request.name} is missing`, unset, `Set ${name} for this run.`);
  return fromKeychainOrPerson(request, sources, unset);
}

async function withoutReference(request: SecretRequest, sources: SecretSources): Promise<string> {
  const { variable } = request;
  if (variable === undefined) return fromKeychainOrPerson(request, sources);
  const value = await variableValue(variable, sources);
  if (value !== undefined) return value;
  const file = variableIn(sources.env, `${variable}_FILE`);
  if (file !== undefined && file !== '') return readSecretFile(file, sources);
  return fromKeychainOrPerson(request, sources, `Neither ${variable} nor ${variable}_FILE is set.`);
}

async function fromKeychainOrPerson(
  request: SecretRequest,
  sources: SecretSources,
  unset = '',
): Promise<string> {
  const found = await fromKeychain(request.account, sources.keychain);
  if (typeof found === 'string' && found !== '') return found;
  if (sources.prompt !== undefined) {
    const typed = await sources.prompt(`${request.name}: `);
    if (typed !== '') return typed;
    throw notFound(`The ${request.name} is missing`, 'Nothing was typed.', 'Run it again and type it.');
  }
  const isUsable = typeof found !== 'object';
  const keychain = isUsable
    ? `The keychain has no entry ${request.account}.`
    : `The keychain cannot be used: ${found.why ?? found.what}`;
  const variable = request.variable ?? 'a variable that the config names (env:NAME)';
  throw notFound(
    `The ${request.name} is missing`,
    `${unset} ${keychain}`.trimStart(),
    `Set ${variable}, or ${isUsable ? 'keep it with qualys-pc credentials set' : 'name a file that only you can read (file:PATH)'}.`,
  );
}

/** The secret; undefined when there is no entry; the error when the keychain cannot be used. */
async function fromKeychain(
  account: string,
  keychain: SecretSources['keychain'],
): Promise<string | undefined | PcError> {
  try {
    return await keychain.get(account);
  } catch (error) {
    if (isKeychainUnavailable(error)) return error;
    throw error;
  }
}

function notFound(what: string, why: string | undefined, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'secret-missing', why, next });
}
