/** How a unit stands right now, large. */

import {el, replace, setAttribute, setText, svg} from '../parts/dom.js';
import {ago, when} from '../parts/format.js';
import {exact} from '../parts/moments.js';
import {reasonGlyph} from '../parts/reasons.js';
import {STATES} from './timeline.js';

const GLYPHS = {offline: 'offline', maintenance: 'maintenance', expected: 'neverReported', unknown: 'unreachable'};

export class UnitState {
  #root;
  #sign = el('span', {class: 'state-sign'});
  #word = el('span', {class: 'state-word'});
  #since = el('p', {class: 'state-since'});
  #work = el('p', {class: 'state-work', 'data-maintenance': true, hidden: true});
  #silent = el('ul', {class: 'not-answering', hidden: true});
  #shown = null;

  /** @param {Element} container */
  constructor(container) {
    this.#root = el(
      'div',
      {class: 'state', 'data-connectivity': 'unknown'},
      el('p', {class: 'state-large live-figure'}, this.#sign, this.#word),
      this.#since,
      this.#work,
    );
    container.append(this.#root, this.#silent);
  }

  /** @param {object} explain the document @param {number} now milliseconds */
  show({connectivity, notAnswering}, now) {
    const state = connectivity?.state ?? 'unknown';
    if (state !== this.#shown) {
      this.#shown = state;
      setAttribute(this.#root, 'data-connectivity', state);
      replace(this.#sign, sign(state));
      setText(this.#word, capital(STATES[state] ?? state));
    }
    setText(this.#since, connectivity === null ? 'Its twin does not answer.' : sinceTold(connectivity, now));
    const work = connectivity?.maintenance ?? null;
    this.#work.hidden = work === null;
    setText(this.#work, work === null ? '' : workTold(work, now));
    this.#silent.hidden = notAnswering.length === 0;
    const silent = notAnswering.map(({part, detail, means}) => `The ${part} does not answer. ${means}. ${detail}.`);
    if (this.#silent.textContent !== silent.join('')) {
      replace(
        this.#silent,
        silent.map((text) => el('li', {}, text)),
      );
    }
  }
}

function sign(state) {
  if (GLYPHS[state] !== undefined) {
    return reasonGlyph(GLYPHS[state]);
  }
  const shape =
    state === 'online'
      ? svg('path', {d: 'M2 2h12v12H2z', fill: 'currentColor'})
      : svg('path', {d: 'M2.5 2.5h11v11h-11zM2.5 13.5l11-11'});
  return svg(
    'svg',
    {
      class: 'glyph',
      viewBox: '0 0 16 16',
      'aria-hidden': 'true',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2',
    },
    shape,
  );
}

function sinceTold({state, since, detectedAt, lastSeen}, now) {
  const parts = [];
  if (since !== null) {
    const until = state === 'offline' ? ', when it was last seen' : '';
    parts.push(`since ${exact(since, now)} (${ago(now - Date.parse(since))})${until}`);
  }
  if (detectedAt !== null && state === 'offline') {
    parts.push(`its silence was noticed at ${exact(detectedAt, now)}`);
  }
  if (state !== 'offline') {
    parts.push(
      lastSeen === null ? 'nothing was ever received from it' : `last heard ${ago(now - Date.parse(lastSeen))} ago`,
    );
  }
  return `${parts.join('; ')}.`;
}

function workTold({by, since, until}, now) {
  const left = Date.parse(until) - now;
  const rest = left > 0 ? `${ago(left)} left` : 'over';
  return `Maintenance by ${by} since ${when(since, now)}, announced until ${when(until, now)} (${rest}).`;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
