import { ranges } from '../ipv4.js';
import type { Account } from './account.js';
import { appliances } from './appliances.js';
import { connectors, instances } from './clouds.js';
import { controlCatalogue } from './control-catalogue.js';
import { groups, records } from './groups.js';
import { hosts } from './hosts.js';
import { optionProfiles } from './option-profiles.js';
import { policies } from './policies.js';

/** Login of the simulated account; no real account has it. */
export const acmeCredentials = { username: 'acme2ab1', password: 'S1mul8ted+pass word&#%' } as const;

/** A token that the company's own identity provider issued (fact sheet 8.2). */
export const identityToken = 'idp.acme-simulated.token';

/** The subscription "Acme", as it stands when the simulator starts. */
export function openAccount(openedAt: number): Account {
  return {
    ...acmeCredentials,
    failedLogins: 0,
    client: { id: '7c1d0f3a-sim', secret: 'S1mul8ted client+secret&#%', level: 'user' },
    tokens: new Map(),
    modules: ['VM', 'PC', 'VM SCANNER', 'PC SCANNER', 'SCA', 'CA', 'AI'],
    ips: ranges(
      '10.20.30.0-10.20.30.255,10.20.31.7,10.20.40.0-10.20.40.255,10.20.50.0-10.20.51.255,10.50.1.0-10.50.1.63,198.51.100.10-198.51.100.19',
    ),
    licences: 2000,
    controls: controlCatalogue(),
    policies: policies(openedAt),
    optionProfiles: [...optionProfiles],
    appliances: [...appliances],
    groups: groups(openedAt),
    records: records(openedAt),
    connectors: connectors(openedAt),
    instances: instances(openedAt),
    hosts: hosts(openedAt),
    scans: [],
    nextId: 9_911_200,
    openedAt,
  };
}
