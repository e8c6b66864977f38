import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { makeCertificates } from '../../src/simulator/certificate.js';
import { serverTime } from '../../src/simulator/server-time.js';
import { beginCall } from './open-calls.js';

/** One request that the proxy saw. */
export interface ProxyRequest {
  readonly method: string;
  /** What stands after the method: `host:port` for CONNECT. */
  readonly target: string;
  /** All but Proxy-Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authorized: boolean;
  /** Whether a login came with it, right or wrong. */
  readonly isLogin: boolean;
}

export interface ConnectProxy {
  readonly port: number;
  /** Every request, in order. */
  readonly seen: readonly ProxyRequest[];
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  readonly username: string;
  readonly password: string;
  /** The port of this machine that stands for a host. */
  readonly portFor: (host: string, port: number) => number;
  /** Lines of its 407 that say how to log in; Basic by default. */
  readonly offers?: readonly string[];
  /** Ends the tunnel's TLS here, for a server behind it that speaks plain HTTP; its key is read once for all tunnels. */
  readonly tls?: SecureContext;
}

/** A proxy of a company network: tunnels only, and only for those who know its password. */
export async function startConnectProxy({
  username,
  password,
  portFor,
  offers = ['Basic realm="acme"'],
  tls,
}: ConnectProxyOptions): Promise<ConnectProxy> {
  const login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const seen: ProxyRequest[] = [];
  const sockets = new Set<Socket>();
  const see = (method = '', target = '', headers: Readonly<Record<string, unknown>> = {}): boolean => {
    const { 'proxy-authorization': given, ...others } = headers;
    const authorized = given === login;
    const told = Object.entries(others).map(([name, value]): [string, string] => [name, String(value)]);
    const isLogin = given !== undefined;
    seen.push({ method, target, headers: Object.fromEntries(told), authorized, isLogin });
    return authorized;
  };
  const server = createServer((request, response) => {
    see(request.method, request.url, request.headers);
    response.writeHead(405).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? '';
    if (!see(request.method, target, request.headers)) {
      client.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\n${offers.map((offer) => `Proxy-Authenticate: ${offer}\r\n`).join('')}\r\n`,
      );
      return;
    }
    const { hostname, port } = new URL(`tunnel://${target}`);
    const isThrough = beginCall();
    const upstream = connect(portFor(hostname, Number(port)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      const inner =
        tls === undefined ? client : new TLSSocket(client, { isServer: true, secureContext: tls });
      inner.on('error', () => client.destroy());
      if (inner === client) isThrough();
      else inner.once('secure', isThrough);
      upstream.pipe(inner).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => {
      isThrough();
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What ends the TLS of a proxy's tunnels, and a file of the authority to trust for it; the file goes with the test. */
export async function tunnelEnd(onTestFinished: (end: () => void) => void) {
  const { certificate: cert, key, ca } = await makeCertificates(serverTime());
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  return { tls: createSecureContext({ cert, key }), caFile };
}

/** What a config says to reach its public platform through the proxy, with the password in QUALYS_PROXY_PASSWORD. */
export function configThrough({ port }: ConnectProxy, username: string) {
  return {
    apiServer: null,
    gateway: null,
    proxy: { host: '127.0.0.1', port, username, password: 'env:QUALYS_PROXY_PASSWORD' },
  };
}
