import {
  type Answer,
  bodyText,
  foEndpoint,
  type Interception,
  type Interceptor,
  isCall,
  type SimulatorRequest,
} from '../exchange.js';

/** Chooses requests. */
export type Predicate = (request: SimulatorRequest) => boolean;

/** Requests of one FO call: `call('scan/compliance', 'launch')`. */
export function call(endpoint: string, action: string): Predicate {
  return (request) => isCall(request, endpoint, action);
}

/** Any request of the FO family. */
export function anyFo(request: SimulatorRequest): boolean {
  return foEndpoint(request.path) !== undefined;
}

/** Any FO request that concerns Policy Compliance alone. */
export function anyCompliance(request: SimulatorRequest): boolean {
  return /compliance|option_profile/.test(foEndpoint(request.path)?.endpoint ?? '');
}

/** Whether a request asks the gateway for a token. */
export function isGateway(request: SimulatorRequest): boolean {
  return request.path === '/auth' || request.path.startsWith('/auth/');
}

/** Does something to the first `times` requests that match, each time what `make` says. */
export function firstTimes(
  matches: Predicate,
  times: number,
  make: (request: SimulatorRequest) => Interception,
): () => Interceptor {
  return () => {
    let left = times;
    return (request) => {
      if (left <= 0 || !matches(request)) return undefined;
      left -= 1;
      return make(request);
    };
  };
}

/** Does something to every request that matches. */
export function always(
  matches: Predicate,
  make: (request: SimulatorRequest) => Interception,
): () => Interceptor {
  return firstTimes(matches, Number.POSITIVE_INFINITY, make);
}

/** The first request of each endpoint that matches. */
export function firstOfEach(matches: Predicate, make: () => Interception): () => Interceptor {
  return () => {
    const seen = new Set<string>();
    return (request) => {
      const key = `${request.path} ${request.action ?? ''}`;
      if (!matches(request) || seen.has(key)) return undefined;
      seen.add(key);
      return make();
    };
  };
}

/** The interception that replaces the service's answer. */
export function replaced(answer: Answer): Interception {
  return { kind: 'replace', answer };
}

/** A complete HTTP answer whose document breaks off at two thirds. */
export function cutOff(answer: Answer): Answer {
  const text = bodyText(answer);
  return { ...answer, body: text.slice(0, Math.floor((text.length * 2) / 3)) };
}
