import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** Whom a connection trusts where the public authorities do not suffice. */
export interface Authorities {
  /** In PEM form. */
  readonly certificates: string[];
  /** Read from the certificates once; throws where one of them is broken. */
  readonly secureContext: () => SecureContext;
}

/**
 * Own authorities on top of the public ones. Node would read these some 150 certificates anew for each connection and
 * put them into the name of each, so connections are given what was read once.
 * @param ca - PEM text.
 */
export function ownAuthorities(ca: string): Authorities {
  const certificates = [...rootCertificates, ca];
  let context: SecureContext | undefined;
  return {
    certificates,
    secureContext: () => {
      context ??= createSecureContext({ ca: certificates });
      return context;
    },
  };
}
