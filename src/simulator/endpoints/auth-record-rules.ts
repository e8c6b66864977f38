import type { AuthRecord } from '../accounts/account.js';
import {
  ascii,
  flag,
  id,
  ids,
  ipList,
  oneOf,
  type ParameterRules,
  text,
  type ValueRule,
} from '../parameter-rules.js';

const unixOnly: Readonly<Record<string, ValueRule>> = {
  username: ascii(255),
  port: text(),
  sub_type: oneOf('cisco', 'checkpoint_firewall'),
  cleartext_password: flag,
  skip_password: flag,
  enable_password: ascii(100),
  expert_password: ascii(100),
  target_type: text(),
  use_agentless_tracking: flag,
  agentless_tracking_path: text(),
};

const windowsOnly: Readonly<Record<string, ValueRule>> = {
  username: ascii(31),
  windows_domain: ascii(255),
  windows_ad_domain: ascii(255),
  windows_ad_trust: flag,
  kerberos: flag,
  ntlmv2: flag,
  ntlm: flag,
  require_smb_signing: flag,
  minimum_smb_version: text(),
};

const shared: Readonly<Record<string, ValueRule>> = {
  title: ascii(255),
  ips: ipList,
  network_id: id,
  password: ascii(100),
  login_type: oneOf('basic', 'vault'),
  vault_type: text(),
  vault_id: id,
  comments: text(1999),
};

/** Parameters of the calls on records of one platform (fact sheet 12.1 and 12.3). */
export function authRecordRules(
  platform: AuthRecord['platform'],
): Record<'create' | 'update' | 'delete' | 'list', ParameterRules> {
  const known = { ...shared, ...(platform === 'unix' ? unixOnly : windowsOnly) };
  const create: ParameterRules = {
    known,
    required: platform === 'unix' ? ['title', 'username', 'ips'] : ['title', 'username'],
    apart: [
      ['windows_domain', 'windows_ad_domain'],
      ['windows_ad_domain', 'ips'],
      ['skip_password', 'password'],
    ],
  };
  const update: ParameterRules = {
    known: { ...known, ids, add_ips: ipList, remove_ips: ipList },
    required: ['ids'],
    apart: [
      ['ips', 'add_ips'],
      ['ips', 'remove_ips'],
    ],
  };
  const list: ParameterRules = {
    known: {
      title: text(),
      comments: text(),
      ids,
      id_min: id,
      id_max: id,
      details: oneOf('None', 'Basic', 'All'),
      status: text(),
      is_system_created: flag,
    },
  };
  return { create, update, list, delete: { known: { ids }, required: ['ids'] } };
}
