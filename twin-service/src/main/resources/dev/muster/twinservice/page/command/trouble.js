/** What a part says while nobody answers it: that it is not known, and of when what it shows is. */

import {el, setText} from '../parts/dom.js';
import {clock} from '../parts/format.js';

export class Trouble {
  /** To be put where it is read. */
  note = el('p', {class: 'part-trouble', 'data-trouble': true, hidden: true});
  #at = null;

  /** @param {number} at milliseconds, of what is shown from now on */
  over(at) {
    this.#at = at;
    this.note.hidden = true;
  }

  /**
   * @param {string|null} detail in the words of the service; null: nobody answers at all, which the whole view says
   * @returns {boolean} whether it has something to say
   */
  show(detail) {
    const shown = this.#at === null ? '' : ` Shown is what it said at ${clock(new Date(this.#at).toISOString())}.`;
    setText(this.note, `Not known now: ${detail}.${shown}`);
    this.note.hidden = detail === null;
    return detail !== null;
  }
}
