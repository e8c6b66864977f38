import { count, id, ids, ipList, oneOf, type ParameterRules, text } from '../parameter-rules.js';

const attributeNames = [
  'TITLE',
  'OWNER',
  'OWNER_USER_NAME',
  'NETWORK_IDS',
  'LAST_UPDATE',
  'IP_SET',
  'APPLIANCE_LIST',
  'DOMAIN_LIST',
  'DNS_LIST',
  'NETBIOS_LIST',
  'EC2_ID_LIST',
  'HOST_IDS',
  'USER_IDS',
  'UNIT_IDS',
  'BUSINESS_IMPACT',
  'CVSS',
  'COMMENTS',
  'ID',
];

const showAttributes = {
  problem: (value: string): string | undefined => {
    const odd = value.split(',').find((name) => !['None', 'All', ...attributeNames].includes(name.trim()));
    return odd === undefined ? undefined : `unknown attribute: ${odd}`;
  },
};

const details = { comments: text(255), division: text(64), function: text(64), location: text(64) };
const impact = oneOf('critical', 'high', 'medium', 'low', 'none');
const lists = ['ips', 'appliance_ids', 'domains', 'dns_names', 'netbios_names'];
const listRule = (name: string) => (name === 'ips' ? ipList : text(10_000));

/** Parameters of `action=list`. */
export const listRules: ParameterRules = {
  known: {
    ids,
    id_min: id,
    id_max: id,
    truncation_limit: count,
    network_ids: ids,
    unit_id: id,
    user_id: id,
    title: text(),
    show_attributes: showAttributes,
    output_format: oneOf('xml'),
  },
};

/** Parameters of `action=add`: bare names. */
export const addRules: ParameterRules = {
  known: {
    title: text(255),
    network_id: id,
    default_appliance_id: id,
    ...Object.fromEntries(lists.map((name) => [name, listRule(name)])),
    ...details,
    business_impact: impact,
    ...Object.fromEntries(['cdp', 'td', 'cr', 'ir', 'ar'].map((name) => [`cvss_enviro_${name}`, text()])),
  },
  required: ['title'],
};

/** Parameters of `action=edit`: the same with prefixes, so that `ips` is unknown. */
export const editRules: ParameterRules = {
  known: {
    id,
    set_title: text(255),
    ...Object.fromEntries(
      lists.flatMap((name) =>
        ['set_', 'add_', 'remove_'].map((prefix) => [`${prefix}${name}`, listRule(name)]),
      ),
    ),
    ...Object.fromEntries(Object.entries(details).map(([name, rule]) => [`set_${name}`, rule])),
    set_business_impact: impact,
    set_default_appliance_id: id,
  },
  required: ['id'],
  apart: [
    ['set_ips', 'add_ips'],
    ['set_ips', 'remove_ips'],
  ],
};
