/** Name of a config file where none is named: the wizard saves it, pipelines read it, every command looks for it. */
export const defaultConfigPath = 'qualys-pc.yaml';
/** Folder of the results, from the working directory, where the config names none. */
export const defaultReportDirectory = 'qualys-pc-results';

/** States that can fail or warn; `exceptions` are rows with an approved, unexpired exception. */
export const stateNames = ['fail', 'error', 'exceptions'] as const;
/** From the worst down. */
export const criticalityNames = ['urgent', 'critical', 'serious', 'medium', 'minimal'] as const;
/** Qualys' values of the names (fact sheet 16.4). */
export const criticalityValues = {
  urgent: 5,
  critical: 4,
  serious: 3,
  medium: 2,
  minimal: 1,
} as const satisfies Record<(typeof criticalityNames)[number], number>;
export const reportFormats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] as const;

export type StateName = (typeof stateNames)[number];
export type CriticalityName = (typeof criticalityNames)[number];
export type ReportFormatName = (typeof reportFormats)[number];
