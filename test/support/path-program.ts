import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { exitCode } from '../../src/errors.js';
import { builtProgram } from './program.js';
import { runHere } from './run-here.js';

/** What a command of the PATH was started with. */
interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

function write(bin: string, script: string): void {
  const path = join(bin, 'qualys-pc');
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

/** Puts the built program into a folder of the PATH, as `qualys-pc`. */
export function installBuilt(bin: string): void {
  write(bin, `#!/bin/sh\nexec '${process.execPath}' '${builtProgram}' "$@"\n`);
}

/**
 * Puts a `qualys-pc` into a folder of the PATH that runs the command in this process (`runHere`): what a pipeline does
 * with the program is the same, and a second of starting and of cold code is saved each time. Signals do not reach it.
 */
export async function installHere(bin: string): Promise<void> {
  listening ??= listen();
  // The request: the number of arguments, they, the folder and the variables, each ended by NUL, and an empty one.
  write(
    bin,
    `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${await listening}
{ printf '%s\\0' "$#" "$@" "$PWD" && env -0 && printf '\\0'; } >&3
read -r code length <&3
head -c "$length" <&3
cat <&3 >&2
exit "$code"
`,
  );
}

let listening: Promise<number> | undefined;

/** The port at which this process answers; it keeps nothing alive. */
function listen(): Promise<number> {
  const server = createServer(answer).unref();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function answer(socket: Socket): void {
  let text = '';
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const call = callOf(text);
    if (call === undefined) return;
    socket.removeAllListeners('data').resume();
    void runHere(call.args, call).then(
      ({ code, stdout, stderr }) => socket.end(`${code} ${Buffer.byteLength(stdout)}\n${stdout}${stderr}`),
      (error: unknown) => socket.end(`${exitCode.bug} 0\n${String(error)}\n`),
    );
  });
}

/** The call of a request that is whole. */
function callOf(text: string): Call | undefined {
  const [count = '', ...parts] = text.split('\0');
  const args = parts.slice(0, Number(count));
  const [cwd = '', ...variables] = parts.slice(args.length);
  const end = variables.indexOf('');
  // The last part is what came so far of the next one.
  if (end < 0 || end === variables.length - 1) return undefined;
  const env = variables.slice(0, end).map((one): [string, string] => {
    const at = one.indexOf('=');
    return [one.slice(0, at), one.slice(at + 1)];
  });
  return { args, cwd, env: Object.fromEntries(env) };
}
