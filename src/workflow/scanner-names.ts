import { IpSet } from '../net/ip-set.js';

/** The name that stands for the Qualys external scanners (fact sheet 15.2). */
export const External = 'External';

/** Addresses that no scanner on the internet reaches: RFC 1918, link-local, loopback, unique local. */
export const PRIVATE_RANGES = IpSet.parse(
  '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,127.0.0.0/8,fc00::/7,fe80::/10',
);
