import { ascii, count, flag, id, ids, ipList, oneOf, type ParameterRules, text } from '../parameter-rules.js';

/** The parameters of which one must name a target. */
const targets = [
  'ip',
  'asset_group_ids',
  'asset_groups',
  'tag_set_include',
  'connector_name',
  'connector_uuid',
];
/** The parameters that name a scanner. */
export const scannerParameters = [
  'iscanner_name',
  'iscanner_id',
  'default_scanner',
  'scanners_in_ag',
  'scanners_in_tagset',
  'scanners_in_network',
];

/** Parameters of `action=launch` (fact sheet 15.2). */
export const launchRules: ParameterRules = {
  known: {
    scan_title: ascii(2000),
    option_id: id,
    option_title: text(),
    ip: ipList,
    asset_group_ids: ids,
    asset_groups: text(),
    exclude_ip_per_scan: ipList,
    target_from: oneOf('assets', 'tags'),
    tag_set_by: oneOf('id', 'name'),
    tag_set_include: text(),
    tag_set_exclude: text(),
    tag_include_selector: oneOf('any', 'all'),
    tag_exclude_selector: oneOf('any', 'all'),
    ip_network_id: count,
    iscanner_name: text(),
    iscanner_id: text(),
    default_scanner: flag,
    scanners_in_ag: flag,
    scanners_in_tagset: flag,
    scanners_in_network: flag,
    connector_name: text(),
    connector_uuid: text(),
    ec2_endpoint: text(),
    ec2_instance_ids: text(),
    ec2_only_classic: flag,
    client_id: id,
    client_name: text(),
  },
  onlyOne: [
    ['option_id', 'option_title'],
    ['iscanner_name', 'iscanner_id', 'default_scanner'],
    ['connector_name', 'connector_uuid'],
  ],
  atLeastOne: [['option_id', 'option_title'], targets],
  apart: [
    ['ip', 'connector_name'],
    ['ip', 'connector_uuid'],
  ],
};
