/** About ten instance ids fit one launch (fact sheet 2.10). */
export const MOST_INSTANCES = 10;
