/** Who has which share in a set-point, and who has none. */

import {el} from '../parts/dom.js';
import {number} from '../parts/format.js';
import {format} from '../shell/route.js';

const LEFT_OUT = {
  neverReported: 'never reported',
  offline: 'offline',
  maintenance: 'in maintenance',
  retired: 'retired',
  stale: 'with stale values',
  notControlled: 'not controlled',
  noLimits: 'without limits',
  loadPositive: 'with loads as positive',
  otherUnit: 'in another unit',
  otherSetPoint: 'under another set-point',
  unread: 'not answering yet',
  notSent: 'not reached',
  refuses: 'refusing commands',
  noAnswer: 'not answering',
  disobeys: 'not doing what they are told',
};

/** @param {string} why as the service tells it @returns {string} as it stands behind a number of units */
export function leftOutWords(why) {
  return LEFT_OUT[why] ?? why;
}

/**
 * @param {object} member of a set-point, as the service tells it
 * @param {string|null} unit UCUM code
 * @param {import('../shell/route.js').Route} route
 * @returns {HTMLElement}
 */
export function shareRow({asset, assigned, reported, available, leftOut, detail}, unit, {hierarchy, group, signal}) {
  const told = leftOut === null ? `told ${number(assigned, unit)} of ${number(available, unit)}`
    : `left out, ${leftOutWords(leftOut)}${detail === '' ? '' : `: ${detail}`}`;
  return el('li', {'data-row': asset, 'data-share-of': asset, tabindex: -1},
    el('a', {href: format({hierarchy, group, asset, signal})}, asset), ` ${told}; gives ${number(reported, unit)}`);
}
