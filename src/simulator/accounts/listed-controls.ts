import type { Control } from './account.js';
import { linux, technology } from './technologies.js';

/**
 * The controls of the two policies that most verdicts are counted on, and of the two small ones beside them. They
 * are few and listed here row by row, so that `test/verdicts.yaml` can be written by hand.
 */
const rows: readonly (readonly [
  cid: number,
  criticality: number,
  statement: string,
  expected: string,
  found: string,
])[] = [
  // Policy 5101, twelve controls: on a plain Linux host twelve rows.
  [114, 2, "Status of the 'net.ipv4.ip_forward' kernel parameter", '0', '1'],
  [141, 4, "Permissions set for the '/etc/shadow' file", '0640 root:shadow', '0644 root:root'],
  [411, 1, "Status of the 'Banner' setting in '/etc/ssh/sshd_config'", '/etc/issue.net', 'none'],
  [1140, 3, "Status of the 'MaxAuthTries' setting in '/etc/ssh/sshd_config'", '4', '6'],
  [1141, 5, "Status of the 'PermitRootLogin' setting in '/etc/ssh/sshd_config'", 'no', 'yes'],
  [1142, 2, "Status of the 'X11Forwarding' setting in '/etc/ssh/sshd_config'", 'no', 'yes'],
  [1145, 3, "Status of the 'LoginGraceTime' setting in '/etc/ssh/sshd_config'", '60', '120'],
  [1146, 4, "Status of the 'PermitEmptyPasswords' setting in '/etc/ssh/sshd_config'", 'no', 'yes'],
  [1150, 1, "Status of the 'ClientAliveInterval' setting in '/etc/ssh/sshd_config'", '300', '0'],
  [1151, 2, "Status of the 'AllowTcpForwarding' setting in '/etc/ssh/sshd_config'", 'no', 'yes'],
  [2201, 4, 'Number of days for which audit logs are kept', '90', '30'],
  [11411, 3, "Status of the 'audit_trail' setting of the local database client", 'db,extended', 'none'],
  // Policy 5102, four controls.
  [2211, 4, "Password hashing algorithm in '/etc/login.defs' and PAM", 'SHA512', 'MD5'],
  [2212, 3, "Status of the 'auditd' service", 'enabled', 'disabled'],
  [2213, 2, "Mount option 'nodev' for the '/tmp' partition", 'nodev', 'defaults'],
  [2214, 1, "Contents of the '/etc/motd' login notice", 'Authorized uses only.', 'Welcome & <have fun>'],
];

/** Controls of the policies 5101 and 5102. */
export const listedLinuxControls: readonly Control[] = rows.map(
  ([cid, criticality, statement, expected, found]) => ({
    cid,
    criticality,
    statement,
    expected,
    found,
    technologies: linux,
  }),
);

/** Policy 5303: two controls for the operating system, three for Oracle, one for both. */
export const listedMixedControls: readonly Control[] = [
  {
    cid: 5201,
    criticality: 3,
    statement: 'Number of days for which audit records are kept, operating system and database',
    expected: '90',
    found: '14',
    technologies: [...linux, technology.oracle19],
  },
  {
    cid: 5202,
    criticality: 5,
    statement: "Status of the 'REMOTE_LOGIN_PASSWORDFILE' setting in init.ora",
    expected: 'NONE',
    found: 'SHARED',
    technologies: [technology.oracle19],
  },
  {
    cid: 5203,
    criticality: 4,
    statement: "Status of the 'SEC_CASE_SENSITIVE_LOGON' setting in init.ora",
    expected: 'TRUE',
    found: 'FALSE',
    technologies: [technology.oracle19],
  },
];

/** Policy 5201: three controls for Windows servers. */
export const listedWindowsControls: readonly Control[] = [
  {
    cid: 8101,
    criticality: 5,
    statement: "Status of the 'SMBv1' server protocol",
    expected: 'Disabled (0)',
    found: 'Enabled (1)',
    technologies: [technology.windows2019, technology.windows2022],
  },
  {
    cid: 8102,
    criticality: 3,
    statement: "Status of the 'Minimum password length' security setting",
    expected: '14 or more',
    found: '7',
    technologies: [technology.windows2019, technology.windows2022],
  },
  {
    cid: 8103,
    criticality: 1,
    statement: "Status of the 'Interactive logon: Message title' security setting",
    expected: 'Acme Corporation',
    found: '(empty)',
    technologies: [technology.windows2019, technology.windows2022],
  },
];
