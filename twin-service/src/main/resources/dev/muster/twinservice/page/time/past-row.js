/** A group of the past in the tree: its name then, what became of it since, and how many stood in it. No live figure. */

import {el, replace, setAttribute, setText, svg} from '../parts/dom.js';
import {count} from '../parts/format.js';

/** @returns {HTMLElement} to be filled by `setPastRow` */
export function pastRow() {
  const parts = {
    twisty: el('span', {class: 'twisty', 'aria-hidden': 'true'},
      svg('svg', {viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, focusable: 'false'},
        svg('path', {d: 'M5.5 3l5 5-5 5'}))),
    name: el('span', {class: 'tree-name'}),
    since: el('span', {class: 'past-since', 'data-since-then': ''}),
    members: el('span', {class: 'past-members', 'data-members': ''}),
  };
  const element = el('div', {class: 'tree-row past-row', role: 'treeitem', tabindex: -1}, parts.twisty, parts.name,
    parts.since, parts.members);
  element.parts = parts;
  return element;
}

/**
 * @param {HTMLElement} element of `pastRow`
 * @param {import('./past.js').Past} past
 * @param {import('../tree/tree-model.js').Place} place
 * @param {{selected: boolean, focused: boolean}} state
 */
export function setPastRow(element, past, place, {selected, focused}) {
  const {parts} = element;
  const {name} = past.groups.get(place.key);
  const changes = past.changes(place.key).join(', ');
  const members = past.members(place.key);
  setText(parts.name, name);
  setAttribute(parts.name, 'title', name);
  setText(parts.since, changes);
  setAttribute(parts.since, 'title', changes === '' ? null : changes);
  setAttribute(parts.members, 'data-members', members ?? '');
  if (members === null) {
    setText(parts.members, '…');
  } else if (parts.members.dataset.written !== String(members)) {
    parts.members.dataset.written = members;
    replace(parts.members, count(members), el('span', {class: 'visually-hidden'}, members === 1 ? ' member' : ' members'));
  }
  setAttribute(element, 'data-group', place.key);
  setAttribute(element, 'aria-level', place.level);
  setAttribute(element, 'aria-posinset', place.position);
  setAttribute(element, 'aria-setsize', place.siblings);
  setAttribute(element, 'aria-expanded', place.children > 0 ? place.open : null);
  setAttribute(element, 'aria-selected', selected);
  setAttribute(element, 'tabindex', focused ? 0 : -1);
  element.style.setProperty('--depth', place.level - 1);
}
