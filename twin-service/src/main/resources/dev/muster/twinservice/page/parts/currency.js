/** Whether what a view shows is current, and in words if it is not. */

import {el, setText} from './dom.js';
import {exact} from './moments.js';

const WORDS = {
  connecting: 'Not current: connecting',
  lost: 'Not current: the connection is lost',
  unavailable: 'Not current: Muster cannot tell',
};

export class Currency {
  #view;
  #note = el('p', {class: 'not-current', hidden: true});

  /** @param {HTMLElement} view whose figures are marked while they are not current */
  constructor(view) {
    this.#view = view;
    this.#view.dataset.current = 'false';
  }

  get note() {
    return this.#note;
  }

  /** @param {import('./live.js').LiveState} state */
  show({kind, asOf, detail}) {
    const isCurrent = kind === 'live';
    this.#view.dataset.current = String(isCurrent);
    this.#note.hidden = isCurrent;
    if (!isCurrent) {
      const last = asOf === null ? 'Nothing was heard yet.' : `This is what was known at ${exact(asOf, Date.now())}.`;
      setText(this.#note, [`${WORDS[kind] ?? kind}.`, last, detail].filter((text) => text !== null).join(' '));
    }
  }
}
