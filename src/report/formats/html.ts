import { resultFiles } from '../../workflow/results/result-files.js';
import { stylesheetFile } from '../html/html-report.js';

export const readsRows = true;

export { htmlReport as render } from '../html/html-report.js';

/** Jenkins shows a page without its inline styles, so they lie in a file of their own. */
export const beside = [{ name: resultFiles.css, render: stylesheetFile }];
