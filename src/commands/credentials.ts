import { basename } from 'node:path';
import { jobNameFrom } from '../config/job-name.js';
import { loadAccount, loadConfig } from '../config/load-config.js';
import { hostAccount, proxyAccount, type SecretOwner } from '../credentials/accounts.js';
import { createKeychain, type Keychain } from '../credentials/keychain.js';
import { loginAccount, loginIdentity } from '../credentials/qualys-login.js';
import { resolveUsername } from '../credentials/usernames.js';
import { exitCode, PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import { serversOf } from '../workflow/plan/scan-request.js';
import { findConfigFile } from './account/config-file.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printDocument, printLines, printTold } from './process/print.js';
import { isSet } from './process/process-io.js';
import { promptSecret, readStdin } from './process/prompt.js';

export interface SetCredentialArgs extends AccountArgs {
  readonly owner: SecretOwner;
  readonly json?: boolean | undefined;
}

function missing(what: string, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'credential-unnamed', next });
}

/** The keychain's name of the entry that the config or the flags mean. */
async function accountOf(args: SetCredentialArgs, io: CommandIo): Promise<string> {
  const file = await findConfigFile(args, io);
  const { flags, owner, allowEnv } = args;
  const trust = { env: io.env, ci: isSet(io.env.CI), allowEnv };
  switch (owner) {
    case 'qualys': {
      const account = loadAccount({ flags, file });
      return loginAccount(serversOf(account).apiServer, loginIdentity(account.credentials, trust));
    }
    case 'proxy': {
      const { proxy } = loadAccount({ flags, file });
      if (proxy === undefined || (proxy.username === undefined && proxy.password === undefined))
        throw missing(
          'The proxy of the password is not named.',
          'Pass --proxy-host, --proxy-port and --proxy-username, or a config that has them.',
        );
      const { username: written } = proxy;
      const username = resolveUsername(
        { name: 'user name of the proxy', field: 'proxy.username', written },
        trust,
      );
      return proxyAccount({ ...proxy, username });
    }
    case 'host': {
      const { jobName, authPlatform } = flags;
      if (typeof jobName === 'string' && (authPlatform === 'unix' || authPlatform === 'windows'))
        return hostAccount(jobName, authPlatform);
      if (file === undefined)
        throw missing(
          'The job of the password is not named.',
          'Pass --job-name and --auth-platform, or a config.',
        );
      const { config } = loadConfig({ flags, file });
      if (config.scan.authRecord === undefined)
        throw missing('The config has no auth record.', 'Pass --auth-platform, or add scan.authRecord.');
      const { platform, existing } = config.scan.authRecord;
      if (existing !== undefined || platform === undefined)
        throw missing(
          'The auth record of the config exists in Qualys and keeps its own login.',
          'No password is needed for it.',
        );
      return hostAccount(jobNameFrom(config, io.env, basename(io.cwd)).name, platform);
    }
    default:
      return owner satisfies never;
  }
}

async function readSecret(
  { passwordStdin }: SetCredentialArgs,
  account: string,
  io: CommandIo,
): Promise<string> {
  if (!passwordStdin && !io.interactive)
    throw new PcError('There is no terminal to ask for the password.', {
      kind: 'usage',
      code: 'secret-missing',
      next: 'Pipe it in with --password-stdin.',
    });
  const secret = passwordStdin
    ? await readStdin(io)
    : await promptSecret(io, `Password for ${printable(account)}: `);
  if (secret === '')
    throw new PcError('The password is empty.', {
      kind: 'usage',
      code: 'secret-missing',
      next: 'Run the command again and give one.',
    });
  return secret;
}

/** Keeps a password in the operating system's keychain. */
export async function runCredentialsSet(
  args: SetCredentialArgs,
  io: CommandIo,
  keychain: Keychain = createKeychain(io),
): Promise<number> {
  const account = await accountOf(args, io);
  const secret = await readSecret(args, account, io);
  await keychain.set(account, secret);
  const lines = [`Kept in the keychain as ${printable(account)}.`];
  printTold(io.stdout, { lines, document: { account, kept: true } }, args.json === true);
  return exitCode.passed;
}

/** Names what is kept; never the secrets. */
export async function runCredentialsList(
  { json = false }: { readonly json?: boolean },
  io: CommandIo,
  keychain: Keychain = createKeychain(io),
): Promise<number> {
  const accounts = await keychain.list();
  if (json) {
    printDocument(io.stdout, { version: 1, accounts });
    return exitCode.passed;
  }
  if (accounts.length === 0) printLines(io.stderr, ['The keychain holds nothing of qualys-pc.']);
  for (const account of accounts) printLines(io.stdout, [printable(account)]);
  return exitCode.passed;
}

/** Removes a password by the name that `list` shows. */
export async function runCredentialsRemove(
  { account, json = false }: { readonly account: string; readonly json?: boolean },
  io: CommandIo,
  keychain: Keychain = createKeychain(io),
): Promise<number> {
  if (!(await keychain.remove(account)))
    throw new PcError(`The keychain has no entry ${printable(account)}.`, {
      kind: 'usage',
      code: 'credential-unknown',
      next: 'Run qualys-pc credentials list to see the names.',
    });
  const lines = [`Removed ${printable(account)} from the keychain.`];
  printTold(io.stdout, { lines, document: { account, removed: true } }, json);
  return exitCode.passed;
}
