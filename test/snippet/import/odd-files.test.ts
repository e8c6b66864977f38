import { describe, expect, test } from 'vitest';
import { type EndedHere, runHere } from '../../support/run-here.js';

const arguments_ = {
  platform: "'US_PLATFORM_2'",
  credsId: "'qualys-api'",
  useHost: 'true',
  hostIp: "'10.20.30.40'",
  scannerName: "'edge-scan-01'",
  optionProfile: '\'{"optionProfileName":"Jenkins_Baseline","optionProfileID":"9001"}\'',
  selectedPolicies: "'11::CIS Debian 12'",
  failByAuth: 'true',
};

/** A step with some of its arguments replaced; values are written as Groovy. */
function step(given: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries({ ...arguments_, ...given });
  return `qualysPolicyComplianceScanner(${written.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');

/** The fields of a freestyle job's step, as Jenkins writes them. */
function fields(given: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries({ ...arguments_, ...given });
  return written
    .map(([name, value]) => `<${name}>${escaped(value.replace(/^'|'$/g, ''))}</${name}>\n`)
    .join('');
}

const notifier = 'com.qualys.plugins.pc.jenkins.PCScanNotifier';
const job = (inner: string, root = 'project'): string =>
  `<?xml version='1.1' encoding='UTF-8'?>\n<${root}>\n${inner}\n</${root}>\n`;
const post = (given: Readonly<Record<string, string>> = {}): string =>
  `<publishers><${notifier} plugin="qualys-pc@1.0.8">\n${fields(given)}</${notifier}></publishers>`;

const imported = (text: string): Promise<EndedHere> => runHere(['import', '-'], { cwd: '/', input: text });

describe('import prints no secret that stands in the file, and says what is to be filled in instead', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a login in the address of the proxy',
      { useProxy: 'true', proxyServer: "'http://bob:hunter2@proxy.acme.test:8080/x'", proxyPort: '3128' },
      'host: proxy.acme.test\n  port: 3128\n  password: env:QUALYS_PROXY_PASSWORD',
    ],
    [
      'a login without a scheme',
      { useProxy: 'true', proxyServer: "'bob:hunter2@proxy.acme.test'", proxyPort: '3128' },
      'host: proxy.acme.test\n',
    ],
    [
      'a login and a query in the address of the API server',
      { platform: "'PCP'", apiServer: "'https://bob:hunter2@scan.acme.test:8443/x?token=hunter2'" },
      'apiServer: https://scan.acme.test:8443\n',
    ],
    [
      'something in place of an API server',
      { platform: "'PCP'", apiServer: "'my hunter2:'" },
      'to fill in: apiServer',
    ],
    ['a host as a URL with login', { hostIp: "'https://bob:hunter2@10.0.0.1/'" }, 'to fill in: scan.target'],
    ['a title', { scanName: "'scan password=hunter2'" }, 'to fill in: scan.title'],
    ['a title that is a sum', { scanName: "'x token=' + 'hunter2' + env.X" }, 'to fill in: scan.title'],
    ['a scanner', { scannerName: "'curl -u bob:hunter2'" }, 'to fill in: scan.scanner'],
  ])('%s', async (_, given, expected) => {
    for (const text of [step(given), ...('scanName' in given ? [] : [job(post(given))])]) {
      const { code, stdout, stderr } = await imported(text);
      expect(code, stderr).toBe(0);
      expect(stdout + stderr).not.toContain('hunter2');
      expect(stdout + stderr).toContain(expected);
    }
  });

  test("secrets anywhere in a job's config.xml are remarked upon in their line, encrypted ones are not", async () => {
    const others = [
      '<builders><hudson.tasks.Shell><command>curl -u bob:hunter2 https://acme.test</command></hudson.tasks.Shell></builders>',
      '<authToken>hunter2</authToken>',
      '<apiToken>{AQAAABAAAAAQhunter2+/=}</apiToken><usePassword>true</usePassword>',
      '<url>https://bob:hunter2@acme.test/</url>',
    ];
    const { stderr } = await imported(job(`${others.join('\n')}\n${post()}`));
    expect(stderr.match(/^standard input:\S+ secret-in-text/gm)).toEqual([
      'standard input:3:40 secret-in-text',
      'standard input:4:12 secret-in-text',
      'standard input:6:6 secret-in-text',
    ]);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('what the config does not take is said when it is imported, not when it is run', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a host name',
      { hostIp: "'web01.acme.test'" },
      'to correct: scan.target.ips[0] "web01.acme.test" is not an IP address.',
    ],
    [
      'a variable in the way of a shell',
      { hostIp: "'$HOST_IP'" },
      'to correct: scan.target.ips[0] "$HOST_IP" is not an IP address.',
    ],
    ['a control character', { scannerName: "'a\\nb'" }, 'to correct: scan.scanner holds a line end'],
  ])('%s', async (_, given, expected) => {
    const { code, stderr } = await imported(step(given));
    expect(code).toBe(0);
    expect(stderr).toContain(expected);
  });

  test.each([
    [
      'of a proxy whose host only a run knows, port and credential',
      { useProxy: 'true', proxyServer: 'env.PROXY_HOST', proxyPort: '3128', proxyCredentialsId: "'px'" },
      ['proxy:\n  port: 3128\n  password: env:QUALYS_PROXY_PASSWORD\n', 'proxyCredentialsId: px'],
      'to fill in: proxy.host',
    ],
    [
      'of an instance that only a run knows, the connector',
      {
        useHost: 'false',
        useEc2: 'true',
        ec2Id: 'ids[0]',
        ec2ConnDetails: `'{"prod":{"awsAccountId":"123456789012","id":"1401"}}'`,
        runConnector: 'true',
      },
      ['type: ec2\n    connector:\n      id: "1401"\n      name: prod\n', 'runConnector: true'],
      'to fill in: scan.target.instanceIds',
    ],
  ])('what is known is kept beside what is not: %s', async (_, given, kept, expected) => {
    const { code, stdout, stderr } = await imported(step(given));
    expect(code, stderr).toBe(0);
    for (const text of kept) expect(stdout).toContain(text);
    expect(stderr).toContain(expected);
  });

  test('a port that stands in the name of the proxy is taken where proxyPort has none', async () => {
    const given = { useProxy: 'true', proxyServer: "'proxy.acme.test:8080'", proxyPort: '0' };
    const { stdout, stderr } = await imported(step(given));
    expect(stdout).toContain('host: proxy.acme.test\n  port: 8080\n');
    expect(stderr).toContain('proxy-scheme');
    expect(stderr).not.toContain('to correct');
  });
});

describe("the config.xml of other kinds of jobs than freestyle's", () => {
  const jenkinsfile = `pipeline { agent any\n stages { stage("a & b") { steps {\n  sh "curl -u bob:hunter2 x"\n  ${step({ bogus: '1' })}\n } } } }`;
  const definition = (script: string): string =>
    job(`<definition class="CpsFlowDefinition"><script>${script}</script></definition>`, 'flow-definition');

  test.each([
    ['escaped', escaped(jenkinsfile)],
    ['in CDATA', `<![CDATA[${jenkinsfile}]]>`],
  ])('the pipeline of a pipeline job, %s, is read in its place', async (_, script) => {
    const text = definition(script);
    const { code, stdout, stderr } = await imported(text);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('- 10.20.30.40');
    const line = text.split('\n')[5] ?? '';
    expect(stderr).toContain(`standard input:6:${line.indexOf('bogus') + 1} unknown-argument: `);
    expect(stderr.match(/secret-in-text/g)).toHaveLength(1);
    expect(stderr).toContain('standard input:5:');
    expect(stderr).not.toContain('hunter2');
  });

  test('a script of a parameter that stands before the pipeline is not taken for it', async () => {
    const parameter =
      '<properties><choice><script><script>return ["a"]</script></script></choice></properties>';
    const { code, stdout, stderr } = await imported(
      definition(escaped(jenkinsfile)).replace('<definition', `${parameter}<definition`),
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('- 10.20.30.40');
    expect(stderr.match(/secret-in-text/g)).toHaveLength(1);
  });

  test('a pipeline that lies in the repository is named', async () => {
    const { code, stderr } = await imported(
      job(
        '<definition class="CpsScmFlowDefinition"><scriptPath>ci/Jenkinsfile</scriptPath></definition>',
        'flow-definition',
      ),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('Its pipeline is the file ci/Jenkinsfile of its repository.');
  });

  test('a matrix job, and a step whose class stands in an attribute', async () => {
    const matrix = await imported(job(`<axes/>${post()}`, 'matrix-project'));
    expect(matrix.stdout).toContain('- 10.20.30.40');
    const wrapped = await imported(
      job(
        `<publishers><x>\n<publisher class="${notifier}">\n${fields({ bogus: '1' })}</publisher></x></publishers>`,
      ),
    );
    expect(wrapped.code, wrapped.stderr).toBe(0);
    expect(wrapped.stderr).toContain('standard input:13:1 unknown-argument');
  });

  test('a page in place of the job is called one', async () => {
    const { code, stderr } = await imported('<!DOCTYPE html><html><title>Sign in [Jenkins]</title></html>');
    expect(code).toBe(2);
    expect(stderr).toContain('It is a web page');
    expect(stderr).not.toContain('answer');
  });
});

test('--out - is standard output, and --out without a name is refused', async () => {
  const printed = await imported(step());
  expect(await runHere(['import', '-', '--out', '-'], { cwd: '/', input: step() })).toEqual(printed);
  const { code, stderr } = await runHere(['import', '-', '--out', ''], { cwd: '/', input: step() });
  expect(code).toBe(2);
  expect(stderr).toContain('It names no file.');
});
