import type { Appliance } from './account.js';

/** Appliances online and offline, in EC2 and in other clouds, whole and half known. */
export const appliances: readonly Appliance[] = [
  { id: 40101, name: 'edge-scan-01', online: true, softwareVersion: '14.2.40-1', kind: 'plain' },
  { id: 40102, name: 'edge-scan-02', online: false, softwareVersion: '14.2.38-1', kind: 'plain' },
  { id: 40103, name: 'dc-berlin-01', online: true, softwareVersion: '', kind: 'empty' },
  {
    id: 40112,
    name: 'ec2-scan-01',
    online: true,
    softwareVersion: '14.2.40-1',
    kind: 'ec2',
    accountId: '123456789012',
    region: 'EU (Frankfurt)',
  },
  {
    id: 40113,
    name: 'ec2-scan-02',
    online: true,
    softwareVersion: '14.2.40-1',
    kind: 'ec2',
    accountId: '012345678901',
    region: 'us-east-1',
  },
  {
    id: 40114,
    name: 'ec2-scan-03',
    online: false,
    softwareVersion: '14.2.36-1',
    kind: 'ec2',
    accountId: '998877665544',
    region: 'US East (N. Virginia)',
  },
  { id: 40115, name: 'ec2-scan-new', online: true, softwareVersion: '', kind: 'ec2-partly-known' },
  { id: 40121, name: 'azure-scan-01', online: true, softwareVersion: '14.2.40-1', kind: 'azure' },
  { id: 40122, name: 'gce-scan-01', online: true, softwareVersion: '14.2.40-1', kind: 'gce' },
];
