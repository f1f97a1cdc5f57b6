/** The bars of a timeline: what they look like, and what they say to whoever does not see them. */

import {el, setAttribute} from '../parts/dom.js';
import {momentText} from './moment.js';

/**
 * @param {import('./lanes.js').Lane} lane
 * @param {import('./scale.js').Scale} scale
 * @param {function(import('./lanes.js').Bar): string} textOf what a bar says, groups by their names
 * @returns {HTMLElement}
 */
export function laneElement(lane, scale, textOf) {
  const track = el('div', {class: 'lane-track', role: 'list', 'aria-label': lane.label},
    lane.bars.map((bar) => el('div', {role: 'listitem', class: 'lane-item'}, barElement(lane, bar, scale, textOf))));
  track.style.setProperty('--rows', lane.rows);
  if (lane.bars.length === 0) {
    track.removeAttribute('role');
    track.removeAttribute('aria-label');
    track.append(el('span', {class: 'quiet lane-none'}, 'nothing on record'));
  }
  return el('div', {class: 'lane', 'data-lane': lane.id},
    el('p', {class: 'lane-label', 'aria-hidden': lane.bars.length > 0 ? 'true' : null}, lane.label), track);
}

function barElement(lane, bar, scale, textOf) {
  const isCorrection = bar.supersededAt !== null;
  const left = scale.at(bar.from);
  const right = scale.at(bar.to);
  const text = textOf(bar);
  const element = el('button', {type: 'button', class: `bar bar-${lane.kind}`, tabindex: -1, 'data-bar': bar.text,
    'data-from': iso(bar.from), 'data-to': iso(bar.to), 'data-superseded': isCorrection ? bar.supersededAt : null,
    'data-retired': lane.kind === 'service' && bar.text === 'retired' ? '' : null,
    'data-open-start': bar.from < scale.start ? '' : null, 'data-open-end': bar.to > scale.end ? '' : null,
    'aria-label': described(lane, bar, textOf)},
  el('span', {class: 'bar-text'}, bar.system === null ? text : `${text} (${bar.system})`));
  element.style.insetInlineStart = `${left * 100}%`;
  element.style.inlineSize = `${(right - left) * 100}%`;
  element.style.setProperty('--row-index', bar.row);
  setAttribute(element, 'title', described(lane, bar, textOf));
  element.bar = bar;
  return element;
}

/** @returns {string} all that a bar says, in words */
export function described(lane, bar, textOf) {
  const system = bar.system === null ? '' : `, as ${bar.system} says`;
  const corrected = bar.supersededAt === null ? ''
    : ` No longer believed since ${momentText(bar.supersededAt)}${bar.supersededBy ? `, by ${bar.supersededBy}` : ''}.`;
  return `${lane.label}: ${textOf(bar)}, ${span(bar)}${system}. Recorded ${momentText(bar.recordedAt)} by ${bar.by}.${corrected}`;
}

/** @param {{from: number, to: number}} bar @returns {string} */
export function span({from, to}) {
  const start = Number.isFinite(from) ? `from ${momentText(iso(from))}` : 'always';
  return Number.isFinite(to) ? `${start} until ${momentText(iso(to))}` : Number.isFinite(from) ? `${start} on` : start;
}

/** @param {number} millis @returns {string|null} null: without a bound */
export function iso(millis) {
  return Number.isFinite(millis) ? new Date(millis).toISOString().replace('.000Z', 'Z') : null;
}
