import { type Answer, bodyText } from '../exchange.js';
import { always, call } from './interceptors.js';
import type { Scenario } from './scenario.js';

const fetched = call('scan/compliance', 'fetch');

/** A fetched result whose AUTH_SCAN_ISSUES stands in place of AUTHENTICATION (fact sheet 15.5). */
function issues(kind: 'FAILED' | 'INSUFFICIENT', cause: string): NonNullable<Scenario['intercept']> {
  const entry = (address: string): string =>
    `<${kind}><IP>${address}</IP><INSTANCE>os</INSTANCE><CAUSE><![CDATA[${cause}]]></CAUSE></${kind}>`;
  const change = (answer: Answer): Answer => {
    const text = bodyText(answer);
    const block = new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`).exec(text)?.[1] ?? '';
    // CDATA may come in pieces that cut an address in two.
    const addresses = block.replaceAll(/<!\[CDATA\[|\]\]>/g, '').match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
    const section = `<AUTH_SCAN_ISSUES>${addresses.map(entry).join('')}</AUTH_SCAN_ISSUES>`;
    const bare = text.replace(/<AUTHENTICATION>[\s\S]*<\/AUTHENTICATION>/, '');
    return { ...answer, body: bare.replace('<APPENDIX>', `${section}<APPENDIX>`) };
  };
  return always(fetched, () => ({ kind: 'change', change }));
}

/** Results that say what went wrong with a login in a section of its own. */
export const loginScenarios: readonly Scenario[] = [
  {
    name: 'auth-issues-failed',
    title: 'Login fails, said with its cause in AUTH_SCAN_ISSUES; there is no AUTHENTICATION',
    behaviour: { hostFate: () => 'auth-failed' },
    intercept: issues('FAILED', 'Unable to log in: permission denied'),
  },
  {
    name: 'auth-issues-insufficient',
    title: 'Rights are too few, said with the cause in AUTH_SCAN_ISSUES; there is no AUTHENTICATION',
    behaviour: { hostFate: () => 'insufficient' },
    intercept: issues('INSUFFICIENT', 'sudo is missing'),
  },
];
