import { findPlatform } from '../../../../qualys/platforms.js';
import { ago } from '../../../../text/elapsed.js';
import { checkAccount } from '../../../../wizard/checks.js';
import type { Draft } from '../../../../wizard/draft.js';
import { callsLeft, connectedWords } from '../../../../wizard/entry-words.js';
import { type PlatformChoice, platformChoices } from '../../../../wizard/platform-choices.js';
import { readProxyTyped } from '../../../../wizard/typed-text.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, secretQuestion, textQuestion, yesNoQuestion } from '../questions.js';
import { sayError } from '../read-list.js';
import { askChoice, back, commandOf, kept, type LineChoice, sayChoices, sayHelp } from '../talk.js';

/** The account, tested at the end. */
export const connectQuestions: Questions = ({ answers: { draft }, start }) => [
  ...(start.recentAccounts.length > 0 && draft.username === '' ? [askRecent] : []),
  askPlatform,
  askLogin,
  ...loginQuestions[draft.loginKind],
  ...(start.demo
    ? []
    : [
        yesNoQuestion({
          label: 'Remember the password in the keychain',
          now: ({ remember }) => remember,
          answer: (remember) => ({ remember }),
        }),
      ]),
  askProxy,
  ...(draft.proxy === ''
    ? []
    : [
        textQuestion({
          label: 'User name of the proxy',
          isOptional: true,
          now: ({ proxyUsername }) => proxyUsername,
          answer: (proxyUsername) => ({ proxyUsername }),
        }),
      ]),
  ...(draft.proxy === '' || draft.proxyUsername === ''
    ? []
    : [
        secretQuestion({
          label: 'Password of the proxy',
          secret: 'proxyPassword',
          otherwise: 'the one in the keychain or in QUALYS_PROXY_PASSWORD',
        }),
      ]),
  testConnection,
];

const logins = [
  { value: 'password', label: 'user name and password' },
  { value: 'client', label: 'client id and secret' },
  { value: 'token', label: 'a ready token' },
] as const;

const askLogin: Question = async ({ terminal, answers }) => {
  const now = logins.find(({ value }) => value === answers.draft.loginKind)?.label;
  const picked = await askChoice(terminal, { label: 'Login', choices: logins, now });
  if (picked === back) return 'back';
  if (picked !== kept) answers.answer({ loginKind: picked });
  return 'next';
};

const loginSecret = (label: string, variable: string) =>
  secretQuestion({ label, secret: 'password', otherwise: `the one in the keychain or in ${variable}` });

const loginQuestions: Readonly<Record<Draft['loginKind'], readonly Question[]>> = {
  password: [
    textQuestion({
      label: 'User name',
      hint: 'such as acme2ab1',
      field: 'username',
      now: ({ username }) => username,
      answer: (username) => ({ username }),
    }),
    loginSecret('Password', 'QUALYS_PASSWORD'),
  ],
  client: [
    textQuestion({
      label: 'Client id',
      field: 'clientId',
      now: ({ clientId }) => clientId,
      answer: (clientId) => ({ clientId }),
    }),
    yesNoQuestion({
      label: 'The client acts for the subscription, not as a user',
      now: ({ clientLevel }) => clientLevel === 'subscription',
      answer: (isOf) => ({ clientLevel: isOf ? 'subscription' : 'user' }),
    }),
    loginSecret('Client secret', 'QUALYS_CLIENT_SECRET'),
  ],
  token: [loginSecret('Token', 'QUALYS_TOKEN')],
};

const askRecent: Question = async ({ terminal, answers, start, now }) => {
  const choices = start.recentAccounts.map(
    (account): LineChoice<Partial<Draft>> => ({
      value: { platform: account.platform, apiServer: account.apiServer, username: account.username },
      label: `${account.username} on ${findPlatform(account.platform)?.id ?? account.apiServer}`,
      detail: ago(account.usedAt, now()),
    }),
  );
  const picked = await askChoice(terminal, {
    label: 'Recent accounts',
    choices: [...choices, { value: {}, label: 'another account' }],
  });
  if (picked === back) return 'back';
  if (picked !== kept) answers.answer(picked);
  return 'next';
};

