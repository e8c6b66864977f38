import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';

/** A key and its certificate, as PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** What can be done to the TLS of a call. */
export interface TlsFaults {
  /** Puts bytes that are no TLS record into the connection of this client port, and ends it. */
  readonly corrupt: (remotePort: number | undefined) => void;
  /** From the next connection on the server shows a certificate of an authority that nobody trusts, until `mend`. */
  readonly distrust: () => void;
  readonly mend: () => void;
}

/** An HTTP server, over TLS where it has a certificate. */
export function createListener(
  onRequest: RequestListener,
  tls: { readonly trusted: Identity; readonly untrusted: Identity } | undefined,
): { readonly server: Server; readonly tlsFaults?: TlsFaults } {
  if (tls === undefined) return { server: createServer(onRequest) };
  const server = createTlsServer(tls.trusted, onRequest);
  const below = new Map<number | undefined, Socket>();
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    below.set(port, socket);
    socket.on('error', () => undefined).on('close', () => below.delete(port));
  });
  server.on('tlsClientError', () => undefined);
  return {
    server,
    tlsFaults: {
      corrupt: (remotePort) => {
        below.get(remotePort)?.end('\x17\x03\x03\x00\x05no TLS');
      },
      distrust: () => server.setSecureContext(tls.untrusted),
      mend: () => server.setSecureContext(tls.trusted),
    },
  };
}
