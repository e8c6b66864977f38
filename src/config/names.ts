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
/** Every report format and its main file, relative to the report directory; its code is the file of its name under src/report/formats. */
export const reportFileNames = {
  html: 'report.html',
  junit: 'junit.xml',
  sarif: 'results.sarif',
  csv: 'controls.csv',
  markdown: 'summary.md',
  hdf: 'hdf.json',
  codequality: 'codequality.json',
  text: 'report.txt',
} as const;
/** Names of the formats, in the order of the list. */
export const reportFormats = Object.keys(reportFileNames) as readonly ReportFormatName[];

export type StateName = (typeof stateNames)[number];
export type CriticalityName = (typeof criticalityNames)[number];
export type ReportFormatName = keyof typeof reportFileNames;

/** Scans of one config at a time where it does not say (design, section 3). */
export const usualJobs = 2;