const askProxy = textQuestion({
  label: 'Proxy',
  hint: 'A host and a port, such as proxy.acme.test:3128. Its password has a question of its own.',
  isOptional: true,
  field: 'proxy',
  now: ({ proxy }) => proxy,
  answer: (text) => ({ proxy: readProxyTyped(text).address }),
});

const nameOf = ({ platform, apiServer }: Pick<Draft, 'platform' | 'apiServer'>) =>
  platform === 'PCP' ? `private cloud ${apiServer}` : platform;

const entryOf = (choice: PlatformChoice): LineChoice<PlatformChoice> => ({
  value: choice,
  label: choice.platform === 'PCP' ? 'private cloud' : choice.platform,
  detail: choice.apiServer,
});

/** By number or id, or by any address of Qualys, which is recognised. */
const askPlatform: Question = async ({ terminal, answers }) => {
  const { draft } = answers;
  const now = draft.platform === '' ? '' : `, now ${nameOf(draft)}, enter keeps it`;
  let shown = platformChoices('').choices;
  terminal.say(
    `Platform. ${shown.length} choices${now}. A number, a name, any address of Qualys, or b for back:`,
  );
  sayChoices(terminal, shown.map(entryOf));
  for (;;) {
    const line = await terminal.ask();
    const command = commandOf(line);
    if (command === 'back') return 'back';
    if (command === 'help') {
      sayHelp(terminal);
      continue;
    }
    if (line === '') {
      const problem = answers.problemWith('platform');
      if (problem === undefined) return 'next';
      terminal.say(`Not right yet: ${problem}`);
      continue;
    }
    const numbered = /^\d{1,2}$/.test(line) ? shown[Number(line) - 1] : undefined;
    const { choices, problem, note } = platformChoices(line);
    const [only, ...others] = numbered === undefined ? choices : [numbered];
    if (only !== undefined && others.length === 0) {
      const { platform, apiServer } = only;
      answers.answer({ platform, apiServer: platform === 'PCP' ? apiServer : '' });
      terminal.say(
        ...(note === undefined ? [] : [note]),
        `Platform: ${nameOf(answers.draft)}, ${apiServer}.`,
      );
      return 'next';
    }
    if (problem !== undefined) terminal.say(problem);
    else {
      shown = choices;
      terminal.say(`${choices.length} choices with ${line}:`);
      sayChoices(terminal, shown.map(entryOf));
    }
  }
};

/** Credentials are sent once for each time that the person says so. */
const testConnection: Question = async (context) => {
  const { terminal, answers, services, signal } = context;
  if (answers.session !== undefined) return 'next';
  const [problem] = checkAccount(answers.draft);
  if (problem !== undefined) {
    terminal.say(`Not right yet: ${problem.text}`);
    return 'first';
  }
  for (;;) {
    terminal.say('Testing the connection ...');
    try {
      const session = await services.connect(answers.draft, answers.secrets, signal);
      answers.connected(session);
      terminal.say(connectedWords, ...session.connection.notes);
      const calls = callsLeft(session.connection);
      if (calls !== '') terminal.say(calls);
      await rememberPassword(context);
      return 'next';
    } catch (thrown) {
      sayError(context, thrown);
    }
    const next = await askChoice(terminal, {
      label: 'Not connected',
      choices: [
        { value: 'change', label: 'change the answers' },
        { value: 'again', label: 'test again with the same answers' },
      ],
    });
    if (next !== 'again') return 'first';
  }
};

async function rememberPassword({ terminal, answers, services }: LineContext): Promise<void> {
  if (!answers.draft.remember || answers.secrets.password === '') return;
  const kept = await services.remember(answers.draft, answers.secrets);
  terminal.say(kept.kind === 'kept' ? 'The password is in the keychain.' : kept.reason);
}
