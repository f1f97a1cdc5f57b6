/** The bar of those who report out of those who should. */

import {el, setAttribute} from '../parts/dom.js';
import {count, percent} from '../parts/format.js';

// With more than these, single members could not be told apart in the tree's column.
const MEMBERS_DRAWN_MAX = 30;

/** @returns {HTMLElement} empty until `setMuster` */
export function musterBar() {
  return el('span', {class: 'muster', role: 'img'},
    el('span', {class: 'muster-reporting'}), el('span', {class: 'muster-missing'}));
}

/**
 * @param {HTMLElement} bar of `musterBar`
 * @param {{expected: number, reporting: number}} row
 */
export function setMuster(bar, {expected, reporting}) {
  const state = `${reporting}/${expected}`;
  if (bar.dataset.state === state) {
    return;
  }
  bar.dataset.state = state;
  bar.dataset.expected = expected;
  bar.dataset.reporting = reporting;
  bar.dataset.missing = expected - reporting;
  bar.style.setProperty('--reporting-count', reporting);
  bar.style.setProperty('--missing-count', expected - reporting);
  bar.style.setProperty('--members', expected);
  setAttribute(bar, 'data-ticks', expected > 1 && expected <= MEMBERS_DRAWN_MAX ? '' : null);
  setAttribute(bar, 'aria-label', musterText({expected, reporting}));
}

/** @param {{expected: number, reporting: number}} row @returns {string} */
export function musterText({expected, reporting}) {
  return expected === 0 ? 'nobody expected'
    : `${count(reporting)} of ${count(expected)} reporting, ${percent(reporting / expected)}`;
}
