import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** The functions of keytar that are used. */
export interface KeytarModule {
  readonly getPassword: (service: string, account: string) => Promise<string | null | undefined>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
  readonly findCredentials: (service: string) => Promise<readonly { readonly account: string }[]>;
  /** Gives every call up that is on its way. */
  readonly end?: () => void;
}

/** The name of a function of the module, and what it is given. */
type Call = readonly [name: Exclude<keyof KeytarModule, 'end'>, ...args: string[]];

/**
 * A keychain that never answers holds a thread of its process, which then no signal and no exit ends. So this is one
 * call of the native module, read from standard input and answered on standard output. It runs without the files
 * of this program, and ends itself when its parent is gone.
 */
const childProgram = `'use strict';
let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
process.stdin.on('data', (chunk) => {
  text += chunk;
  if (!text.endsWith('\\n')) return;
  const [name, ...args] = JSON.parse(text);
  const answer = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
  Promise.resolve()
    .then(() => require(process.argv[1])[name](...args))
    .then((value) => answer({ value: value === undefined ? null : value }))
    .catch((error) => answer({ error: String((error && error.message) || error) }));
});
`;

/** The native module, each call in a process that can be ended. @throws when it is not installed. */
export function keytarInProcess(): KeytarModule {
  const path = createRequire(import.meta.url).resolve('keytar/keytar.js');
  const ends = new Set<() => void>();
  const ask = async (...call: Call): Promise<unknown> => {
    const child = spawn(process.execPath, ['-e', childProgram, path], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const end = () => child.kill('SIGKILL');
    ends.add(end);
    try {
      return await new Promise((resolve, reject) => {
        let text = '';
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (!text.endsWith('\n')) return;
          const { error, value } = JSON.parse(text) as { error?: string; value?: unknown };
          if (error === undefined) resolve(value);
          else reject(new Error(error));
        });
        child.on('error', reject);
        child.on('close', () => reject(new Error('It ended without an answer.')));
        // A child that is gone by then is reported by its end.
        child.stdin.on('error', () => undefined);
        child.stdin.write(`${JSON.stringify(call)}\n`);
      });
    } finally {
      ends.delete(end);
      end();
    }
  };
  return {
    getPassword: async (service, account) => (await ask('getPassword', service, account)) as string | null,
    setPassword: async (service, account, password) => {
      await ask('setPassword', service, account, password);
    },
    deletePassword: async (service, account) => (await ask('deletePassword', service, account)) === true,
    findCredentials: async (service) =>
      (await ask('findCredentials', service)) as readonly { readonly account: string }[],
    end: () => {
      for (const end of ends) end();
    },
  };
}
