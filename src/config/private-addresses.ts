import { IpSet } from '../net/ip-set.js';

/** Private, shared, loopback and link-local networks: the external scanners reach none of them. */
const privateNetworks = IpSet.parse(
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 fc00::/7 fe80::/10 ::1',
);

/** The addresses that cannot be reached from outside. */
export function privateAddresses(ips: IpSet): IpSet {
  return ips.intersect(privateNetworks);
}
