/** Where the reader says as of when the model is shown. */

import {el, setAttribute, setText, svg} from '../parts/dom.js';
import {fromLocal, momentText, toLocal, zone} from './moment.js';

export class AsOf {
  #button;
  #value = el('span', {class: 'as-of-value'}, 'now');
  #panel;
  #at = this.#input('at');
  #known = this.#input('known');
  #more;
  #error = el('p', {class: 'as-of-error', role: 'alert', 'data-as-of-error': ''});
  #onMoment;
  #shown = '';

  /** @param {{onMoment: function(import('./moment.js').Moment)}} listener both null: now, live */
  constructor({onMoment}) {
    this.#onMoment = onMoment;
    this.#button = el('button', {type: 'button', class: 'as-of', 'data-as-of': '', 'aria-expanded': 'false',
      'aria-controls': 'as-of-panel', on: {click: () => this.#open(this.#panel.hidden)}},
    svg('svg', {class: 'glyph', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'},
      svg('circle', {cx: 8, cy: 8, r: 6.25, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5}),
      svg('path', {d: 'M8 4v4l3 2', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5})),
    el('span', {class: 'as-of-words'}, 'As of ', this.#value));
    this.#more = el('details', {class: 'as-of-more', 'data-as-of-more': ''}, el('summary', {}, 'More'),
      el('label', {}, el('span', {}, 'As known at'), this.#known),
      el('p', {class: 'quiet'}, 'Leaves out what was recorded later, corrections too. Empty: all that is known now.'));
    this.#panel = el('form', {class: 'as-of-panel', id: 'as-of-panel', hidden: true, novalidate: true, 'data-as-of-panel': '',
      'aria-label': 'As of when', on: {submit: (event) => this.#submit(event), keydown: (event) => this.#key(event)}},
    el('div', {}, el('label', {}, el('span', {}, 'As it was at'), this.#at),
      el('p', {class: 'quiet as-of-zone'}, `Times of ${zone()}`)),
    this.#more,
    el('div', {class: 'as-of-do'},
      el('button', {type: 'submit', 'data-as-of-show': ''}, 'Show'),
      el('button', {type: 'button', 'data-as-of-now': '', on: {click: () => this.#now()}}, 'Now, live')),
    this.#error);
  }

  /** @returns {HTMLElement} opens the panel */
  get button() {
    return this.#button;
  }

  /** @returns {HTMLElement} */
  get panel() {
    return this.#panel;
  }

  /** @param {import('./moment.js').Moment|{refused: string}|null} moment null: now; refused: the address names none */
  show(moment) {
    const {at = null, known = null} = moment ?? {};
    const shown = JSON.stringify(moment);
    if (shown === this.#shown) {
      // The reader may be typing.
      return;
    }
    this.#shown = shown;
    setText(this.#value, moment?.refused ? '–' : at !== null ? momentText(at) : known !== null ? 'now, as once known' : 'now');
    setAttribute(this.#button, 'data-past', moment === null ? null : '');
    this.#at.value = toLocal(at);
    this.#known.value = toLocal(known);
    this.#more.open = known !== null;
    setText(this.#error, '');
  }

  #input(name) {
    return el('input', {type: 'datetime-local', name, step: 1});
  }

  #open(open) {
    this.#panel.hidden = !open;
    setAttribute(this.#button, 'aria-expanded', open);
    if (open) {
      this.#at.focus();
    } else {
      this.#button.focus();
    }
  }

  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#open(false);
    }
  }

  #now() {
    this.#open(false);
    this.#onMoment({at: null, known: null});
  }

  /** Only when it is sent: while a date is typed, the half of it is a date as well. */
  #submit(event) {
    event.preventDefault();
    const inputs = [this.#at, this.#known];
    const wrong = inputs.find((input) => input.validity.badInput || input.value !== '' && fromLocal(input.value) === null);
    if (wrong !== undefined) {
      setText(this.#error, 'This is no complete date and time between 1900 and 2199.');
      wrong.focus();
      return;
    }
    if (this.#known.value !== '' && new Date(this.#known.value).getTime() > Date.now()) {
      setText(this.#error, 'What will be known at a time to come nobody can say yet.');
      this.#known.focus();
      return;
    }
    const [at, known] = inputs.map(({value}) => value === '' ? null : fromLocal(value));
    this.#open(false);
    this.#onMoment({at, known});
  }
}
