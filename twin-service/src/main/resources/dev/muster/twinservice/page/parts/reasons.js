/** Why a member is missing: eight reasons, each with a shape of its own, so that none is told by colour alone. */

import {el, svg} from './dom.js';
import {count as countText} from './format.js';

/** In the order in which Muster asks: a member that is missing for several reasons has the first of them. */
export const REASONS = [
  {id: 'maintenance', label: 'maintenance', meaning: 'Taken out on purpose, until the work that was announced ends.'},
  {id: 'neverReported', label: 'never reported', meaning: 'It is expected, but nothing was ever received from it.'},
  {id: 'offline', label: 'offline', meaning: 'The connection to it is lost.'},
  {id: 'ingestBehind', label: 'ingest behind', meaning: 'Muster has not read all of it yet; its value may be waiting.'},
  {id: 'recovering', label: 'recovering', meaning: 'Muster restarted or the model changed; not known again yet.'},
  {id: 'staleSignal', label: 'stale signal', meaning: 'It is connected, but this value is older than it may be.'},
  {id: 'badQuality', label: 'bad quality', meaning: 'The device itself calls this value bad.'},
  {id: 'unreachable', label: 'unreachable', meaning: 'The part of Muster that knows about it does not answer.'},
];

const BY_ID = new Map(REASONS.map((reason) => [reason.id, reason]));

// Drawn on 16 by 16 in the colour of the text around: shapes that stay apart at twelve pixels.
const SHAPES = {
  maintenance: [['path', {d: 'M5 2.5v11M11 2.5v11', 'stroke-width': 3}]],
  neverReported: [['circle', {cx: 8, cy: 8, r: 5.75, 'stroke-dasharray': '2.6 1.92'}]],
  offline: [['path', {d: 'M3 3l10 10M13 3L3 13', 'stroke-width': 2.75}]],
  ingestBehind: [['path', {d: 'M3 2h10L3 14h10z'}]],
  recovering: [['path', {d: 'M13.2 9.5A5.5 5.5 0 1 1 11.6 4'}], ['path', {d: 'M12.6 .6v4.2H8.4', 'stroke-width': 2}]],
  staleSignal: [['circle', {cx: 8, cy: 8, r: 6}], ['path', {d: 'M8 4.2V8l2.8 2'}]],
  badQuality: [['path', {d: 'M1 10.5L4.5 4l3.5 8 3.5-8L15 10.5'}]],
  unreachable: [['path', {d: 'M.5 8h5M10.5 8h5M5.5 3.5v9M10.5 3.5v9'}]],
};
const UNKNOWN = [['path', {d: 'M8 2.2L13.8 8 8 13.8 2.2 8z'}]];

/**
 * @param {string} id
 * @returns {{id: string, label: string, meaning: string}} for a reason that this page does not know yet, its id
 */
export function reason(id) {
  return BY_ID.get(id) ?? {id, label: id, meaning: 'A reason that this page does not know.'};
}

/**
 * @param {string} id
 * @returns {SVGElement} the shape alone; the text beside it says the same
 */
export function reasonGlyph(id) {
  const shapes = SHAPES[id] ?? UNKNOWN;
  return svg('svg', {class: 'glyph', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false', fill: 'none',
    stroke: 'currentColor', 'stroke-width': 2}, ...shapes.map(([tag, attributes]) => svg(tag, attributes)));
}

/**
 * Shape and label, with a count if there is one.
 * @param {string} id
 * @param {number} [count]
 * @returns {HTMLElement}
 */
export function reasonChip(id, count) {
  const known = reason(id);
  return el('span', {class: `reason reason-${cssName(id)}`, 'data-reason': id, title: known.meaning}, reasonGlyph(id),
    count === undefined ? null : el('span', {class: 'reason-count'}, countText(count)),
    el('span', {class: 'reason-label'}, known.label));
}

/**
 * The reasons of a `byReason`, in their order; those that this page does not know at the end.
 * @param {Object<string, number>} byReason
 * @returns {Array<[string, number]>}
 */
export function inOrder(byReason) {
  const known = REASONS.filter(({id}) => byReason[id] > 0).map(({id}) => [id, byReason[id]]);
  return known.concat(Object.entries(byReason).filter(([id, n]) => n > 0 && !BY_ID.has(id)));
}

function cssName(id) {
  return id.replace(/[^A-Za-z0-9_-]/g, '');
}
