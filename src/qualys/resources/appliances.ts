import { readList } from '../client/read-answer.js';
import { foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';

/** A scanner appliance (fact sheet 9). */
export interface ScannerAppliance {
  readonly id: string;
  readonly name: string;
  readonly status: 'online' | 'offline' | 'unknown';
  /** AWS account of an appliance that runs in EC2: 12 digits as text. */
  readonly awsAccountId?: string | undefined;
  /** As Qualys words it; for showing only. */
  readonly region?: string | undefined;
  /** Network of the Networks feature. */
  readonly networkId?: string | undefined;
  readonly runningScans: number;
}

/** Appliances in the user's scope; external scanners never appear (fact sheet 9). */
export const listAppliances: StreamEndpoint<void, ScannerAppliance[]> = {
  ...foCall('appliances', 'list', () => ({ output_mode: 'full', include_cloud_info: '1' })),
  purpose: 'list the scanner appliances',
  repeatable: true,
  roots: ['APPLIANCE_LIST_OUTPUT'],
  read: async (chunks) => {
    const appliances: ScannerAppliance[] = [];
    await readList(chunks, {
      'RESPONSE.APPLIANCE_LIST.APPLIANCE': (appliance) => appliances.push(applianceOf(appliance)),
    });
    return appliances;
  },
};

function applianceOf(appliance: XmlNode): ScannerAppliance {
  return {
    id: appliance.text('ID'),
    name: appliance.text('NAME'),
    status: statusOf(appliance.textIfAny('STATUS')),
    runningScans: Number(appliance.textIfAny('RUNNING_SCAN_COUNT') ?? 0) || 0,
    awsAccountId: appliance.textIfAny('CLOUD_INFO.EC2_INFO.ACCOUNT_ID'),
    region: appliance.textIfAny('CLOUD_INFO.EC2_INFO.INSTANCE_REGION'),
    networkId: appliance.textIfAny('NETWORK_ID'),
  };
}

function statusOf(text: string | undefined): ScannerAppliance['status'] {
  const status = text?.toLowerCase();
  return status === 'online' || status === 'offline' ? status : 'unknown';
}
