import type { ApiVersions } from './endpoints.js';
import type { XmlNode } from './xml/xml-node.js';

/** Parameters of a call by name; undefined ones are not sent. No name can occur twice. */
export type Form = Readonly<Record<string, string | undefined>>;

/** One call of the API: pure functions that write the request and read the answer. */
export interface Endpoint<Input, Output> {
  readonly method: 'GET' | 'POST';
  readonly path: (versions: ApiVersions, input: Input) => string;
  /** Shown beside the path, e.g. `list`. */
  readonly action: string;
  /** Completes "Qualys refused to …", e.g. `list the policies`. */
  readonly purpose: string;
  /** True when sending it twice leaves Qualys as sending it once would. */
  readonly repeatable: boolean;
  /** True when minutes may pass before the first byte. */
  readonly slow?: boolean;
  /** Root elements of a good answer. A SIMPLE_RETURN with CODE is a refusal whatever stands here. */
  readonly roots: readonly string[];
  /** A form for FO calls, an XML text for QPS calls, undefined for no body. Nothing else carries parameters. */
  readonly body: (input: Input) => Form | string | undefined;
  readonly parse: (root: XmlNode, input: Input) => Output;
  readonly read?: undefined;
}

/** A call whose answer can be too large for a tree and is read as it comes. */
export interface StreamEndpoint<Input, Output> extends Omit<Endpoint<Input, Output>, 'parse' | 'read'> {
  /**
   * Reads one answer. May be called again with a fresh answer when this one breaks off.
   * @throws GarbledAnswer when the text ends early or is not the document, MissingElement when it lacks something,
   * RefusedAnswer when it states a refusal.
   */
  readonly read: (chunks: AsyncIterable<string>, input: Input) => Promise<Output>;
}

/** Any call, whichever way its answer is read. */
export type AnyEndpoint<Input, Output> = Endpoint<Input, Output> | StreamEndpoint<Input, Output>;
