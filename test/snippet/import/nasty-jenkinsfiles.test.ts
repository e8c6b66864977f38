import { describe, expect, test } from 'vitest';
import { importJenkinsfile } from '../../../src/snippet/import/import-jenkinsfile.js';

const common = "platform: 'US_PLATFORM_2', credsId: 'q', useHost: true, hostIp: '10.0.0.1', scannerName: 's'";
const host = { type: 'host', ips: ['10.0.0.1'] };
const steps = (text: string) => importJenkinsfile(text).steps;
const only = (text: string) => {
  const [step, ...more] = steps(text);
  expect(more).toEqual([]);
  if (step === undefined) throw new Error('There is a step.');
  return step;
};
const codes = (text: string) => only(text).lints.map(({ code }) => code);

describe('nasty Jenkinsfiles are read as Groovy would run them', () => {
  test.each<[string, string]>([
    [
      'libraries, nested closures and interpolations with braces and quotes in them around the step',
      `@Library(['shared@main', "other@\${env.BRANCH_NAME}"]) _
def all = [1, 2].collect { "n\${it + "}"}" }
pipeline { agent { docker { image 'x'; args "-v \${HOME}/.m2:/root" } }
  stages { stage("a \${ {-> 'x' }() }") { when { expression { env.X ==~ /(main|release\\/.*)/ } } steps { script {
    qualysPolicyComplianceScanner(${common})
  } } } } }`,
    ],
    [
      'comments wherever one may stand, with quotes and brackets in them',
      `node {
  qualysPolicyComplianceScanner /* a ' quote */ ( // hey "
    platform /* k */ : /* v */ 'US_PLATFORM_2' /* ) */ , // c )
    credsId: 'q', useHost: true, hostIp: '10.0.0.1', /* , */ scannerName: 's' // last
  )
}`,
    ],
    [
      'every kind of string',
      `node { qualysPolicyComplianceScanner(platform: '''US_PLATFORM_2''', credsId: """q""", useHost: true, hostIp: /10.0.0.1/, scannerName: $/s/$) }`,
    ],
    [
      'escapes of Unicode and octal, a line that goes on, and a sum',
      `node { qualysPolicyComplianceScanner(platform: 'US\\u005fPLATFORM\\uu005F2', credsId: '\\161', useHost: true, hostIp: '10.0.' + "0.1", scannerName: '\\
s') }`,
    ],
    [
      'a byte order mark, tabs and Windows line ends',
      `\ufeffnode {\r\n\tqualysPolicyComplianceScanner platform: 'US_PLATFORM_2',\r\n\t\tcredsId: 'q', useHost: true,\r\n\t\thostIp: '10.0.0.1', scannerName: 's'\r\n}\r\n`,
    ],
    [
      'regular expressions, divisions and dollar-slashy scripts before it',
      `def m = (env.BRANCH =~ /^release\\/(.*)'$/)
def q = a / b / c
node { sh $/echo "it's" /* no comment $$ $/x /$
  qualysPolicyComplianceScanner(${common}) }`,
    ],
    [
      'mentions in comments and in text',
      `// qualysPolicyComplianceScanner(platform: 'US_PLATFORM_1')
def t = '''
  qualysPolicyComplianceScanner(platform: 'bad'
'''
node { qualysPolicyComplianceScanner ${common} }`,
    ],
    [
      'the class form with its class in the middle',
      `node { step([platform: 'US_PLATFORM_2', $class: 'PCScanNotifier', credsId: 'q', useHost: true, hostIp: '10.0.0.1', scannerName: 's'])
  step([$class: 'WsCleanup']) }`,
    ],
    [
      'the class form as the delegate of the step',
      `node { step(delegate: [$class: 'com.qualys.plugins.pc.jenkins.PCScanNotifier', ${common}]) }`,
    ],
    ['a labelled map as the only argument', `node { qualysPolicyComplianceScanner([\n${common},\n]) }`],
    [
      'a call on this and a line that is continued',
      `node { this.qualysPolicyComplianceScanner platform: 'US_PLATFORM_2', \\
    credsId: 'q', useHost: true,
    hostIp: '10.0.0.1', scannerName: 's'
}`,
    ],
  ])('%s', (_name, text) => {
    const { written, unknown } = only(text);
    expect(written).toMatchObject({
      platform: 'US2',
      scan: { target: host, scanner: 's' },
      jenkins: { credentialsId: 'q' },
    });
    expect(unknown).toEqual([]);
  });

  test('several steps in parallel branches, in post and in wrappers are all found, each in its line', () => {
    const text = `parallel(
  a: { node { qualysPolicyComplianceScanner(${common}) } },
  "b \${x}": { node('y') { catchError(buildResult: 'UNSTABLE') { qualysPolicyComplianceScanner ${common}; echo 'x' } } },
  failFast: true
)
def r = qualysPolicyComplianceScanner(${common})
step delegate: [$class: 'PCScanNotifier', ${common}]`;
    expect(steps(text).map(({ line, written }) => [line, written.scan.target])).toEqual([
      [2, host],
      [3, host],
      [6, host],
      [7, host],
    ]);
  });

  test('what only a run knows is reported by name: ternaries, elvis, constructors, indexes, keys in parentheses', () => {
    const { unknown, lints } = only(`node {
  qualysPolicyComplianceScanner(
    platform: params.EU ? 'EU_PLATFORM_1' : 'US_PLATFORM_2',
    'credsId': new String('a'), "useHost": true, (KEY): 'v',
    hostIp: env['HOST_IP'],
    scannerName: env.SCANNER ?: 'External',
    vulnsTimeout: 60 * 2)
}`);
    expect(unknown.map(({ parameter, names, keptAs }) => [parameter, names, keptAs])).toEqual([
      ['platform', ['params.EU'], undefined],
      ['credsId', ['new', 'String'], undefined],
      ['hostIp', ['env.HOST_IP'], 'env.HOST_IP'],
      ['scannerName', ['env.SCANNER'], undefined],
      ['vulnsTimeout', [], undefined],
    ]);
    expect(lints.find(({ code }) => code === 'arguments-unknown')?.problem).toContain('KEY');
  });

  test('arguments that come from a map are not said to be missing', () => {
    const text = `def shared = [platform: 'US_PLATFORM_2', credsId: 'q']
node { qualysPolicyComplianceScanner(*: shared, useHost: true, hostIp: '10.0.0.1') }`;
    expect(codes(text)).toEqual(['arguments-unknown']);
    expect(only(text).missing).toContain('platform');
  });

  test.each([
    ['criteria-off', 'failByStateAndCriticality: params.GATE, stateFail: true, criticalityUrgent: true'],
    ['criteria-empty', 'failByStateAndCriticality: true, stateFail: params.X, criticalityUrgent: true'],
    ['exclusion-off', "excludedCriteria: params.X, excludedCids: '1141'"],
    ['policies-missing', 'selectedPolicies: "11::CIS $VERSION"'],
    ['proxy-off', "useProxy: params.X, proxyServer: 'p'"],
    ['proxy-port', "useProxy: true, proxyServer: 'p', proxyPort: params.P"],
    ['target-missing', 'useHost: params.X, useEc2: params.Y'],
  ])('what only a run knows is not said to be off or missing: %s', (code, given) => {
    const text = `node { qualysPolicyComplianceScanner(${given}) }`;
    expect(only(text).unknown.length).toBeGreaterThan(0);
    expect(codes(text)).not.toContain(code);
    const known = given.replace(/params\.\w+|"11::CIS \$VERSION"/g, 'null');
    expect(codes(`node { qualysPolicyComplianceScanner(${known}) }`)).toContain(code);
  });

  test('a line after the step that looks like its argument is pointed out: the comma before it is missing', () => {
    const text = `node {
  qualysPolicyComplianceScanner platform: 'US_PLATFORM_2', credsId: 'q', useHost: true,
    hostIp: '10.0.0.1'
    scannerName: 's'
}`;
    const lint = only(text).lints.find(({ code }) => code === 'argument-lost');
    expect(lint).toMatchObject({ line: 4, column: 5 });
    expect(lint?.problem).toContain('"scannerName"');
    expect(only(text).written.scan.scanner).toBeUndefined();
  });
});

describe('a broken one names line and column, as an editor counts them', () => {
  test.each([
    [
      'a bracket of a map closed by a parenthesis',
      "node {\n\tqualysPolicyComplianceScanner([platform: 'A', credsId: 'q')\n}",
      'f:2:60',
    ],
    [
      'a string not closed in its line, after tabs and a surrogate pair',
      "node {\r\n\tx '😀', \"q,\r\n}",
      'f:2:10',
    ],
    ['an escape that Groovy does not know', "qualysPolicyComplianceScanner(platform: 'a\\d')", 'f:1:43'],
    [
      'an interpolation not closed, at its beginning',
      'qualysPolicyComplianceScanner(platform: "a${b")',
      'f:1:46',
    ],
    ['a value that is missing', "qualysPolicyComplianceScanner(platform: 'a',\n  credsId: )", 'f:2:3'],
    ['a slashy string that never ends', 'def x = /abc\nqualysPolicyComplianceScanner()', 'f:1:9'],
  ])('%s', (_name, text, place) => {
    expect(() => importJenkinsfile(text, 'f')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${place} `)) }),
    );
  });
});
