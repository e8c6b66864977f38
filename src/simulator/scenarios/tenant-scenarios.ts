import { identityToken } from '../accounts/acme.js';
import { someFail } from './findings.js';
import { always, isGateway } from './interceptors.js';
import type { Scenario } from './scenario.js';

/** Tenants that answer open questions of the fact sheet the other way. */
export const tenantScenarios: readonly Scenario[] = [
  { name: 'cidr-taken', title: 'CIDR is accepted in lists of IPs', behaviour: { takesCidr: true } },
  {
    name: 'new-trees',
    title: 'Answers hold elements that nobody knows yet',
    behaviour: { newTrees: true, findings: someFail },
  },
  {
    name: 'only-2.0',
    title: 'A private cloud that knows API version 2.0 alone',
    behaviour: { versions: 'only-2.0' },
  },
  {
    name: 'version-1905',
    title: 'An unknown API version answers 1905 instead of 404',
    behaviour: { versions: 'only-2.0', unknownVersion: '1905' },
  },
  {
    name: 'version-410',
    title: 'An unknown API version answers 410',
    behaviour: { versions: 'only-2.0', unknownVersion: '410', findings: someFail },
  },
  ...(['html', '410', '1905'] as const).map(
    (unknownVersion): Scenario => ({
      name: `lists-2.0-gone-${unknownVersion}`,
      title: `Version 2.0 of the scan and the policy list is gone (${unknownVersion}); launch and fetch have no other`,
      behaviour: {
        retired: ['scan/compliance list 2.0', 'compliance/policy list 2.0'],
        unknownVersion,
        findings: someFail,
      },
    }),
  ),
  ...(['scan', 'policy'] as const).map(
    (list): Scenario => ({
      name: `${list}-list-2.0-gone`,
      title: `Version 2.0 of the ${list} list alone is gone; everything else of its path has it`,
      behaviour: {
        retired: [list === 'scan' ? 'scan/compliance list 2.0' : 'compliance/policy list 2.0'],
        findings: someFail,
      },
    }),
  ),
  {
    name: 'basic-refused',
    title: 'The API server takes tokens alone: user name and password are refused with 401',
    behaviour: { basic: 'refused', findings: someFail },
  },
  {
    name: 'token-expires',
    title: 'Tokens live for twelve seconds, shorter than a scan, and do not say so',
    behaviour: { tokenSec: 12, tokenClaims: 'few', tokenStatus: 200, runningSec: 30, findings: someFail },
  },
  {
    name: 'bearer-from-gateway',
    title: "The API server wants to hear that a token is the gateway's",
    behaviour: { bearer: 'from-gateway', findings: someFail },
  },
  {
    name: 'subscription-client',
    title: 'The client belongs to the subscription; its token names no user',
    behaviour: { tokenClaims: 'few', findings: someFail },
    arrange: (account) => {
      account.client = { ...account.client, level: 'subscription' };
    },
  },
  {
    name: 'wrong-client-secret',
    title: 'The client has another secret by now',
    arrange: (account) => {
      account.client = { ...account.client, secret: 'changed yesterday' };
    },
  },
  {
    name: 'identity-provider',
    title: `The token "${identityToken}" of an identity provider is taken; the gateway cannot be reached`,
    behaviour: { findings: someFail },
    arrange: (account) => {
      account.tokens.set(identityToken, Number.POSITIVE_INFINITY);
    },
    intercept: always(isGateway, () => ({ kind: 'drop', when: 'before' })),
  },
  {
    name: 'bearer-not-for-connectors',
    title: 'Connectors take no token',
    behaviour: { bearer: 'not-for-connectors', findings: someFail },
  },
  {
    name: 'modules-as-text',
    title: 'The modules of the token are one text with commas',
    behaviour: { modulesClaim: 'text' },
  },
  {
    name: 'policy-audit-claim',
    title: 'The token names PA in the place of PC, and PC calls work',
    arrange: (account) => {
      account.modules = ['VM', 'PA', 'PC SCANNER'];
    },
  },
  {
    name: 'clock-ahead',
    title: 'The clock of the service is ten minutes ahead',
    behaviour: { clockAheadSec: 600, findings: someFail, freshness: 'second-look' },
  },
  {
    name: 'clock-behind',
    title: 'The clock of the service is ten minutes behind',
    behaviour: { clockAheadSec: -600, findings: someFail, freshness: 'second-look' },
  },
  {
    name: 'duration-of-run',
    title: 'DURATION counts from when the scanners begin, not from the launch',
    behaviour: { durationFrom: 'start', queuedSec: 6 },
  },
  { name: 'login-html', title: 'A wrong password answers an HTML page', behaviour: { unauthorized: 'html' } },
  {
    name: 'wrong-password-html',
    title: 'The password is wrong, and the answer is an HTML page',
    behaviour: { unauthorized: 'html' },
    arrange: (account) => {
      account.password = 'changed yesterday';
    },
  },
  {
    name: 'record-elements',
    title: 'Records are listed as AUTH_UNIX_RECORD',
    behaviour: { recordElement: 'AUTH_UNIX_RECORD' },
  },
  {
    name: 'group-title-case',
    title:
      'The filter of asset groups by title finds "Jenkins_AG_Payments-API" as well, which is another group',
    arrange: (account) => {
      const [group] = account.groups;
      if (group !== undefined) group.title = 'Jenkins_AG_Payments-API';
    },
    behaviour: { groupTitleCase: 'ignored', findings: someFail },
  },
  {
    name: 'other-profiles',
    title: 'Among the compliance profiles is one of the same title for vulnerability scans',
    behaviour: { otherProfiles: true, findings: someFail },
  },
  {
    name: 'no-profiles',
    title: 'No option profile: an empty root',
    arrange: (account) => {
      account.optionProfiles = [];
    },
  },
  {
    name: 'no-profiles-text',
    title: 'No option profile: a SIMPLE_RETURN without CODE',
    behaviour: { emptyProfiles: 'simple-return' },
    arrange: (account) => {
      account.optionProfiles = [];
    },
  },
  {
    name: 'policy-ids-refused',
    title: 'Posture knows no policy_ids (1901)',
    behaviour: { policyIds: false, findings: someFail },
  },
  {
    name: 'status-filter-empty',
    title: 'Posture with a status filter answers nothing',
    behaviour: { statusFilter: false, findings: someFail },
  },
];
