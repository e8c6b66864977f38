import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './accounts/account.js';
import { acmeCredentials, openAccount } from './accounts/acme.js';
import { type Behaviour, ordinary } from './behaviour.js';
import { makeCertificates } from './certificate.js';
import type { Interceptor } from './exchange.js';
import type { JournalEntry } from './journal.js';
import { Reception } from './reception.js';
import { findScenario } from './scenarios/find-scenario.js';
import { serverTime } from './server-time.js';

export { isScenario, scenarios } from './scenarios/find-scenario.js';

/** How a simulator is started; everything has a default. */
export interface SimulatorOptions {
  /** A name of `scenarios`, or one of the family `error-<CODE>`; `pass` by default. */
  readonly scenario?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** HTTPS, with a throw-away authority whose certificate is in `caFile`. */
  readonly tls?: boolean;
  /** A scan takes seconds at 1; 20 makes it twenty times faster. */
  readonly speed?: number;
  /** What differs from the scenario: variants that need no name. */
  readonly behaviour?: Partial<Behaviour>;
  /** The time of the service in milliseconds, for tests that let minutes pass at once; the machine's by default. */
  readonly clock?: () => number;
  /** Where `ca.pem` is written; a temporary folder otherwise. */
  readonly directory?: string;
}

/** A Qualys subscription that answers over HTTP: API server, gateway and portal at one address. */
export interface Simulator {
  readonly url: string;
  readonly caFile: string | undefined;
  readonly credentials: { readonly username: string; readonly password: string };
  /** Every request, in order. */
  readonly journal: readonly JournalEntry[];
  /** Live: tests read and change it. */
  readonly account: Account;
  /** Adds a handler of each request before it is answered; see `Interception`. Later handlers are called first. */
  intercept(handler: Interceptor): void;
  close(): Promise<void>;
}

/** Starts the simulator on the loopback interface. @throws RangeError when the scenario is unknown. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenario = findScenario(options.scenario ?? 'pass');
  const behaviour = { ...ordinary, ...scenario.behaviour, ...options.behaviour };
  const clock = options.clock ?? serverTime;
  const account = openAccount(clock() + behaviour.clockAheadSec * 1000);
  scenario.arrange?.(account);
  const interceptors: Interceptor[] = scenario.intercept === undefined ? [] : [scenario.intercept(account)];
  const reception = new Reception({
    tenant: {
      account,
      behaviour,
      speed: options.speed ?? 1,
      looks: new Map(),
      scanLooks: 0,
    },
    interceptors,
    clock,
    scheme: options.tls === true ? 'https' : 'http',
  });
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    void reception.receive(incoming, response);
  };
  const certificates = options.tls === true ? await makeCertificates(serverTime()) : undefined;
  const server =
    certificates === undefined
      ? createServer(onRequest)
      : createTlsServer({ cert: certificates.certificate, key: certificates.key }, onRequest);
  const ownFolder =
    certificates !== undefined && options.directory === undefined
      ? await mkdtemp(join(tmpdir(), 'qualys-pc-simulator-'))
      : undefined;
  const folder = options.directory ?? ownFolder;
  const caFile = certificates === undefined || folder === undefined ? undefined : join(folder, 'ca.pem');
  if (certificates !== undefined && caFile !== undefined) await writeFile(caFile, certificates.ca);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${port}`,
    caFile,
    credentials: acmeCredentials,
    journal: reception.journal,
    account,
    intercept: (handler) => interceptors.unshift(handler),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
    },
  };
}
