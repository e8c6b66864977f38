import type { Endpoint } from './endpoint.js';

/** What a private cloud says of itself (fact sheet 7). */
export interface About {
  readonly webVersion: string;
}

/** Proves address and credentials on a private cloud; says nothing of modules. */
export const aboutCall: Endpoint<void, About> = {
  method: 'GET',
  path: () => '/msp/about.php',
  action: 'about',
  purpose: 'say its version',
  repeatable: true,
  roots: ['ABOUT'],
  body: () => undefined,
  parse: (root) => ({ webVersion: root.text('WEB-VERSION') }),
};
