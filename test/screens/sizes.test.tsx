import { describe, expect, test } from 'vitest';
import { OpeningScreen } from '../../src/screens/opening.js';
import { ReviewScreen } from '../../src/screens/review/review.js';
import { SaveScreen } from '../../src/screens/save/save.js';
import { SnippetScreen } from '../../src/screens/save/snippet.js';
import type { AccountLists } from '../../src/screens/state/use-account-lists.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { type Draft, emptyDraft } from '../../src/wizard/draft.js';
import type { WizardStepId } from '../../src/wizard/steps.js';
import { draw, keys, until } from '../support/draw.js';
import { expectFits, terminalSizes } from '../support/frames.js';
import { ec2Draft, hostDraft } from '../wizard/answers.js';
import { drawStep, emptyLists, failed, fullLists, loading, ready, stepScreens } from './draw-step.js';
import { nowMs, somePlan, strangeTitle } from './fake-services.js';

const strange: Draft = {
  ...ec2Draft,
  username: strangeTitle,
  proxy: `${'proxy'.repeat(20)}:3128`,
  proxyUsername: strangeTitle,
  instanceIds: Array.from({ length: 9 }, (_, n) => `i-0a11b22${n}`).join(' '),
  connector: { id: '1404', name: strangeTitle },
  title: strangeTitle,
  jobName: strangeTitle,
  authKind: 'windows',
  authUsername: strangeTitle,
  authDomain: strangeTitle,
  scanner: strangeTitle,
  optionProfile: { id: '9004', title: strangeTitle },
  policies: [],
  exclusions: [
    { cids: '1141, 1145-1150, 9', reason: strangeTitle, expires: '2027-03-31' },
    { cids: `${'1,'.repeat(300)}x`, reason: '', expires: 'never' },
  ],
  pollingInterval: '9'.repeat(60),
  timeout: '-1',
};

const many: AccountLists = {
  ...fullLists,
  scanners: ready(
    Array.from(
      { length: 10_000 },
      (_, n) =>
        ({ id: `${n}`, name: `scan-${n} ${strangeTitle}`, status: 'online', runningScans: 0 }) as const,
    ),
  ),
};
const failing: AccountLists = {
  connectors: failed(),
  instances: failed(),
  allInstances: failed(),
  scanners: failed(),
  optionProfiles: failed(),
  authRecord: failed(),
  authRecords: failed(),
};
const reading: AccountLists = {
  connectors: loading,
  instances: loading,
  allInstances: loading,
  scanners: loading,
  optionProfiles: loading,
  authRecord: loading,
  authRecords: loading,
};

const states: readonly [string, Draft, AccountLists][] = [
  ['untouched', emptyDraft, emptyLists],
  ['answered for a host', hostDraft, fullLists],
  ['answered for an instance', ec2Draft, fullLists],
  ['strange', strange, many],
  ['loading', ec2Draft, reading],
  ['failed', ec2Draft, failing],
];

