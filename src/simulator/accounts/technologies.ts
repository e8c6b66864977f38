/** Technology ids of the simulated subscription; the numbers are invented, the names are real. */
export const technology = {
  oracle19: 17,
  apache24: 41,
  postgres15: 52,
  mssql2019: 60,
  windows2022: 205,
  windows2019: 204,
  debian12: 310,
  rhel9: 311,
  ubuntu22: 312,
  amazon2023: 313,
} as const;

/** What Qualys calls each technology. */
export const technologyNames: Readonly<Record<number, string>> = {
  [technology.oracle19]: 'Oracle 19c',
  [technology.apache24]: 'Apache HTTP Server 2.4.x',
  [technology.postgres15]: 'PostgreSQL 15.x',
  [technology.mssql2019]: 'Microsoft SQL Server 2019',
  [technology.windows2022]: 'Windows Server 2022',
  [technology.windows2019]: 'Windows Server 2019',
  [technology.debian12]: 'Debian GNU/Linux 12.x',
  [technology.rhel9]: 'Red Hat Enterprise Linux 9.x',
  [technology.ubuntu22]: 'Ubuntu 22.x',
  [technology.amazon2023]: 'Amazon Linux 2023',
};

const { debian12, rhel9, ubuntu22, amazon2023, windows2019, windows2022 } = technology;
/** All Linux technologies. */
export const linux = [debian12, rhel9, ubuntu22, amazon2023];
/** All Windows technologies. */
export const windows = [windows2019, windows2022];
