import { describe, expect, test } from 'vitest';
import type { WrittenConfig } from '../../../src/config/schema.js';
import { PcError } from '../../../src/errors.js';
import type { Draft } from '../../../src/wizard/draft.js';
import { configFromDraft, draftFromConfig } from '../../../src/wizard/draft-config.js';
import { keys, until } from '../../support/draw.js';
import { ec2Draft, hostDraft } from '../../wizard/answers.js';
import { openAtReview } from '../open-app.js';

/** Keys of the config and flags of the command line. */
const configWords =
  /\b(?:scan|target|criteria|timeouts|credentials|reports)\.\w|assetGroups|instanceIds|jobName|optionProfile|authRecord|failOn|--[a-z]/;

type Target = WrittenConfig['scan']['target'];

/** The answers of a file whose target is something that the wizard does not ask for. */
function draftOf(draft: Draft, target: Target): Draft {
  const written = configFromDraft(draft);
  return { ...draftFromConfig({ ...written, scan: { ...written.scan, target } }), authKeepsPassword: true };
}

const groups: Target = { type: 'host', assetGroups: ['Prod web', 'Prod <db>'] };
const connectors: Target = {
  type: 'ec2',
  instances: 'running',
  tag: 'env=prod',
  connectors: [{ name: 'prod-eu' }, { id: '1402', name: 'prod-us' }],
};

const targets = [
  ['asset groups', draftOf(hostDraft, groups), groups, 'the hosts of Prod web, Prod <db>'],
  [
    'several connectors',
    draftOf(ec2Draft, connectors),
    connectors,
    'all running instances with the tag env=prod behind prod-eu, prod-us',
  ],
] as const;

describe.each(targets)('a file that names %s', (_name, draft, target, words) => {
  const open = () => openAtReview({ start: { prefilled: draft }, terminal: { rows: 40 } });

  test("Review says its target in the screen's words, the plan too", async () => {
    const app = await open();
    await app.see(`Target            ${words.slice(0, 20)}`);
    expect(app.frame()).not.toMatch(configWords);
    app.press('p');
    await until(() => expect(app.frame().replace(/\s+/g, ' ')).toContain(words));
    expect(app.frame()).not.toMatch(configWords);
  });

  test('Save keeps it as the file has it', async () => {
    const app = await open();
    app.press(keys.right, keys.enter);
    await app.see('Save the config');
    expect(app.frame()).not.toMatch(configWords);
    app.press(keys.enter);
    await app.see('Saved qualys-pc.yaml. Again:');
    expect(app.services.saveConfig.mock.calls[0]?.[0].scan.target).toMatchObject(target);
  });

  test('the snippet runs the file', async () => {
    const app = await open();
    app.press(keys.right, keys.right, keys.enter);
    await app.see('for which pipeline?');
    expect(app.frame()).not.toMatch(configWords);
    app.press(keys.down, keys.enter);
    await app.see('It runs qualys-pc.yaml');
  });
});

test('a job of the file is named in the command of Review, and nowhere else on the screens', async () => {
  const app = await openAtReview({ start: { jobInFile: 'payments-api' }, terminal: { rows: 40 } });
  app.services.saveConfig.mockImplementation(async (_config, path) => ({ path, job: 'payments-api' }));
  expect(app.frame()).not.toMatch(configWords);
  app.press(keys.right, keys.enter);
  await app.see('Save the config');
  app.press(keys.enter);
  await app.see('Saved qualys-pc.yaml. Again:');
  await app.see('qualys-pc run --config qualys-pc.yaml --job payments-api');
});

test('a target that takes several scans: the command stands whole on a line of its own, and enter on the launch says why', async () => {
  const command = 'qualys-pc run --config estate.yaml --job payments-api';
  const plan = new PcError('The wizard launches named instances behind one connector', {
    kind: 'usage',
    code: 'too-many-instances',
    why: 'This target is looked up when the run starts, and cut into scans by account, region and ten.',
    next: `Save the config, leave, and launch it with: ${command}`,
  });
  const app = await openAtReview({
    start: { prefilled: draftOf(ec2Draft, connectors) },
    account: { plan },
    terminal: { rows: 40 },
    until: 'The wizard launches named instances',
  });
  await until(() =>
    expect(
      app
        .frame()
        .split('\n')
        .map((line) => line.trim()),
    ).toContain(command),
  );
  app.press(keys.enter);
  await app.see('The plan could not be read, see above');
  expect(app.services.launch).not.toHaveBeenCalled();
});
