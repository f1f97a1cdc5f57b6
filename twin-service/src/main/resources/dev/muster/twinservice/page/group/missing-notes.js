/** What is to be said of the list of those who are missing: how many, that it is not all of them, that there is nobody. */

import {el, setText} from '../parts/dom.js';
import {count} from '../parts/format.js';

export class MissingNotes {
  title = el('h2');
  #covered = el('span');
  listed;
  nobody = el('p', {class: 'missing-none quiet', hidden: true});

  /** @param {string} listHref where the API lists all of them */
  constructor(listHref) {
    const all = el('a', {href: listHref}, 'All of them, from the API');
    this.listed = el('p', {class: 'missing-listed', hidden: true}, this.#covered, all);
  }

  /** @param {object} total the row "total" of the live view */
  show({expected, missing, listed}) {
    setText(this.title, missing.count === 0 ? 'Missing' : `Missing ${count(missing.count)}`);
    setText(this.nobody, told(expected));
    this.nobody.hidden = missing.count > 0;
    setText(this.#covered, `Listed ${count(listed)} of ${count(missing.count)}; search covers the listed ones. `);
    this.listed.hidden = listed >= missing.count;
  }
}

function told(expected) {
  if (expected === 0) {
    return 'Nobody is expected to report here.';
  }
  return expected === 1
    ? 'Nobody: the one that should be reporting does.'
    : `Nobody: all ${count(expected)} that should be reporting do.`;
}
