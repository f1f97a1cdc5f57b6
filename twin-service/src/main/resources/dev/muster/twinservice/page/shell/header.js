/** The line at the top: what is shown, and whether it is current. */

import {el, setAttribute, setText, svg} from '../parts/dom.js';
import {clock} from '../parts/format.js';
import {AsOf} from '../time/as-of.js';
import {followTheme} from './theme.js';

const KINDS = ['live', 'past', 'connecting', 'unavailable', 'lost'];
const WORDS = {live: 'live', past: 'not live', connecting: 'connecting', unavailable: 'not available', lost: 'connection lost'};

export class Header {
  #parts;
  #states = new Map();
  #told = null;
  #isPast = false;

  /**
   * @param {HTMLElement} element
   * @param {{onHierarchy: function(string), onSignal: function(string),
   *   onMoment: function(import('../time/moment.js').Moment)}} listener
   */
  constructor(element, {onHierarchy, onSignal, onMoment}) {
    const hierarchy = choice('Hierarchy', 'hierarchy', onHierarchy);
    const signal = choice('Signal', 'signal', onSignal);
    const asOf = new AsOf({onMoment});
    const words = el('span', {class: 'connection-words'}, WORDS.connecting);
    const time = el('span', {class: 'connection-time'});
    const connection = el('p', {class: 'connection', 'data-connection': 'connecting'},
      svg('svg', {class: 'connection-lamp', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'},
        svg('circle', {class: 'lamp-live', cx: 8, cy: 8, r: 6}),
        svg('path', {class: 'lamp-lost', d: 'M2 2l12 12M14 2L2 14'}),
        svg('path', {class: 'lamp-wait', d: 'M8 2a6 6 0 1 1-6 6'}),
        svg('path', {class: 'lamp-past', d: 'M5 3v10M11 3v10'})),
      words, time);
    // Said only when it changes: the time beside it does once a second.
    const spoken = el('p', {class: 'visually-hidden', role: 'status'});
    const toggle = el('button', {type: 'button', class: 'theme-toggle', 'data-theme-toggle': ''},
      svg('svg', {class: 'glyph', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'},
        svg('circle', {cx: 8, cy: 8, r: 6.25, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5}),
        svg('path', {d: 'M8 1.75a6.25 6.25 0 0 1 0 12.5z', fill: 'currentColor'})));
    const theme = followTheme((now) =>
      setAttribute(toggle, 'aria-label', `Change to the ${now === 'dark' ? 'light' : 'dark'} theme`));
    toggle.addEventListener('click', () => theme.toggle());
    element.append(brand(), hierarchy.label, signal.label, asOf.button, connection, spoken, toggle, asOf.panel);
    this.#parts = {element, hierarchy: hierarchy.select, signal: signal.select, asOf, connection, words, time, spoken};
  }

  /**
   * @param {Array<{id: string, name: string}>} hierarchies
   * @param {Array<{id: string, name: string}>} signals
   */
  setChoices(hierarchies, signals) {
    setOptions(this.#parts.hierarchy, hierarchies);
    setOptions(this.#parts.signal, signals);
  }

  /** @param {import('./route.js').Route} route */
  setRoute({hierarchy, signal}) {
    setValue(this.#parts.hierarchy, hierarchy);
    setValue(this.#parts.signal, signal);
  }

  /** @param {import('../time/moment.js').Moment|{refused: string}|null} moment null: now, live */
  setMoment(moment) {
    const {asOf, element} = this.#parts;
    this.#isPast = moment !== null;
    setAttribute(element, 'data-past', moment === null ? null : '');
    asOf.show(moment);
    this.#show();
  }

  /**
   * The header tells the worst of what the streams of this page are in.
   * @param {string} stream
   * @param {import('../parts/live.js').LiveState|null} state null: this stream is no more
   */
  setState(stream, state) {
    if (state === null) {
      this.#states.delete(stream);
    } else {
      this.#states.set(stream, state);
    }
    this.#show();
  }

  #show() {
    const states = [...this.#states.values()].sort((a, b) => KINDS.indexOf(b.kind) - KINDS.indexOf(a.kind));
    const kind = states[0]?.kind ?? (this.#isPast ? 'past' : 'connecting');
    const times = states.map(({asOf}) => asOf).filter((asOf) => asOf !== null).sort();
    const {element, connection, words, time, spoken} = this.#parts;
    const oldest = times[0];
    setAttribute(connection, 'data-connection', kind);
    setAttribute(connection, 'title', states[0]?.detail ?? null);
    setAttribute(element, 'data-kind', kind);
    setText(words, WORDS[kind] + (kind === 'live' || oldest === undefined ? ' ' : ', last update '));
    setText(time, oldest === undefined ? '' : clock(oldest));
    if (kind !== this.#told) {
      this.#told = kind;
      setText(spoken, `${WORDS[kind]} ${states[0]?.detail ?? ''}`);
    }
  }
}

function brand() {
  return el('a', {class: 'brand', href: '#/'},
    svg('svg', {viewBox: '0 0 32 32', 'aria-hidden': 'true', focusable: 'false'},
      svg('path', {d: 'M3 5h5v22H3zM11 5h5v22h-5zM27 5h5v22h-5z', fill: 'currentColor'}),
      svg('path', {d: 'M20 20h3v6h-3z', class: 'brand-gap'})), 'Muster');
}

function choice(text, name, onChange) {
  const select = el('select', {name, disabled: true, on: {change: () => onChange(select.value)}});
  return {select, label: el('label', {class: 'choice'}, el('span', {class: 'choice-name quiet'}, text), select)};
}

function setOptions(select, options) {
  const state = JSON.stringify(options);
  if (select.dataset.options === state) {
    return;
  }
  const {value} = select;
  select.dataset.options = state;
  select.replaceChildren(...options.map(({id, name}) => el('option', {value: id}, name)));
  select.disabled = options.length === 0;
  setValue(select, value);
}

function setValue(select, value) {
  if (value !== null && select.value !== value && [...select.options].some((option) => option.value === value)) {
    select.value = value;
  }
}
