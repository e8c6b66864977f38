/** The name that stands for the Qualys external scanners (fact sheet 15.2). */
export const External = 'External';
