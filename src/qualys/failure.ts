import type { GarbledProblem } from './xml/garbled.js';

/** Why one attempt of a call brought no result. Plain facts without secrets; {@link errorOf} makes a sentence of it. */
export type Failure =
  /** Qualys said no, in the body. `code` is its CODE or responseCode. */
  | {
      readonly type: 'refused';
      readonly status: number;
      readonly code: string;
      readonly text: string;
      /** ITEM_LIST of a SIMPLE_RETURN. */
      readonly items: Readonly<Record<string, string>>;
      readonly toWaitSec: number | undefined;
    }
  /** A status that is no success with a body that explains nothing. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly firstLine: string;
      /** Host of the Location header of a redirect. */
      readonly redirectedTo?: string | undefined;
      readonly toWaitSec: number | undefined;
    }
  /** A success by status whose body cannot be read. */
  | {
      readonly type: 'garbled';
      readonly status: number;
      readonly problem: GarbledProblem;
      readonly detail: string;
      readonly firstLine: string;
    }
  /** No answer, or only a part of one. */
  | {
      readonly type: 'network';
      readonly problem: NetworkProblem;
      readonly code: string;
      readonly detail: string;
    };

/** `lost` may have reached Qualys; the others prove that it did not. */
export type NetworkProblem =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'proxy-credentials'
  | 'lost'
  | 'timeout';
