import { type ErrorText, PcError } from '../errors.js';

/** Keys of the config in the words of the screens; a rest of a path that is not here goes with the key above it. */
const keyWords: Readonly<Record<string, string>> = {
  apiServer: 'the API server',
  authRecord: 'the auth record',
  apiVersions: 'the API versions',
  'concurrency.calls': 'the calls at once',
  'concurrency.jobs': 'the scans at once',
  'credentials.username': 'the user name',
  'credentials.password': 'the password',
  'credentials.clientId': 'the client id',
  'credentials.clientSecret': 'the client secret',
  'credentials.level': 'the level of the client',
  'credentials.token': 'the token',
  'proxy.host': 'the host of the proxy',
  'proxy.port': 'the port of the proxy',
  'proxy.username': 'the user name for the proxy',
  'proxy.password': 'the password for the proxy',
  'scan.title': 'the scan title',
  'scan.jobName': 'the job name',
  'scan.target': 'the target',
  'scan.target.type': 'the kind of target',
  'scan.target.ips': 'the addresses',
  'scan.target.assetGroups': 'the asset groups',
  'scan.target.requireAll': 'whether every address must answer',
  'scan.target.instanceIds': 'the instances',
  'scan.target.instances': 'the running instances',
  'scan.target.tag': 'the tag of the instances',
  'scan.target.connector': 'the connector',
  'scan.target.connectors': 'the connectors',
  'scan.target.runConnector': 'running the connector first',
  'scan.authRecord': 'the auth record',
  'scan.authRecord.existing': 'the existing auth record',
  'scan.authRecord.platform': 'the kind of auth record',
  'scan.authRecord.username': 'the user of the auth record',
  'scan.authRecord.password': 'the password of the auth record',
  'scan.authRecord.domain': 'the domain of the auth record',
  'scan.scanner': 'the scanner',
  'scan.optionProfile': 'the option profile',
  'scan.policies': 'the policies',
  'criteria.failOn': 'what fails the build',
  'criteria.warnOn': 'what warns',
  'criteria.failOnAuthFailure': 'whether a failed login fails the build',
  'criteria.exclude': 'the excluded CIDs',
  'criteria.baseline': 'the baseline',
  'timeouts.pollingInterval': 'the polling interval',
  'timeouts.timeout': 'the timeout',
  'timeouts.onTimeout': 'what happens when the time is up',
  'reports.directory': 'the folder of the results',
  'reports.formats': 'the report formats',
  'jenkins.credentialsId': 'the Jenkins id of the Qualys login',
  'jenkins.proxyCredentialsId': 'the Jenkins id of the proxy login',
  'jenkins.hostCredentialsId': 'the Jenkins id of the host login',
};

/** The same with the last key alone, where no ordinary sentence holds it: `jobName`. */
const wordsOf = new Map(
  Object.entries(keyWords).flatMap(([path, words]) => {
    const last = path.slice(path.lastIndexOf('.') + 1);
    return /[A-Z]/.test(last) ? [[path, words] as const, [last, words] as const] : [[path, words] as const];
  }),
);

const keyPath = new RegExp(
  `(?<![\\w./-])(${[...wordsOf.keys()]
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replaceAll('.', '\\.'))
    .join('|')})(?:\\[\\d+\\]|\\.\\w+)*(?![\\w-])`,
  'g',
);

