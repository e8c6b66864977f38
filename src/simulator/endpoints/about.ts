import { type Answer, htmlPage, type SimulatorRequest } from '../exchange.js';
import type { FoContext } from '../fo.js';
import { logInWithHeader } from '../login.js';
import { formatTime } from '../server-time.js';

/** `/msp/about.php`, the only V1 call (fact sheet 7). */
export function answerAbout(request: SimulatorRequest, { tenant, server, notes, now }: FoContext): Answer {
  if (!logInWithHeader(tenant, request.headers, { now, bearer: false })) return htmlPage(401, 'Unauthorized');
  notes.authorized = true;
  return v1Answer(
    `<!DOCTYPE ABOUT SYSTEM "${server}/about.dtd"[]>\n<!-- generated ${formatTime(now)} -->\n<ABOUT>\n  <API-VERSION MAJOR="1" MINOR="4" />\n  <WEB-VERSION>10.34.2.0-1</WEB-VERSION>\n  <SCANNER-VERSION>14.2.40-1</SCANNER-VERSION>\n  <VULNSIGS-VERSION>2.6.310-2</VULNSIGS-VERSION>\n</ABOUT>\n`,
  );
}

/** A refusal of the V1 family: 200, the number in an attribute (fact sheet 5.6). */
export function v1Refusal(server: string, code: number, text: string, now: number): Answer {
  const answer = v1Answer(
    `<!DOCTYPE GENERIC_RETURN SYSTEM "${server}/generic_return.dtd">\n<GENERIC_RETURN>\n  <API name="about.php" username="acme2ab1" at="${formatTime(now)}" />\n  <RETURN status="FAILED" number="${code}">${text}</RETURN>\n</GENERIC_RETURN>\n`,
  );
  return { ...answer, code: String(code) };
}

function v1Answer(document: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8" ?>\n${document}`,
  };
}
