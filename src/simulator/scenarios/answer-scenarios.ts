import { ordinary } from '../behaviour.js';
import { type Answer, bodyText, type Interceptor, type SimulatorRequest } from '../exchange.js';
import { someFail } from './findings.js';
import { call, firstTimes } from './interceptors.js';
import type { Scenario as Named } from './scenario.js';

const posture = call('compliance/posture/info', 'list');
const policyList = call('compliance/policy', 'list');

function isShared(request: SimulatorRequest): boolean {
  return posture(request) && request.params.policy_ids !== undefined;
}

/** Changes the text of posture answers that have rows, the first `times` ones or all. */
function edited(
  edit: (text: string) => string,
  { of = posture, times = Number.POSITIVE_INFINITY } = {},
): NonNullable<Named['intercept']> {
  const change = (answer: Answer): Answer => ({ ...answer, body: edit(bodyText(answer)) });
  return firstTimes(of, times, () => ({ kind: 'change', change }));
}

/** A posture answer without the glossary of each policy but one, which then holds the entries of all. */
function oneGlossary(kept: 'first' | 'last'): (text: string) => string {
  return (text) => {
    const policies = text.match(/ *<POLICY>[\s\S]*?<\/POLICY>\n/g) ?? [];
    const entries = (name: string): string =>
      [...text.matchAll(new RegExp(`<${name}_LIST>([\\s\\S]*?)</${name}_LIST>`, 'g'))]
        .map(([, inner = '']) => inner)
        .join('');
    const lists = ['HOST', 'CONTROL', 'TECHNOLOGY'].map(
      (name) => `<${name}_LIST>${entries(name)}</${name}_LIST>`,
    );
    const keeper = kept === 'first' ? 0 : policies.length - 1;
    return policies.reduce((whole, policy, index) => {
      const bare = policy.replace(/ *<GLOSSARY>[\s\S]*?<\/GLOSSARY>\n/, '');
      const full = bare.replace('</POLICY>', `<GLOSSARY>${lists.join('')}</GLOSSARY></POLICY>`);
      return whole.replace(policy, () => (index === keeper ? full : bare));
    }, text);
  };
}

/** Without the glossary's entry of this id. */
function without(name: 'HOST' | 'CONTROL', id: number): (text: string) => string {
  return (text) => text.replaceAll(new RegExp(`<${name}>\\s*<ID>${id}</ID>[\\s\\S]*?</${name}>`, 'g'), '');
}

/** Without the criticality of this control. */
function withoutLevel(id: number): (text: string) => string {
  const control = new RegExp(`<CONTROL>\\s*<ID>${id}</ID>[\\s\\S]*?</CONTROL>`, 'g');
  return (text) =>
    text.replaceAll(control, (entry) => entry.replace(/<CRITICALITY>[\s\S]*?<\/CRITICALITY>/, ''));
}

function withForeignPolicy(text: string): string {
  const [policy = ''] = text.match(/ *<POLICY>[\s\S]*?<\/POLICY>\n/) ?? [];
  const foreign = policy
    .replace(/<ID>\d+<\/ID>/, '<ID>5103</ID>')
    .replaceAll(/(<INFO>\s*<ID>)/g, '$19')
    .replaceAll('<STATUS>Passed</STATUS>', '<STATUS>Failed</STATUS>');
  return text.replace(policy, () => policy + foreign);
}

const zero = '0000-00-00T00:00:00Z';

function zeroed(...names: string[]): (text: string) => string {
  const dates = new RegExp(`(<(${names.join('|')})>)[^<]*(</\\2>)`, 'g');
  return (text) => text.replaceAll(dates, `$1${zero}$3`);
}

const rowDates = ['EVALUATION_DATE', 'POSTURE_MODIFIED_DATE', '(?:FIRST|LAST)_(?:PASS|FAIL)_DATE'];
const hostDate = 'LAST_COMPLIANCE_SCAN_DATETIME';
const response = /<RESPONSE>[\s\S]*<\/RESPONSE>/;

/** Takes LAST_EVALUATED and the date of the host away until posture has been answered once. */
function undatedAtFirst(): Interceptor {
  const bare = (answer: Answer): Answer => ({
    ...answer,
    body: bodyText(answer).replaceAll(/<(LAST_EVALUATED|LAST_COMPLIANCE_SCAN_DATETIME)>[\s\S]*?<\/\1>/g, ''),
  });
  let isFirst = true;
  return (request) => {
    if (!isFirst || !(posture(request) || policyList(request))) return undefined;
    isFirst = !posture(request);
    return { kind: 'change', change: bare };
  };
}

