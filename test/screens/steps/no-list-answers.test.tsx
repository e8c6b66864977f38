import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { demoConfig } from '../../../src/commands/demo.js';
import type { WrittenConfig } from '../../../src/config/schema.js';
import type { AuthRecord } from '../../../src/qualys/resources/auth-records.js';
import type { OptionProfile } from '../../../src/qualys/resources/option-profiles.js';
import type { AccountLists } from '../../../src/screens/state/use-account-lists.js';
import { AuthRecordScreen } from '../../../src/screens/steps/auth-record.js';
import { OptionProfileScreen } from '../../../src/screens/steps/option-profile.js';
import { ScannerScreen } from '../../../src/screens/steps/scanner.js';
import { TargetScreen } from '../../../src/screens/steps/target/target.js';
import type { Draft } from '../../../src/wizard/draft.js';
import { configFromDraft, draftFromConfig } from '../../../src/wizard/draft-config.js';
import { readDraft } from '../../../src/wizard/draft-schema.js';
import type { Facts } from '../../../src/wizard/facts.js';
import type { WizardStepId } from '../../../src/wizard/steps.js';
import { keys } from '../../support/draw.js';
import { ec2Draft, hostDraft, linuxProfile } from '../../wizard/answers.js';
import { type AnyStepProps, drawStep, failed, loading, ready } from '../draw-step.js';
import { fullAccount } from '../fake-services.js';

const record: AuthRecord = { id: '7', platform: 'unix', title: 'Shared login', username: 'scan', ips: '' };
const scan = configFromDraft({ ...hostDraft, scanner: 'edge-scan-01' }).scan;
const ec2ScanWith = (connector: NonNullable<Draft['connector']>) =>
  configFromDraft({ ...ec2Draft, connector }).scan;
const withScan = (patch: Partial<WrittenConfig['scan']>): Draft =>
  draftFromConfig({ ...configFromDraft(hostDraft), scan: { ...scan, ...patch } });
const demo = draftFromConfig(
  demoConfig({ url: 'http://127.0.0.1:1', credentials: { username: 'acme2ab1' } }),
);
/** What was answered in the demo of a target in AWS. */
const demoEc2: Draft = {
  ...demo,
  targetKind: 'ec2',
  instanceIds: ec2Draft.instanceIds,
  connector: ec2Draft.connector,
};
const demoProfile: OptionProfile = {
  id: '9012',
  title: 'Jenkins_Twelve policies',
  policies: [5101, 5102, 5103, 5305].map((id) => ({ id: `${id}`, title: `Policy ${id}` })),
};

/** A draft as an earlier session has kept it on disk. */
function keptDraft(patch: Partial<Draft>): Draft {
  const read = readDraft(JSON.parse(JSON.stringify({ ...hostDraft, ...patch })));
  if (read === undefined) throw new Error('The draft cannot be read back.');
  return read;
}

interface ListOfAnswers {
  readonly step: WizardStepId;
  readonly Screen: (props: AnyStepProps) => ReactNode;
  readonly lists: readonly (keyof AccountLists)[];
  /** Keys that lead to the list. */
  readonly way: readonly string[];
  /** Drafts with an answer, and how the row says it. */
  readonly answers: Readonly<Record<string, readonly [draft: Draft, row: string]>>;
}

const lists: Readonly<Record<string, ListOfAnswers>> = {
  Scanner: {
    step: 'scanner',
    Screen: ScannerScreen,
    lists: ['scanners'],
    way: [],
    answers: {
      'a draft': [keptDraft({ scanner: 'edge-scan-01' }), 'edge-scan-01'],
      'a config': [withScan({}), 'edge-scan-01'],
      'a config with ids': [withScan({ scanner: '501' }), '(?:501|edge-scan-01)'],
      'the demo': [demo, 'edge-scan-01'],
    },
  },
  Profile: {
    step: 'option-profile',
    Screen: OptionProfileScreen,
    lists: ['optionProfiles'],
    way: [],
    answers: {
      'a draft': [keptDraft({}), 'Jenkins_Linux baseline'],
      'a config': [
        withScan({ optionProfile: { title: 'Jenkins_Linux baseline' } }),
        'Jenkins_Linux baseline',
      ],
      'a config with ids': [
        withScan({ optionProfile: { id: '9001' }, policies: [{ id: '12' }] }),
        '(?:9001|Jenkins_Linux baseline)',
      ],
      'the demo': [demo, 'Jenkins_Twelve policies'],
    },
  },
  Connector: {
    step: 'target',
    Screen: TargetScreen,
    lists: ['connectors'],
    way: [keys.tab, keys.tab],
    answers: {
      'a draft': [keptDraft(ec2Draft), 'prod-eu'],
      'a config': [withScan(ec2ScanWith({ name: 'prod-eu' })), 'prod-eu'],
      'a config with ids': [withScan(ec2ScanWith({ id: '1401' })), '(?:1401|prod-eu)'],
      'the demo': [demoEc2, 'prod-eu'],
    },
  },
  'Existing records': {
    step: 'auth-record',
    Screen: AuthRecordScreen,
    lists: ['authRecords'],
    way: [keys.tab],
    answers: {
      'a draft': [
        keptDraft({ authKind: 'existing', authExisting: { title: record.title, platform: 'unix' } }),
        record.title,
      ],
      'a config': [withScan({ authRecord: { existing: 'shared login' } }), '[Ss]hared login'],
      'a config with ids': [withScan({ authRecord: { existing: '7' } }), '(?:7|Shared login)'],
      'the demo': [
        { ...demo, authKind: 'existing', authExisting: { title: record.title, platform: 'unix' } },
        record.title,
      ],
    },
  },
};