/** What only the headless run can be told, as a person at the wizard does it. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /Name it with --gateway, or set gateway in the config\./,
    'Open the wizard with a config that names it: qualys-pc --config FILE',
  ],
  [/name it with --gateway when it is another one\./, 'a config can name another: qualys-pc --config FILE'],
  [
    /Name your own certificate authority by --ca-file or NODE_EXTRA_CA_CERTS, for example that of an inspecting proxy\./,
    'Open the wizard with your own certificate authority, for example that of an inspecting proxy: qualys-pc --ca-file FILE',
  ],
  [
    /If they are meant, allow them with --allow-new-ips \S+/,
    'If they are meant, read the plan on Review again and launch: it asks about them.',
  ],
  [/, or give this run its own directory with --report-dir\./, ', or open qualys-pc in another folder.'],
  [/, then start afresh with --new\./, ', then remove the file and launch again.'],
  [/,? and start a new scan with --new\./, ', and launch again.'],
  [
    /Name another place with --report-dir or --out, or correct its permissions\./,
    'Correct its permissions, or choose another place.',
  ],
  [
    /If it is yours, pass --allow-server \S+ or set QUALYS_ALLOW_SERVER=(\S+)\./,
    'If it is yours, type its address on Connect, or open the wizard with: qualys-pc --allow-server $1',
  ],
  [
    /Set scan\.target\.runConnector, or give --run-connector, to have the connector look first\./,
    'On Target, have the connector run first.',
  ],
  [
    /Name a scanner appliance in scan\.scanner, or pass --scanner\./,
    'Choose a scanner appliance on Scanner.',
  ],
  [/set scan\.jobName to choose it\./, 'Target names it.'],
  [
    /set scan\.authRecord\.password, for example to env:\w+, so that it can be created\./,
    'type it on Auth record, so that it can be created.',
  ],
  [
    /Set scan\.authRecord\.platform beside existing, or name the record by its id\./,
    'Pick the record from the list on Auth record.',
  ],
  [/name addresses in scan\.target\.ips\./, 'type addresses on Target.'],
  [
    /Name at most ten instances of that connector in scan\.target\.instanceIds, with scan\.target\.connector\./,
    'On Target, pick at most ten instances of that connector.',
  ],
  [/because failOnAuthFailure is off/, 'because Criteria lets a failed login pass'],
  [/; --install adds a line that does it\./, '.'],
  [
    /run the command from the repository's top folder, or name its path there with --config-path, for example --config-path \S+/,
    "open the wizard in the repository's top folder.",
  ],
  [/; then run again with --resume\./, '; then launch again.'],
  [
    /Run once more with the same build number, or raise timeouts\.timeout\./,
    'Give the next scan a longer timeout.',
  ],
  [/Run once more with the same build number: the look-up goes on/, 'Launch again: the look-up goes on'],
  [/Resume (it|the scan) with --resume\./, 'qualys-pc offers to resume $1 when it opens.'],
  [/Start a new scan with --new\./, 'Launch again for a new scan.'],
  [
    /Run the same command with --verbose and report its output\./,
    'Save the config, and report the output of: qualys-pc run --verbose',
  ],
  [/the output of --verbose\./, 'the output of: qualys-pc run --verbose'],
  // The other way to say the same in the config stands before it.
  [/,? (?:or )?(?:pass|give) --[\w-]+(?: [A-Z][A-Z|]*)?(?: and --[\w-]+)?,?/g, ''],
];

/** A command to be typed or copied, to the end of its line. */
const command =
  /(qualys-pc (?:(?:run|check|cancel|cleanup|report|list|credentials|config|snippet)\b|--?[a-z])[^\n]*)/;

const flag = /(?<![\w-])--([a-z][a-z-]*)/g;

/**
 * A sentence of the headless run in the words of the screens: no key of the config, no flag (screens, rule 10). A
 * command to be typed stays as it is. Sentences that are in these words already stay.
 */
export function screenWords(text: string): string {
  const told = sentences.reduce((sofar, [from, to]) => sofar.replace(from, to), text);
  return told
    .split(command)
    .map((part, index) => (index % 2 === 1 ? part : withoutNames(part)))
    .join('');
}

function withoutNames(text: string): string {
  return text
    .replace(keyPath, (_, key: string, at: number) => {
      const words = wordsOf.get(key) ?? key;
      return beginsSentence(text, at) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
    })
    .replace(flag, (_, name: string) => name.replaceAll('-', ' '));
}

function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?]\s+|\n\s*)$/.test(text.slice(0, at));
}

/** What happened, why and what to do next, in the words of the screens; what else it holds stays. */
export function screenErrorText<Told extends Partial<ErrorText>>(error: Told): Told {
  return Object.assign(
    { ...error },
    ...(['what', 'why', 'next'] as const).map((part) =>
      error[part] === undefined ? {} : { [part]: screenWords(error[part]) },
    ),
  );
}

/** What was thrown, in the words of the screens; a bug stays what it is. */
export function screenError(thrown: unknown): unknown {
  if (!(thrown instanceof PcError)) return thrown;
  const { what, why, next, kind, code } = thrown;
  const words = screenErrorText({ what, why, next });
  return new PcError(words.what, { ...words, kind, code, cause: thrown });
}

interface SaidOfSnippet {
  readonly refusals: readonly { readonly problem: string; readonly fix: string }[];
  readonly notes: readonly string[];
}

/** A snippet with what is said of it in the words of the screens; its own text is a file, and stays. */
export function screenSnippet<Made extends SaidOfSnippet>(snippet: Made): Made {
  const refusals = snippet.refusals.map((refusal) => ({
    ...refusal,
    problem: screenWords(refusal.problem),
    fix: screenWords(refusal.fix),
  }));
  return { ...snippet, refusals, notes: snippet.notes.map(screenWords) };
}