/** Posture answers that stand otherwise than asked, or in part. */
export const answerScenarios: readonly Named[] = [
  {
    name: 'glossary-in-first-policy',
    title: 'With policy_ids the one glossary stands inside the first POLICY',
    behaviour: { findings: someFail },
    intercept: edited(oneGlossary('first'), { of: isShared }),
  },
  {
    name: 'glossary-in-last-policy',
    title: 'With policy_ids the one glossary stands inside the last POLICY',
    behaviour: { findings: someFail },
    intercept: edited(oneGlossary('last'), { of: isShared }),
  },
  {
    name: 'glossary-without-host',
    title: 'No glossary has the host of 10.20.30.40',
    behaviour: { findings: someFail },
    intercept: edited(without('HOST', 3301)),
  },
  {
    name: 'glossary-without-host-once',
    title: 'The glossary of the first posture answer lacks the host of 10.20.30.40',
    behaviour: { findings: someFail },
    intercept: edited(without('HOST', 3301), { times: 1 }),
  },
  {
    name: 'glossary-without-control',
    title: 'No glossary has control 1141, which fails',
    behaviour: { findings: someFail },
    intercept: edited(without('CONTROL', 1141)),
  },
  {
    name: 'glossary-without-control-once',
    title: 'The glossary of the first posture answer lacks control 1141, which fails',
    behaviour: { findings: someFail },
    intercept: edited(without('CONTROL', 1141), { times: 1 }),
  },
  {
    name: 'policy-not-asked',
    title: 'With policy_ids the answer holds policy 5103 too, which was not asked for and fails',
    intercept: edited(withForeignPolicy, { of: isShared }),
  },
  {
    name: 'policy-not-asked-once',
    title: 'The same, in the first posture answer alone',
    intercept: edited(withForeignPolicy, { of: isShared, times: 1 }),
  },
  {
    name: 'policy-absent',
    title: 'With policy_ids the answer leaves out policy 5102, by policy_id it is there and fails',
    behaviour: { findings: [{ cid: 2211, status: 'Failed' }] },
    intercept: edited((text) => text.replace(/ *<POLICY>\s*<ID>5102<\/ID>[\s\S]*?<\/POLICY>\n/, ''), {
      of: isShared,
    }),
  },
  {
    name: 'rows-twice',
    title: 'Every row stands twice in its answer, under one id',
    behaviour: { findings: someFail },
    intercept: edited((text) => text.replaceAll(/ *<INFO>[\s\S]*?<\/INFO>\n/g, '$&$&')),
  },
  {
    name: 'response-twice',
    title: 'Posture answers hold RESPONSE twice',
    behaviour: { findings: someFail },
    intercept: edited((text) => text.replace(response, '$&\n$&')),
  },
  {
    name: 'response-empty',
    title: 'Posture answers are <RESPONSE/>, without even a DATETIME',
    intercept: edited((text) => text.replace(response, '<RESPONSE/>')),
  },
  {
    name: 'zero-row-dates',
    title: 'All dates of rows are 0000-00-00T00:00:00Z',
    behaviour: { findings: someFail },
    intercept: edited(zeroed(...rowDates)),
  },
  {
    name: 'zero-host-date',
    title: 'The date of the host in the glossary is 0000-00-00T00:00:00Z',
    behaviour: { findings: someFail },
    intercept: edited(zeroed(hostDate)),
  },
  {
    name: 'zero-exception-end',
    title: 'An approved exception ends at 0000-00-00T00:00:00Z: never',
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed', exception: { status: 'Approved', ends: zero } }],
    },
  },
  {
    name: 'level-in-one-policy',
    title: 'Control 1141 fails in 5101 as urgent and in 5102, which has it too, as minimal',
    arrange: (account) => {
      account.policies = account.policies.map((policy) =>
        policy.id === 5102 ? { ...policy, cids: [...policy.cids, 1141] } : policy,
      );
    },
    behaviour: {
      findings: [{ cid: 1141, status: 'Failed' }],
      level: ({ policy, cid }) => (policy === 5102 && cid === 1141 ? 1 : undefined),
    },
  },
  {
    name: 'criticality-partly',
    title: 'Control 2211, which fails, bears no criticality, and 2214, which fails, has UNDEFINED with 0',
    behaviour: { findings: someFail, level: ({ cid }) => (cid === 2214 ? 0 : undefined) },
    intercept: edited(withoutLevel(2211), { of: (request) => posture(request) || policyList(request) }),
  },
  {
    name: 'same-address-other-host',
    title: 'Rows of a terminated instance at 10.20.30.40 stay beside those of our host and fail',
    arrange: ({ hosts }) => {
      const [host] = hosts;
      if (host !== undefined)
        hosts.push({ ...host, id: 3998, tracking: 'INSTANCE_ID', dns: 'gone.acme.test' });
    },
    behaviour: { oldFindings: [{ cid: 1141, status: 'Failed' }] },
  },
  {
    name: 'same-address-two-hosts-scanned',
    title: 'Qualys has two hosts at 10.20.30.40, and both bear a date since the launch',
    arrange: ({ hosts, openedAt }) => {
      const [host] = hosts;
      if (host !== undefined)
        hosts.push({ ...host, id: 3998, tracking: 'INSTANCE_ID', lastScanAt: openedAt });
    },
  },
  {
    name: 'dates-at-second-look',
    title: 'Rows bear no date, the host and the policies do only after the first look at posture',
    behaviour: {
      findings: someFail,
      dates: { ...ordinary.dates, row: 'none', status: false, modified: false, hostList: false },
    },
    intercept: undatedAtFirst,
  },
  {
    name: 'set-aside-old-rows',
    title: 'Login to 10.20.30.41 fails; its rows of three days ago fail and are still there',
    behaviour: {
      hostFate: (ip) => (ip === '10.20.30.41' ? 'auth-failed' : 'ok'),
      oldFindings: [{ cid: 1141, status: 'Failed', host: '10.20.30.41' }],
    },
  },
  {
    name: 'three-policies-one-not-applicable',
    title: 'The profile 51491 has a third policy, 5201 for Windows, of which no control applies',
    arrange: (account) => {
      account.optionProfiles = account.optionProfiles.map((profile) =>
        profile.id === 51_491 ? { ...profile, policyIds: [...profile.policyIds, 5201] } : profile,
      );
    },
    behaviour: { findings: someFail },
  },
];
