/** One row of the list of those who are missing. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {ago, when} from '../parts/format.js';
import {reasonChip} from '../parts/reasons.js';

/**
 * @param {import('./missing-order.js').Member} member
 * @param {{href: string, groupHref: string}} links
 * @returns {HTMLElement}
 */
export function missingRow(member, {href, groupHref}) {
  return el(
    'div',
    {role: 'row', class: 'missing-row', 'data-asset': member.asset},
    el('div', {role: 'gridcell', 'data-column': 'name'}, el('a', {href, tabindex: '-1'}, member.name)),
    el('div', {role: 'gridcell', 'data-column': 'reason'}, reasonChip(member.reason)),
    el(
      'div',
      {role: 'gridcell', 'data-column': 'since'},
      el('time', {class: 'since-at'}),
      ' ',
      el('span', {class: 'since-age'}),
    ),
    el('div', {role: 'gridcell', 'data-column': 'group'}, el('a', {href: groupHref, tabindex: '-1'}, member.groupName)),
  );
}

/**
 * @param {HTMLElement} row as `missingRow` made it
 * @param {import('./missing-order.js').Member} member
 * @param {{now: number, isBack: boolean, isTabStop: boolean, index: number, href: string, groupHref: string}} seen
 *   isBack: it reports again, and only stays in its place because somebody points at it
 */
export function updateMissingRow(row, member, {now, isBack, isTabStop, index, href, groupHref}) {
  const [name, reason, since, group] = row.children;
  setText(name.firstChild, member.name);
  setAttribute(name.firstChild, 'href', href);
  setAttribute(name.firstChild, 'tabindex', isTabStop ? 0 : -1);
  setAttribute(name, 'title', member.name === member.asset ? member.asset : `${member.name} (${member.asset})`);
  const shown = isBack ? 'back' : member.reason;
  if (row.shownReason !== shown) {
    row.shownReason = shown;
    reason.replaceChildren(isBack ? el('span', {class: 'reports-again'}, 'no longer missing') : reasonChip(member.reason));
  }
  setText(since.children[0], member.since === null ? 'not known' : when(member.since, now));
  setAttribute(since.children[0], 'datetime', member.since);
  setText(since.children[1], member.since === null || isBack ? '' : ago(now - Date.parse(member.since)));
  setText(group.firstChild, member.groupName);
  setAttribute(group.firstChild, 'href', groupHref);
  row.classList.toggle('is-back', isBack);
  setAttribute(row, 'aria-rowindex', index + 2);
}
