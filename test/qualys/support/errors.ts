import { PcError } from '../../../src/errors.js';

/** The PcError that a promise ends in; anything else fails the test. */
export async function pcErrorOf(promise: Promise<unknown>): Promise<PcError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PcError)) throw new Error(`expected a PcError, got ${String(error)}`);
  return error;
}

/** A SIMPLE_RETURN that refuses. */
export function refusal(code: string, text: string, items: Readonly<Record<string, string>> = {}): string {
  const list = Object.entries(items).map(
    ([key, value]) => `<ITEM><KEY>${key}</KEY><VALUE>${value}</VALUE></ITEM>`,
  );
  return `<!DOCTYPE SIMPLE_RETURN SYSTEM "https://x.test/simple_return.dtd"><SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:12:40Z</DATETIME><CODE>${code}</CODE><TEXT><![CDATA[${text}]]></TEXT>${list.length === 0 ? '' : `<ITEM_LIST>${list.join('')}</ITEM_LIST>`}</RESPONSE></SIMPLE_RETURN>`;
}
