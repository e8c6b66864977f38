import { vi } from 'vitest';
import { PcError } from '../../src/errors.js';
import type { ScannerAppliance } from '../../src/qualys/resources/appliances.js';
import type { AuthRecord } from '../../src/qualys/resources/auth-records.js';
import type { Connector } from '../../src/qualys/resources/connectors.js';
import type { Instance } from '../../src/qualys/resources/instances.js';
import type { OptionProfile } from '../../src/qualys/resources/option-profiles.js';
import { noSecrets } from '../../src/wizard/draft.js';
import type { Session, WizardServices, WizardStart } from '../../src/wizard/services.js';
import type { Plan } from '../../src/workflow/plan/plan-changes.js';
import type { ScanEvent } from '../../src/workflow/run/events.js';
import { linuxProfile, prodConnector } from '../wizard/answers.js';
import { scanOf } from './events.js';

export const nowMs = Date.parse('2026-05-04T09:29:58Z');
/** 200 letters, some of them two columns wide. */
export const strangeTitle = `Jenkins_${'配置基线 <base> & "more" '.repeat(9)}`.slice(0, 200);

export interface FakeAccount {
  scanners: readonly ScannerAppliance[] | Error;
  optionProfiles: readonly OptionProfile[] | Error;
  connectors: readonly Connector[] | Error;
  instances: readonly Instance[] | Error;
  authRecord: AuthRecord | undefined | Error;
  plan: Plan | Error;
  connect: Error | undefined;
}

const edgeScanner: ScannerAppliance = {
  id: '501',
  name: 'edge-scan-01',
  status: 'online',
  runningScans: 0,
};

export const somePlan: Plan = {
  changes: [
    {
      step: 'auth-record',
      action: 'create',
      object: 'auth-record',
      name: 'Jenkins_unix_payments-api',
      before: null,
      after: 'user scan, IP 10.20.30.40',
    },
    {
      step: 'asset-group',
      action: 'create',
      object: 'asset-group',
      name: 'Jenkins_AG_payments-api',
      before: null,
      after: '10.20.30.40',
    },
    {
      step: 'launch',
      action: 'launch',
      object: 'scan',
      name: 'payments-api_1',
      before: null,
      after: '10.20.30.40',
    },
  ],
  newIps: null,
  warnings: [],
  found: {
    account: 'acme2ab1 on US2',
    target: '10.20.30.40',
    scanner: 'External',
    optionProfile: { id: '9001', title: 'Jenkins_Linux baseline' },
    policies: linuxProfile.policies,
    scanTitle: 'payments-api_1',
  },
  apiVersions: [],
};

export const fullAccount: FakeAccount = {
  scanners: [
    edgeScanner,
    {
      id: '502',
      name: 'aws-scan-eu',
      status: 'offline',
      awsAccountId: '012345678901',
      region: 'eu-central-1',
      runningScans: 2,
    },
    { id: '503', name: strangeTitle, status: 'unknown', runningScans: 0 },
  ],
  optionProfiles: [
    linuxProfile,
    { id: '9002', title: 'Jenkins_Windows: core & more', policies: [{ id: '21', title: strangeTitle }] },
    { id: '9003', title: 'Jenkins_Empty', policies: [] },
    { id: '9004', title: strangeTitle, policies: [{ id: '31', title: 'CIS' }] },
  ],
  connectors: [
    { ...prodConnector, lastSync: '2026-05-04T07:29:58Z' },
    {
      id: '1402',
      name: 'prod-us',
      accountId: '998877665544',
      state: 'RUNNING',
      group: 'busy',
      disabled: false,
    },
    {
      id: '1403',
      name: 'lab',
      accountId: '012345678901',
      state: 'DISABLED',
      group: 'failed',
      disabled: true,
    },
    { id: '1404', name: strangeTitle, state: 'ODD', group: 'unknown', disabled: false },
  ],
  instances: [
    {
      instanceId: 'i-0a11b22c33d44e55f',
      accountId: '123456789012',
      state: 'RUNNING',
      region: 'eu-central-1',
      privateIp: '10.50.1.20',
    },
  ],
  authRecord: undefined,
  plan: somePlan,
  connect: undefined,
};

export const serverError = new PcError('Qualys could not answer', {
  kind: 'unreachable',
  code: 'server-error',
  why: 'HTTP 500: Internal Server Error',
  next: 'Try again in a few minutes.',
});

async function answer<Value>(value: Value | Error): Promise<Value> {
  if (value instanceof Error) throw value;
  return value;
}

/** Services over an account that a test may change as it goes. Every call is a spy. */
export function fakeServices(account: FakeAccount = { ...fullAccount }, events: readonly ScanEvent[] = []) {
  const session: Session = {
    connection: { via: 'gateway', notes: [], rate: { limit: 300, remaining: 296, windowSec: 3600 } },
    listConnectors: vi.fn(() => answer(account.connectors)),
    findInstances: vi.fn(() => answer(account.instances)),
    listInstances: vi.fn(() => answer(account.instances)),
    listAuthRecords: vi.fn(async () => {
      const record = await answer(account.authRecord);
      return record === undefined ? [] : [record];
    }),
    listScanners: vi.fn(() => answer(account.scanners)),
    listOptionProfiles: vi.fn(() => answer(account.optionProfiles)),
    findAuthRecord: vi.fn(() => answer(account.authRecord)),
    onWait: vi.fn<Session['onWait']>(() => () => undefined),
    askAgain: vi.fn(),
    close: vi.fn(),
  };
  const services = {
    connect: vi.fn<WizardServices['connect']>(async () => {
      if (account.connect !== undefined) throw account.connect;
      return session;
    }),
    plan: vi.fn<WizardServices['plan']>(() => answer(account.plan)),
    launch: vi.fn<WizardServices['launch']>(() => scanOf(events, ['qualys-pc-results/result.json'])),
    saveConfig: vi.fn<WizardServices['saveConfig']>(async (_config, path) => ({ path })),
    jobsWith: vi.fn<WizardServices['jobsWith']>(async () => undefined),
    saveText: vi.fn<WizardServices['saveText']>(async (_text, path) => ({ path })),
    remember: vi.fn<WizardServices['remember']>(async () => ({ kind: 'kept' })),
    saveDraft: vi.fn(),
    forgetDraft: vi.fn(),
  } satisfies WizardServices;
  return { account, session, services };
}

export const freshStart: WizardStart = {
  keptDraft: undefined,
  recentAccounts: [],
  detachedScan: undefined,
  prefilled: undefined,
  fromEnvironment: {},
  configPath: undefined,
  secrets: noSecrets,
  job: { name: 'payments-api', guessed: true, build: 'local' },
  demo: false,
};
