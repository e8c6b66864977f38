import type { Endpoint, Form } from './endpoint.js';
import { type EndpointName, pathOf } from './endpoints.js';

/**
 * The part that all FO calls share: a POST to the endpoint's path with the action in the body. Lists are POSTs
 * too, as ids and addresses outgrow an address line (fact sheet 2.3).
 */
export function foCall<Input>(
  name: EndpointName,
  action: string,
  form: (input: Input) => Form,
): Pick<Endpoint<Input, unknown>, 'method' | 'path' | 'action' | 'body'> {
  return {
    method: 'POST',
    path: (versions) => pathOf(name, versions),
    action,
    body: (input) => ({ action, ...form(input) }),
  };
}
