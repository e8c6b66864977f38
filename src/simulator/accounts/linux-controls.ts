import type { ControlFamily } from './control-families.js';
import { linux } from './technologies.js';

/** Families of Linux controls, as benchmarks group them. */
export const linuxFamilies: readonly ControlFamily[] = [
  {
    name: 'kernel modules',
    firstCid: 10001,
    technologies: linux,
    criticality: 2,
    statement: "Status of the '%' kernel module",
    expected: 'blacklisted, not loaded',
    found: 'loadable',
    settings: 'cramfs freevxfs jffs2 hfs hfsplus squashfs udf usb-storage dccp tipc rds sctp',
  },
  {
    name: 'kernel parameters',
    firstCid: 10101,
    technologies: linux,
    criticality: 3,
    statement: "Current and persistent value of the kernel parameter '%'",
    expected: 'the hardened value, at run time and in /etc/sysctl.d',
    found: 'the default value',
    settings: `kernel.randomize_va_space kernel.yama.ptrace_scope fs.suid_dumpable kernel.dmesg_restrict
      kernel.kptr_restrict net.ipv4.conf.all.send_redirects net.ipv4.conf.default.send_redirects
      net.ipv4.icmp_ignore_bogus_error_responses net.ipv4.icmp_echo_ignore_broadcasts
      net.ipv4.conf.all.accept_redirects net.ipv4.conf.default.accept_redirects
      net.ipv4.conf.all.secure_redirects net.ipv4.conf.default.secure_redirects net.ipv4.conf.all.rp_filter
      net.ipv4.conf.default.rp_filter net.ipv4.conf.all.accept_source_route
      net.ipv4.conf.default.accept_source_route net.ipv4.conf.all.log_martians net.ipv4.tcp_syncookies
      net.ipv6.conf.all.accept_ra net.ipv6.conf.default.accept_ra net.ipv6.conf.all.accept_redirects
      net.ipv6.conf.all.forwarding`,
  },
  {
    name: 'partitions',
    firstCid: 10201,
    technologies: linux,
    criticality: 2,
    statement: "Mount options of the '%' partition",
    expected: 'separate partition with nodev,nosuid',
    found: 'defaults',
    settings: '/dev/shm /home /var /var/tmp /var/log /var/log/audit /tmp /boot /opt /srv',
  },
  {
    name: 'services',
    firstCid: 10301,
    technologies: linux,
    criticality: 3,
    statement: "Status of the '%' service",
    expected: 'not installed, or masked',
    found: 'enabled, running',
    settings: `autofs avahi-daemon isc-dhcp-server bind9 dnsmasq vsftpd slapd dovecot nfs-server ypserv cups rpcbind
      rsync smbd snmpd tftpd-hpa squid apache2 nginx xinetd x11-common telnet rsh-client talk`,
  },
  {
    name: 'SSH daemon',
    firstCid: 10401,
    technologies: linux,
    criticality: 4,
    statement: "Status of the '%' setting in '/etc/ssh/sshd_config'",
    expected: 'the hardened value',
    found: 'the default value',
    settings: `Ciphers MACs KexAlgorithms HostbasedAuthentication IgnoreRhosts GSSAPIAuthentication LogLevel
      MaxSessions MaxStartups PermitUserEnvironment UsePAM DisableForwarding AllowUsers DenyGroups StrictModes`,
  },
  {
    name: 'sudo and PAM',
    firstCid: 10501,
    technologies: linux,
    criticality: 4,
    statement: "Status of the '%' setting of sudo and PAM",
    expected: 'set as the benchmark says',
    found: 'not set',
    settings: `use_pty logfile timestamp_timeout pam_wheel pam_faillock_deny pam_faillock_unlock_time
      pam_pwquality_minlen pam_pwquality_difok pam_pwquality_minclass pam_pwquality_maxrepeat
      pam_pwhistory_remember pam_unix_nullok`,
  },
  {
    name: 'accounts',
    firstCid: 10601,
    technologies: linux,
    criticality: 3,
    statement: "Value of '%' for accounts and in '/etc/login.defs'",
    expected: 'as the password policy says',
    found: '99999',
    settings: `PASS_MAX_DAYS PASS_MIN_DAYS PASS_WARN_AGE INACTIVE UMASK root_PATH shell_timeout_TMOUT system_shells
      duplicate_UIDs duplicate_GIDs`,
  },
  {
    name: 'audit rules',
    firstCid: 10701,
    technologies: linux,
    criticality: 2,
    statement: "Audit rules recording '%'",
    expected: 'a rule for b32 and b64, loaded and in /etc/audit/rules.d',
    found: 'no rule',
    settings: `sudoers user_emulation sudo_log time_change network_environment privileged_commands failed_access
      user_and_group_changes permission_changes mounts sessions logins deletions MAC_policy chcon setfacl chacl
      usermod kernel_modules immutable_configuration`,
  },
  {
    name: 'files',
    firstCid: 10801,
    technologies: linux,
    criticality: 3,
    statement: "Owner and permissions of '%'",
    expected: '0644 root:root or stricter',
    found: '0666 root:root',
    settings: `/etc/passwd /etc/passwd- /etc/group /etc/group- /etc/shadow- /etc/gshadow /etc/gshadow- /etc/shells
      /etc/security/opasswd /etc/crontab /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly
      /etc/cron.d /etc/at.allow /etc/motd /etc/issue /etc/issue.net /boot/grub/grub.cfg`,
  },
];
