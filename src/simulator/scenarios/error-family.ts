import { v1Refusal } from '../endpoints/about.js';
import { errorAnswer, errorCodes } from '../error-answers.js';
import { type Answer, isCall, type SimulatorRequest } from '../exchange.js';
import { qpsRefusal, type ResponseCode, serviceResponse } from '../qps/service-response.js';
import { serverTime } from '../server-time.js';
import { firstTimes, isGateway, type Predicate, replaced } from './interceptors.js';
import type { Scenario } from './scenario.js';

/** How the family is written: code (of QPS a word), HTTP status, how often, and which call. */
export const errorFamily = 'error-<CODE>[/<STATUS>][x<TIMES>][@<endpoint>:<action>|@about|@gateway|@qps]';

/** Every run reads the option profiles, and a connection test may do so too. */
const defaultCall = 'subscription/option_profile/pc:list';

function predicateOf(place: string): Predicate {
  if (place === 'about') return ({ path }) => path === '/msp/about.php';
  if (place === 'gateway') return isGateway;
  if (place === 'qps') return ({ path }) => path.startsWith('/qps/');
  const [endpoint = '', action = 'list'] = place.split(':');
  return (request) => isCall(request, endpoint, action);
}

function answerOf(code: number, status: number | undefined, request: SimulatorRequest): Answer {
  const now = serverTime();
  if (request.path === '/msp/about.php')
    return v1Refusal('https://qualysapi.qualys.test', code, 'Refused', now);
  return errorAnswer(code, now, status === undefined ? {} : { status });
}

/** QPS refuses with a word in the body and HTTP 200, unless a status is given. */
function wordAnswer(code: ResponseCode, status = 200): Answer {
  const server = 'https://qualysapi.qualys.test';
  return { ...serviceResponse({ server, schema: '2.0/am/hostasset', code, error: 'Refused' }), status };
}

/** A scenario of the family, or undefined when the name is not one. */
export function errorScenario(name: string): Scenario | undefined {
  const match = /^error-(\d+|[A-Z_]+)(?:\/(\d{3}))?(?:x(\d+))?(?:@(.+))?$/.exec(name);
  const [, code = '', status, times, where] = match ?? [];
  const word = qpsRefusal(code);
  const place = where ?? (word === undefined ? defaultCall : 'qps');
  if (word === undefined ? !errorCodes.includes(Number(code)) : place !== 'qps') return undefined;
  const httpStatus = status === undefined ? undefined : Number(status);
  return {
    name,
    title: `${place} answers ${code}`,
    intercept: firstTimes(predicateOf(place), Number(times ?? Number.POSITIVE_INFINITY), (request) =>
      replaced(
        word === undefined ? answerOf(Number(code), httpStatus, request) : wordAnswer(word, httpStatus),
      ),
    ),
  };
}
