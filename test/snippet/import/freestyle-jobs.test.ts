import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { importJenkinsfile } from '../../../src/snippet/import/import-jenkinsfile.js';
import type { ImportedStep } from '../../../src/snippet/import/step-reader.js';
import { hostileText } from '../hostile-text.js';

const example = readFileSync(new URL('../jobs/freestyle.xml', import.meta.url), 'utf8');
const job = (fields: string): string => `<?xml version='1.1' encoding='UTF-8'?>
<project>
  <publishers>
    <com.qualys.plugins.pc.jenkins.PCScanNotifier plugin="qualys-pc@1.0.8">
${fields}
    </com.qualys.plugins.pc.jenkins.PCScanNotifier>
  </publishers>
</project>
`;

function only(text: string): ImportedStep {
  const { steps } = importJenkinsfile(text, 'config.xml');
  const [step, ...more] = steps;
  expect(more).toEqual([]);
  if (step === undefined) throw new Error('There is a step.');
  return step;
}

const placesOf = ({ lints }: ImportedStep): string[] =>
  lints.map(({ code, line, column }) => `${code}@${line}:${column}`);

describe("Import reads a job's config.xml (freestyle post-build step, class PCScanNotifier)", () => {
  test('the example of a freestyle job becomes the config that means the same', () => {
    const step = only(example);
    expect(step.written).toEqual({
      version: 1,
      platform: 'US2',
      scan: {
        target: { type: 'host', ips: ['10.20.30.40'] },
        scanner: 'External',
        optionProfile: { id: '9001', title: 'Jenkins_Baseline' },
        policies: [{ id: '11', title: 'CIS Debian 12' }],
      },
      timeouts: { pollingInterval: '2', timeout: '60*2' },
      jenkins: { credentialsId: 'qualys-api' },
    });
    expect(step.missing).toEqual([]);
    expect(step.variables).toEqual(['QUALYS_USERNAME', 'QUALYS_PASSWORD']);
    expect(placesOf(step)).toEqual(['no-criteria@2:22', 'external-private@2:267']);
  });

  test('an enabled proxy without server is a remark at its line, whether the element is blank or absent', () => {
    const blank = job('<useProxy>true</useProxy>\n<proxyServer></proxyServer>\n<proxyPort>0</proxyPort>');
    expect(placesOf(only(blank))).toContain('proxy-missing@5:1');
    expect(placesOf(only(job('<useProxy>true</useProxy>')))).toContain('proxy-missing@5:1');
    const pipeline = "qualysPolicyComplianceScanner(useProxy: true, proxyServer: '')";
    expect(placesOf(only(pipeline))).toContain('proxy-missing@1:31');
  });

  test('booleans, numbers, entities and blank fields are read as the plugin wrote them', () => {
    const { written, variables } = only(
      job(`<platform>PCP</platform><apiServer>https://qualysapi.acme.example</apiServer>
<useProxy>true</useProxy><proxyServer>proxy.acme.test</proxyServer><proxyPort>3128</proxyPort>
<proxyCredentialsId>proxy-login</proxyCredentialsId>
<!-- <hostIp>192.0.2.1</hostIp> --><useHost>true</useHost><hostIp>env.HOST_IP</hostIp>
<scannerName>R&amp;D &lt;edge&gt;</scannerName><useEc2>false</useEc2><ec2Id></ec2Id>`),
    );
    expect(written).toMatchObject({
      platform: 'PCP',
      apiServer: 'https://qualysapi.acme.example',
      proxy: { host: 'proxy.acme.test', port: 3128 },
      scan: { target: { type: 'host', ips: ['env.HOST_IP'] }, scanner: 'R&D <edge>' },
    });
    expect(variables).toEqual([
      'QUALYS_USERNAME',
      'QUALYS_PASSWORD',
      'QUALYS_PROXY_USERNAME',
      'QUALYS_PROXY_PASSWORD',
      'HOST_IP',
    ]);
  });

  test('what the plugin stores beside its parameters is no remark; any other field is ignored by Jenkins, not refused', () => {
    const stored = only(
      job(`<useEc2>true</useEc2><ec2Id>env.INSTANCE</ec2Id>
<ec2ConnDetails>{"prod":{"awsAccountId":"123456789012","id":"1401"}}</ec2ConnDetails>
<ec2ConnName>prod</ec2ConnName><ec2ConnAccountId>123456789012</ec2ConnAccountId><ec2ConnId>1401</ec2ConnId>
<pluginName>Qualys PC Scanning Connector</pluginName><optionProfileName>Jenkins_Baseline</optionProfileName>
<selectedPoliciesJson><members><entry><string>11</string></entry></members></selectedPoliciesJson>
<hostIpValue>192.0.2.1</hostIpValue><ec2IdValue>i-0123456789abcdef0</ec2IdValue>`),
    );
    expect(stored.lints.map(({ code }) => code)).not.toContain('unknown-argument');
    expect(stored.written.scan.target).toMatchObject({ instanceIds: ['env.INSTANCE'] });
    const [unknown] = only(job('<bogus>1</bogus>')).lints.filter(({ code }) => code === 'unknown-argument');
    expect(unknown?.problem).toBe('The plugin has no field "bogus"; Jenkins ignores it.');
  });

  test('a commented step is none, and a job without the step or of broken XML is refused', () => {
    const commented = `<project><!-- ${job('')
      .replace(/<\?.*\?>/, '')
      .trim()} --></project>`;
    expect(() => importJenkinsfile(commented, 'config.xml')).toThrow(/^config\.xml holds no post-build step/);
    expect(() => importJenkinsfile(example.slice(0, 300), 'config.xml')).toThrow(
      /^config\.xml is not the XML of a Jenkins job/,
    );
  });

  test('any XML is read or refused with a PcError, never a crash', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 6 }), fc.boolean(), (texts, isInside) => {
        try {
          const text = isInside ? job(texts.join('')) : `<${texts.join('<')}`;
          expect(importJenkinsfile(text).steps.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PcError);
        }
      }),
      { numRuns: 1000 },
    );
    expect(() => importJenkinsfile('<a>'.repeat(20_000) + '</a>'.repeat(20_000))).toThrow(PcError);
  });
});
