import type { Appliance } from '../accounts/account.js';
import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { attributed, type Element, element, freeElement } from '../markup.js';
import { flag, id, idNumbers, ids, oneOf, text } from '../parameter-rules.js';
import { formatTime } from '../server-time.js';

/** `/fo/appliance/` (fact sheet 9). */
export const applianceEndpoint: FoEndpoint = {
  versions: ['2.0'],
  actions: {
    list: {
      changes: false,
      rules: {
        known: {
          output_mode: oneOf('brief', 'full'),
          ids,
          name: text(),
          busy: flag,
          scan_ref: text(),
          type: oneOf('physical', 'virtual', 'containerized', 'offline'),
          platform_provider: oneOf('ec2', 'ec2_compat', 'gce', 'azure', 'vCenter'),
          include_cloud_info: flag,
          scan_detail: flag,
          show_tags: flag,
          include_license_info: flag,
          network_id: id,
        },
      },
      run: list,
    },
  },
};

function list({ account, params, now }: FoCall): XmlDocument {
  const wanted = params.ids === undefined ? undefined : idNumbers(params.ids);
  const full = params.output_mode === 'full';
  const found = account.appliances.filter(
    ({ id: number, name, kind }) =>
      (wanted?.includes(number) ?? true) &&
      name.includes(params.name ?? '') &&
      (params.platform_provider === undefined || kind.startsWith(params.platform_provider)),
  );
  const appliances = found.map((appliance) =>
    element(
      'APPLIANCE',
      ...brief(appliance),
      ...(full ? details(appliance, params.include_cloud_info === '1') : []),
    ),
  );
  return {
    root: 'APPLIANCE_LIST_OUTPUT',
    dtd: 'fo/appliance/appliance_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        appliances.length === 0 ? undefined : element('APPLIANCE_LIST', ...appliances),
        params.include_license_info === '1'
          ? element('LICENSE_INFO', element('QVSA_LICENSES_COUNT', 20), element('QVSA_LICENSES_USED', 9))
          : undefined,
      ),
    ],
  };
}

function brief(appliance: Appliance): Element[] {
  return [
    element('ID', appliance.id),
    element('UUID', `5b7d2a10-6a3f-4b77-9f6a-0000000${appliance.id}`),
    element('NAME', appliance.name),
    element('SOFTWARE_VERSION', appliance.softwareVersion === '' ? undefined : appliance.softwareVersion),
    element('RUNNING_SLICES_COUNT', 0),
    element('RUNNING_SCAN_COUNT', 0),
    element('STATUS', appliance.online ? 'Online' : 'Offline'),
  ];
}

function details(appliance: Appliance, withCloud: boolean): (Element | undefined)[] {
  const inCloud = appliance.kind !== 'plain' && appliance.kind !== 'empty';
  const emptyAddress = appliance.kind === 'empty' ? '128.0.0.0' : '10.20.0.9';
  return [
    element('MODEL_NUMBER', appliance.kind === 'empty' ? undefined : 'cvscanner'),
    element('SERIAL_NUMBER', appliance.kind === 'empty' ? undefined : '0'),
    element(
      'INTERFACE_SETTINGS',
      element('INTERFACE', 'lan'),
      element('IP_ADDRESS', emptyAddress),
      element('NETMASK', '255.255.255.0'),
      element('GATEWAY', emptyAddress),
      element('LEASE', 'Static'),
      element('SPEED'),
      element('DUPLEX', 'Unknown'),
      element('DNS', element('DOMAIN'), element('PRIMARY', emptyAddress), element('SECONDARY')),
    ),
    element('PROXY_SETTINGS', element('SETTING', 'Disabled')),
    element('IS_CLOUD_DEPLOYED', inCloud ? 1 : 0),
    inCloud && withCloud ? cloudInfo(appliance) : undefined,
    element('VLANS', element('SETTING', 'Disabled')),
    element('STATIC_ROUTES'),
    element('ML_LATEST', '14.2.40-1'),
    attributed({ updated: 'yes' }, element('ML_VERSION', '14.2.40-1')),
    element('ASSET_GROUP_COUNT', 0),
    element('LAST_UPDATED_DATE', '2026-05-04T08:00:00Z'),
    element('POLLING_INTERVAL', '180 seconds'),
    element('USER_LOGIN', 'acme2ab1'),
    element('HEARTBEATS_MISSED', appliance.online ? 0 : 212),
    freeElement('COMMENTS', ''),
  ];
}

function cloudInfo(appliance: Appliance): Element {
  if (appliance.kind === 'azure' || appliance.kind === 'gce') {
    const provider = appliance.kind;
    return element(
      'CLOUD_INFO',
      element('PLATFORM_PROVIDER', provider),
      element(`${provider.toUpperCase()}_INFO`, element('INSTANCE_ID', `${provider}-4711`)),
    );
  }
  const known = appliance.accountId !== undefined;
  return element(
    'CLOUD_INFO',
    element('PLATFORM_PROVIDER', 'ec2'),
    element(
      'EC2_INFO',
      element('INSTANCE_ID', `i-0a11b22c33d4${appliance.id}`),
      element('INSTANCE_TYPE', known ? 'm5.large' : undefined),
      element('AMI_ID', known ? 'ami-0fedcba9876543210' : undefined),
      known ? element('ACCOUNT_ID', appliance.accountId) : undefined,
      element('INSTANCE_REGION', appliance.region),
      element('INSTANCE_VPC_ID', known ? 'vpc-0123abcd' : undefined),
      element('INSTANCE_ADDRESS_PRIVATE', known ? '10.20.0.9' : undefined),
      element('API_PROXY_SETTINGS', element('SETTING', 'Disabled')),
    ),
  );
}
