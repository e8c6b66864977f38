/** Licences that may be in the bundle: each allows it to be passed on under Apache-2.0 with its notice. */
export const allowedLicences: readonly string[];