const phases = {
  loading: () => loading,
  failed: () => failed(),
  empty: () => ready([]),
  ready: (items: readonly unknown[]) => ready(items),
  filtered: (items: readonly unknown[]) => ready(items),
} as const;
type Phase = keyof typeof phases;
const rowSays: Readonly<Record<Phase, string>> = {
  loading: 'not read yet',
  failed: 'could not be read',
  empty: 'not in this account',
  ready: '',
  filtered: '',
};

const account = {
  connectors: fullAccount.connectors,
  scanners: fullAccount.scanners,
  optionProfiles: [linuxProfile, demoProfile],
  authRecords: [record],
};

const cases = Object.entries(lists).flatMap(([name, list]) =>
  Object.entries(list.answers).flatMap(([source, [draft, row]]) =>
    (Object.keys(phases) as Phase[]).map((phase) => ({ name, list, source, draft, row, phase })),
  ),
);

/** Draws the step with its lists in one phase, and goes to the list. What is read is known, as in the wizard. */
function open({ step, Screen, lists: keysOfLists, way }: ListOfAnswers, draft: Draft, phase: Phase) {
  const isRead = phase !== 'loading' && phase !== 'failed';
  const read = keysOfLists.map((key) => [key, phase === 'empty' ? [] : account[key as keyof typeof account]]);
  const screen = drawStep(step, Screen, {
    draft,
    lists: Object.fromEntries(read.map(([key, items]) => [key, phases[phase](items as readonly unknown[])])),
    facts: isRead ? (Object.fromEntries(read) as Partial<Facts>) : {},
  });
  screen.press(...way);
  return screen;
}

describe('no list answers by itself', () => {
  test.each(cases)(
    '$name, $phase, with $source: the answer is a row with the pointer on it, and enter keeps it',
    async ({ list, draft, row, phase }) => {
      const screen = open(list, draft, phase);
      const pointed = new RegExp(`❯ ◉ ${row} .*${rowSays[phase]}`);
      await screen.see(pointed);
      if (phase === 'filtered') {
        screen.press('/', ...'nothing has this');
        await screen.see('0 of');
        await screen.see(pointed);
      }
      screen.press(keys.enter);
      // What the account does not have is said; it is never replaced.
      if (phase === 'empty') await screen.see(/This account has no .*:\s+choose/);
      else await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
      expect(screen.seen.draft).toEqual({ ...hostDraft, ...draft });
    },
  );

  const picks: Readonly<
    Record<string, readonly [WizardStepId, ListOfAnswers['Screen'], keyof AccountLists]>
  > = {
    Instances: ['target', TargetScreen, 'allInstances'],
    Policies: ['option-profile', OptionProfileScreen, 'optionProfiles'],
  };
  const pickedBy: Readonly<Record<string, Draft>> = {
    'a draft': { ...ec2Draft, policies: [{ id: '12' }] },
    'the demo': demoEc2,
  };
  const pickCases = Object.entries(picks).flatMap(([name, [step, Screen, key]]) =>
    Object.entries(pickedBy).flatMap(([source, draft]) =>
      (Object.keys(phases) as Phase[]).map((phase) => ({ name, step, Screen, key, source, draft, phase })),
    ),
  );
  test.each(pickCases)(
    '$name to pick, $phase, with $source: enter keeps those that are picked',
    async ({ step, Screen, key, draft, phase }) => {
      const items =
        key === 'allInstances'
          ? [{ instanceId: ec2Draft.instanceIds, accountId: '123456789012', state: 'RUNNING' }]
          : account.optionProfiles;
      const screen = drawStep(step, Screen, { draft, lists: { [key]: phases[phase](items) } });
      screen.press(keys.tab);
      if (phase === 'filtered') {
        screen.press('/', ...'nothing has this');
        await screen.see('0 of');
        // The first one ends the typing of the filter.
        screen.press(keys.enter);
      }
      screen.press(keys.enter);
      await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
      expect(screen.seen.draft).toEqual(draft);
    },
  );
});
