/** How a group looks in the tree: its line, and the root's, which stands above and larger. */

import {el, setAttribute, setText, svg} from '../parts/dom.js';
import {count, number, percent, unitSign} from '../parts/format.js';
import {musterBar, setMuster} from './muster-bar.js';
import {inOrder, REASONS, reason, reasonChip, reasonGlyph} from '../parts/reasons.js';

// What the column of reasons has room for and what its parts take, in em of its type.
const REASONS_EM = 8.4;
const CHIP_EM = 1.7;
const DIGIT_EM = 0.65;
const MORE_EM = 1.3;

/** @returns {HTMLElement} a row to be filled by `setRow` */
export function treeRow() {
  const parts = figures(chips);
  parts.name = el('span', {class: 'tree-name'});
  parts.twisty = el('span', {class: 'twisty', 'aria-hidden': 'true'},
    svg('svg', {viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, focusable: 'false'},
      svg('path', {d: 'M5.5 3l5 5-5 5'})));
  const element = el('div', {class: 'tree-row', role: 'treeitem', tabindex: -1}, parts.twisty, parts.name,
    el('span', {class: 'tree-value live-figure'}, parts.doubt, parts.value, ' ', parts.unit),
    parts.share, parts.reasons, parts.bar);
  element.parts = parts;
  return element;
}

/** @returns {HTMLElement} the root's row, to be filled by `setRow` */
export function treeRoot() {
  const parts = figures(lamps);
  parts.name = el('span', {class: 'root-name'});
  parts.percent = el('span', {class: 'root-percent quiet'});
  const element = el('div', {class: 'tree-root', role: 'treeitem', tabindex: 0}, parts.name,
    el('span', {class: 'root-figures'},
      el('span', {class: 'root-value live-figure'}, parts.doubt, parts.value, ' ', parts.unit),
      el('span', {class: 'root-share'}, parts.share, ' ', parts.percent)),
    parts.bar, parts.reasons);
  element.parts = parts;
  return element;
}

/**
 * @param {HTMLElement} element of `treeRow` or `treeRoot`
 * @param {object} row as the live tree sends it
 * @param {import('./tree-model.js').Place} place
 * @param {{selected: boolean, focused: boolean}} state
 */
export function setRow(element, row, place, {selected, focused}) {
  const {parts} = element;
  setText(parts.name, row.name);
  setAttribute(parts.name, 'title', row.name);
  setFigures(parts, row);
  if (parts.percent !== undefined) {
    const {expected, reporting} = row;
    setText(parts.percent, expected === 0 ? 'nobody expected' : `${percent(reporting / expected)} reporting`);
  }
  setAttribute(element, 'data-group', row.key);
  setAttribute(element, 'data-missing', row.missing.count > 0 ? '' : null);
  setAttribute(element, 'aria-level', place.level);
  setAttribute(element, 'aria-posinset', place.position);
  setAttribute(element, 'aria-setsize', place.siblings);
  setAttribute(element, 'aria-expanded', place.children > 0 ? place.open : null);
  setAttribute(element, 'aria-selected', selected);
  setAttribute(element, 'tabindex', focused ? 0 : -1);
  element.style.setProperty('--depth', place.level - 2);
}

function figures(drawReasons) {
  return {
    drawReasons,
    doubt: el('span', {class: 'doubt', hidden: true}),
    value: el('span', {'data-value': ''}),
    unit: el('span', {class: 'unit'}),
    share: el('span', {class: 'tree-share live-figure', 'data-share': '', 'aria-hidden': 'true'}),
    bar: musterBar(),
    reasons: el('span', {class: 'tree-reasons'}),
  };
}

function setFigures(parts, row) {
  setText(parts.value, number(row.value, null, {fixed: true}));
  setAttribute(parts.value, 'data-value', row.value ?? '');
  setText(parts.unit, row.value === null ? '' : unitSign(row.unit));
  setText(parts.share, `${count(row.reporting)}/${count(row.expected)}`);
  setMuster(parts.bar, row);
  parts.doubt.hidden = row.uncertain === 0;
  if (row.uncertain > 0) {
    setText(parts.doubt, '~');
    setAttribute(parts.doubt, 'title', `${count(row.uncertain)} of the values are uncertain`);
  }
  setReasons(parts, row.missing.byReason);
}

function setReasons(parts, byReason) {
  const reasons = inOrder(byReason);
  const state = reasons.join();
  if (parts.reasonState !== state) {
    parts.reasonState = state;
    parts.reasons.replaceChildren(...parts.drawReasons(reasons));
  }
}

/** Every reason always in the same place, like the lamps of a panel: one that is lit is seen without being read. */
function lamps(reasons) {
  const counts = new Map(reasons);
  const ids = new Set([...REASONS.map(({id}) => id), ...counts.keys()]);
  return [...ids].map((id) => counts.has(id) ? reasonChip(id, counts.get(id))
    : el('span', {class: 'reason reason-unlit', 'aria-hidden': 'true', title: reason(id).meaning}, reasonGlyph(id),
      el('span', {class: 'reason-label'}, reason(id).label)));
}

/** The first of them, as many as there is room for, and how many more there are. */
function chips(reasons) {
  const widths = reasons.map(([, n]) => CHIP_EM + DIGIT_EM * count(n).length);
  const fits = (n, room) => widths.slice(0, n).reduce((sum, width) => sum + width, 0) <= room;
  let drawn = reasons.length;
  while (drawn > 1 && !fits(drawn, drawn === reasons.length ? REASONS_EM : REASONS_EM - MORE_EM)) {
    drawn--;
  }
  const elements = reasons.slice(0, drawn).map(([id, n]) => reasonChip(id, n));
  const rest = reasons.slice(drawn);
  if (rest.length > 0) {
    const names = rest.map(([id, n]) => `${count(n)} ${reason(id).label}`).join(', ');
    elements.push(el('span', {class: 'reasons-more', title: names}, `+${rest.length}`,
      el('span', {class: 'visually-hidden'}, ` more reasons: ${names}`)));
  }
  return elements;
}
