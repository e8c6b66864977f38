import type { Account } from './accounts/account.js';
import type { Behaviour } from './behaviour.js';
import type { Element } from './markup.js';
import type { ParameterRules, Refusal } from './parameter-rules.js';
import type { Tenant } from './tenant.js';

/** An XML answer: children of the root are rendered one after the other, so that long lists are never in memory. */
export interface XmlDocument {
  readonly root: string;
  /** Path of the DTD below `/api/<version>/`. */
  readonly dtd: string;
  /** Ready-made pieces between the root's tags; pieces of text are markup already. */
  readonly content: Iterable<Element | string>;
}

/** One call of the FO family, already checked against the rules of its action. */
export interface FoCall {
  readonly tenant: Tenant;
  readonly account: Account;
  readonly behaviour: Behaviour;
  readonly params: Readonly<Record<string, string>>;
  readonly version: string;
  readonly endpoint: string;
  readonly now: number;
}

/** One action of an endpoint. */
export interface FoAction {
  /** A change: POST only, and marked in the journal. */
  readonly changes: boolean;
  readonly rules: ParameterRules;
  readonly run: (call: FoCall) => XmlDocument | Refusal;
}

/** One path below `/api/<version>/fo/`. */
export interface FoEndpoint {
  readonly versions: readonly string[];
  readonly actions: Readonly<Record<string, FoAction>>;
}