/** Until every key that was pressed has been handled: each takes a few turns of the event loop. */
async function drained(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The steps that show a list for an instance. */
const listSteps: ReadonlySet<WizardStepId> = new Set(['scanner', 'option-profile']);
const hasChoices = (id: WizardStepId, state: string) =>
  id !== 'option-profile' || !['untouched', 'loading', 'failed'].includes(state);

/** Whose screen it is, and the keys that work: on the first line and on the last. */
function expectEssentials(frame: string): void {
  const lines = frame.split('\n');
  expect(lines[0]).toContain('qualys-pc');
  expect(lines.at(-1)).toMatch(/\b(esc|enter|tab|space|r) \w+/);
}

describe.each(terminalSizes)(
  'Every screen has its states (loading, failed, empty, full, invalid): at $columns x $rows',
  ({ columns, rows }) => {
    describe.each(stepScreens)('%s', (id, Screen) => {
      test.each(states)(
        '%s: no frame is higher or wider than the terminal, nothing essential is cut, whatever has the focus',
        async (name, draft, lists) => {
          const screen = drawStep(id, Screen, { draft, lists, terminal: { columns, rows } });
          for (const key of [...Array.from({ length: 12 }, () => keys.tab), keys.enter]) {
            screen.press(key);
            await drained();
            expectEssentials(screen.frame());
            // Where there is something to answer, what has the focus is in sight.
            if (hasChoices(id, name)) expect(screen.frame()).toContain('❯');
          }
          for (const frame of screen.frames) expectFits(frame, columns, rows);
          if (name === 'failed' && listSteps.has(id)) await screen.see('HTTP 500: Internal Server Error');
          if (name === 'loading' && listSteps.has(id))
            await screen.see(/Reading (connectors|scanner|option)/);
        },
      );
    });

    const header = { product: 'qualys-pc', account: `${strangeTitle} · US2` };
    const shell = { header, steps: [{ title: 'Review', state: 'open' }] as const, at: 0, question: 'Review' };

    const saveScreen = (draft: Draft, path: string) => (
      <SaveScreen
        shell={shell}
        draft={draft}
        path={path}
        saveConfig={async (_config, saved) => ({ path: saved, diff: `-${strangeTitle}\n`.repeat(40) })}
        onSaved={() => undefined}
        onBack={() => undefined}
      />
    );
    const snippetScreen = (
      <SnippetScreen
        shell={shell}
        draft={hostDraft}
        configPath="qualys-pc.yaml"
        nowMs={0}
        services={{ saveText: async (_text, path) => ({ path }), jobsWith: async () => undefined }}
        terminal={{ multiplexer: 'none', taskProgress: false }}
        onWritten={() => undefined}
        onBack={() => undefined}
      />
    );

    test.each([hostDraft, strange])('review fits, and the endings are in sight', async (draft) => {
      const plan = {
        ...somePlan,
        warnings: [strangeTitle],
        changes: somePlan.changes.map((change) => ({ ...change, name: strangeTitle })),
      };
      const screen = drawStep(
        'review',
        (props) => (
          <ReviewScreen
            {...props}
            standings={{
              connect: 'answered',
              target: 'needs-review',
              'auth-record': 'wrong',
              scanner: 'open',
              'option-profile': 'answered',
              criteria: 'answered',
              timeouts: 'answered',
              review: 'open',
            }}
            canLaunch
            plan={ready([plan])}
            notes={[
              { said: 'Saved qualys-pc.yaml. Again:', command: 'qualys-pc run --config qualys-pc.yaml' },
            ]}
            ending={undefined}
            hasVerdict={false}
            file={{ path: undefined, draft: undefined }}
            onOpen={() => undefined}
            onEnding={() => undefined}
          />
        ),
        { draft, terminal: { columns, rows } },
      );
      for (let line = 0; line < 9; line += 1) screen.press(keys.down);
      await screen.see(/❯ (?:Launch|Save|Pipeline|Snippet|Leave)/);
      expect(screen.frame()).toMatch(/Launch.*Save.*[Ss]nippet.*Leave/);
      for (const frame of screen.frames) expectFits(frame, columns, rows);
    });

    test('a file that is there already: its difference and both answers are in sight', async () => {
      const screen = draw(saveScreen(hostDraft, 'qualys-pc.yaml'), { columns, rows });
      await screen.see('Save the config');
      screen.press(keys.enter);
      await screen.see('❯ Keep the file');
      await screen.see('Overwrite it');
      await screen.see('of 40');
    });

    test('every snippet format says whole what it is, and a snippet leaves room for its text', async () => {
      const screen = draw(snippetScreen, { columns, rows });
      const words = () => screen.frame().replace(/\s+/g, ' ');
      for (const { title, description } of snippetFormats) {
        await until(() => expect(words()).toContain(`❯ ◯ ${title}`));
        await until(() => expect(words()).toContain(description));
        expect(words()).toContain('it names the variables that the pipeline must set.');
        screen.press(keys.down);
      }
      screen.press(keys.enter);
      await screen.see('#!/bin/sh');
      expect(screen.frame()).not.toMatch(/\d more ━/);
    });

    test('the start, saving and snippets fit', async () => {
      const savedAt = new Date(nowMs).toISOString();
      const drawn = [
        draw(
          <OpeningScreen
            header={header}
            earlier={{
              keptDraft: { draft: strange, reached: 3, savedAt },
              detachedScan: {
                reference: 'compliance/1',
                title: strangeTitle,
                launchedAt: savedAt,
                draft: strange,
              },
              otherwise: 'Start anew',
            }}
            nowMs={nowMs}
            onChoose={() => undefined}
          />,
          { columns, rows },
        ),
        draw(saveScreen(strange, `${'folder/'.repeat(30)}qualys-pc.yaml`), { columns, rows }),
        draw(snippetScreen, { columns, rows }),
      ];
      for (const screen of drawn) {
        screen.press(keys.enter);
        await drained();
        for (const frame of screen.frames) expectFits(frame, columns, rows);
      }
      expect(drawn).toHaveLength(3);
    });
  },
);
