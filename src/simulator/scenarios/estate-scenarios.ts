import type { Account, Instance } from '../accounts/account.js';
import { ranges } from '../ipv4.js';
import type { Scenario } from './scenario.js';

const hour = 3_600_000;
const accounts = 12;
/** Running ones of each account; every second account has ten of them in another region. */
const perAccount = 25;
const elsewhere = 10;

function accountNumber(account: number): string {
  return String(200_000_000_000 + account);
}

/** One instance of an account; number 0 is stopped. */
function instanceOf(account: number, number: number, openedAt: number): Instance {
  const assetId = 6_700_000 + account * 100 + number;
  const isElsewhere = account % 2 === 0 && number > perAccount - elsewhere;
  return {
    assetId,
    name: `estate-${account}-${number}`,
    sources: [
      {
        instanceId: `i-0e57a7e00000${String(assetId).slice(-5)}`,
        accountId: accountNumber(account),
        state: number === 0 ? 'STOPPED' : 'RUNNING',
        region: isElsewhere ? 'us-east-1' : 'eu-central-1',
        privateIp: `10.50.${100 + account}.${10 + number}`,
        lastUpdated: openedAt - hour,
        tags: [
          { key: 'Name', value: `estate-${account}-${number}` },
          { key: 'team', value: account <= accounts / 2 ? 'ledger' : 'payments' },
        ],
      },
    ],
    unknownUntilRunOf: undefined,
  };
}

function growEstate(account: Account): void {
  const [connector] = account.connectors;
  if (connector === undefined) return;
  account.licences = 10_000;
  account.ips.push(...ranges(`10.50.101.0-10.50.${100 + accounts}.255`));
  for (let number = 1; number <= accounts; number += 1) {
    account.connectors.push({
      ...connector,
      id: 2000 + number,
      name: `estate-${String(number).padStart(2, '0')}`,
      accountId: accountNumber(number),
      uuid: `5d0c8a00-0000-4000-8000-${String(2000 + number).padStart(12, '0')}`,
    });
    for (let instance = 0; instance <= perAccount; instance += 1)
      account.instances.push(instanceOf(number, instance, account.openedAt));
  }
}

/** Many accounts in one subscription. */
export const estateScenarios: readonly Scenario[] = [
  {
    name: 'estate',
    title: '300 running instances behind connectors estate-01 to estate-12, tagged by team; 10,000 licences',
    arrange: growEstate,
    behaviour: { findings: [{ cid: 1141, status: 'Failed', host: '10.50.107.20' }] },
  },
];
