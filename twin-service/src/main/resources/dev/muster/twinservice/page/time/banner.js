/** Says across the whole page that what is shown is not now, and leads back. */

import {el, setText} from '../parts/dom.js';
import {momentSentence, zone} from './moment.js';

export class Banner {
  #text = el('p', {class: 'moment-banner-text', role: 'status', 'data-banner-text': ''});
  #root;

  /** @param {{onNow: function(), onAgain: function()}} listener */
  constructor({onNow, onAgain}) {
    this.#root = el('section', {class: 'moment-banner', 'aria-label': 'Moment shown', 'data-banner': '', hidden: true},
      this.#text,
      el('button', {type: 'button', 'data-read-again': '', title: 'Asks for the model of this moment anew',
        on: {click: onAgain}}, 'Read again'),
      el('button', {type: 'button', class: 'moment-banner-now', 'data-back-to-now': '', on: {click: onNow}}, 'Back to now'));
  }

  /** @returns {HTMLElement} */
  get root() {
    return this.#root;
  }

  /** @param {import('./moment.js').Moment|null} moment null: now, and nothing is to be said */
  show(moment) {
    this.#root.hidden = moment === null;
    setText(this.#text, moment === null ? '' : `${momentSentence(moment)}. No live values; times of ${zone()}.`);
  }
}

/**
 * In the place of both panes when the address names no moment.
 * @param {string} refused why
 * @param {string} href of the same place now
 * @returns {HTMLElement}
 */
export function momentMessage(refused, href) {
  return el('div', {class: 'message', 'data-message': 'moment', role: 'status'},
    el('h1', {}, 'The address asks for a moment that is none'), el('p', {}, refused),
    el('p', {}, el('a', {href}, 'Show the model as it is now')));
}
