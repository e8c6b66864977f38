import { type Account, takeId } from '../accounts/account.js';
import type { SimulatorRequest } from '../exchange.js';
import { ranges } from '../ipv4.js';
import { call, firstTimes } from './interceptors.js';
import type { Scenario } from './scenario.js';

function policyOf(account: Account, id: number): Account['policies'][number] | undefined {
  return account.policies.find((policy) => policy.id === id);
}

function addRecord(account: Account, request: SimulatorRequest | undefined, ips: string): void {
  account.records.push({
    id: takeId(account),
    platform: 'unix',
    title: request?.params.title ?? 'Jenkins_unix_payments-api',
    username: 'scan',
    password: 'set by another build',
    domain: undefined,
    domainType: 'none',
    comments: '',
    ranges: ranges(ips),
    createdAt: account.openedAt,
    createdBy: 'acme_ci',
    changedAt: account.openedAt,
  });
}

/** Changes the account just before the first request of a kind takes effect. */
function justBefore(
  endpoint: string,
  action: string,
  happen: (account: Account, request: SimulatorRequest) => void,
): NonNullable<Scenario['intercept']> {
  return (account) =>
    firstTimes(call(endpoint, action), 1, (request) => {
      happen(account, request);
      return { kind: 'delay', ms: 0 };
    })();
}

const recordTaken = justBefore('auth/unix', 'create', (account, request) =>
  addRecord(account, request, request.params.ips ?? '10.20.30.40'),
);

const sameRecord = {
  arrange: (account: Account): void => addRecord(account, undefined, '10.20.30.40'),
  intercept: justBefore('auth/unix', 'update', (account, request) => {
    for (const record of account.records) {
      if (String(record.id) !== request.params.ids) continue;
      record.password = request.params.password ?? record.password;
      record.username = request.params.username ?? record.username;
      record.comments = request.params.comments ?? record.comments;
    }
  }),
};

const adRecord = {
  platform: 'windows',
  title: 'Jenkins_windows_payments-api',
  username: 'svc_scan',
  password: 'kept by Qualys',
  domain: 'corp.acme.test',
  domainType: 'active-directory',
  comments: '',
  createdBy: 'acme_wn4',
} as const;

/** Objects of the account, and changes made by other users. */
export const objectScenarios: readonly Scenario[] = [
  {
    name: 'locked-policy',
    title: 'Policy 5102 is locked',
    arrange: (account) => Object.assign(policyOf(account, 5102) ?? {}, { locked: true }),
  },
  {
    name: 'inactive-policy',
    title: 'Policy 5102 is inactive',
    arrange: (account) => Object.assign(policyOf(account, 5102) ?? {}, { status: 'inactive' }),
  },
  {
    name: 'policy-missing',
    title: 'Policy 5102 has been deleted, the option profile still names it',
    arrange: (account) => {
      account.policies = account.policies.filter(({ id }) => id !== 5102);
    },
  },
  {
    name: 'group-taken',
    title: 'A parallel build creates the asset group a moment earlier',
    intercept: justBefore('asset/group', 'add', (account, request) => {
      account.groups.push({
        id: takeId(account),
        title: request.params.title ?? '',
        owner: account.username,
        ranges: ranges(request.params.ips ?? '10.20.30.40'),
        comments: '',
        changedAt: account.openedAt,
      });
    }),
  },
  {
    name: 'record-taken',
    title: 'A parallel build creates the authentication record a moment earlier (1905)',
    intercept: recordTaken,
  },
  {
    name: 'batch-code',
    title: 'The same, the refusal is a CODE inside a batch',
    behaviour: { recordRefusal: 'batch' },
    intercept: recordTaken,
  },
  {
    name: 'nothing-to-change',
    title: 'The authentication record is up to date already',
    ...sameRecord,
  },
  {
    name: 'nothing-to-change-code',
    title: 'The same, said with a CODE inside the batch',
    ...sameRecord,
    behaviour: { nothingToChange: 'code' },
  },
  {
    name: 'record-shared',
    title: 'The authentication record serves another IP too',
    arrange: (account) => addRecord(account, undefined, '10.20.30.40,10.20.30.99'),
  },
  {
    name: 'two-spellings',
    title: 'The authentication record exists in both spellings',
    arrange: (account) => {
      addRecord(account, undefined, '10.20.30.40');
      addRecord(account, undefined, '10.20.30.45');
      const record = account.records.at(-2);
      if (record !== undefined) record.title = 'Jenkins_Unix_payments-api';
    },
  },
  {
    name: 'plugin-spelling',
    title: 'The record is there as the plugin spells it, and the filter by title tells capitals apart',
    arrange: (account) => {
      addRecord(account, undefined, '10.20.30.40');
      const record = account.records.at(-1);
      if (record !== undefined) record.title = 'Jenkins_Unix_payments-api';
    },
    behaviour: { recordTitleCase: 'told-apart' },
  },
  {
    name: 'ad-record',
    title: 'The record of the job logs in to an Active Directory domain, so it has no IPs',
    arrange: (account) => {
      account.records.push({
        ...adRecord,
        ranges: [],
        id: takeId(account),
        createdAt: account.openedAt,
        changedAt: account.openedAt,
      });
    },
  },
  {
    name: 'everything-there',
    title: 'An earlier run has left group, record and policies as they should be',
    arrange: (account) => {
      addRecord(account, undefined, '10.20.30.40');
      const id = takeId(account);
      account.groups.push({
        id,
        title: 'Jenkins_AG_payments-api',
        owner: account.username,
        ranges: ranges('10.20.30.40'),
        comments: '',
        changedAt: account.openedAt,
      });
      for (const policy of account.policies) policy.groupIds.push(id);
    },
  },
  {
    name: 'no-licence',
    title: 'No licence is left for another IP',
    arrange: (account) => {
      account.licences = 0;
    },
  },
  {
    name: 'ip-known-refused',
    title: 'Adding a known IP is refused (1905)',
    behaviour: { knownIp: 'refused' },
  },
  {
    name: 'overlapping-record',
    title: 'An IP of another record of the same type is refused',
    behaviour: { overlappingRecord: 'refused' },
  },
  {
    name: 'one-appliance',
    title: 'One scanner appliance alone',
    arrange: (account) => {
      account.appliances = account.appliances.slice(0, 1);
    },
  },
  {
    name: 'empty-account',
    title: 'Nothing in the account yet',
    arrange: (account) => {
      account.ips = [];
      account.policies = [];
      account.optionProfiles = [];
      account.appliances = [];
      account.groups = [];
      account.records = [];
      account.connectors = [];
      account.instances = [];
      account.hosts = [];
    },
  },
];
