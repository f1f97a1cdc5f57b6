/** What came, went and moved below a group between a moment and now. */

import {el, setText} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {ask} from './ask.js';

const PAGE = 100;

export class Differences {
  #options;
  #asking = new AbortController();
  #cursor = null;
  #listed = 0;
  #note = el('p', {class: 'quiet', role: 'status', 'data-difference-note': ''}, 'Asking what changed …');
  #list = el('ul', {class: 'difference-list'});
  #more = el('button', {type: 'button', hidden: true, 'data-difference-more': '', on: {click: () => this.#load()}},
    'Show more changes');

  /**
   * @param {Element} container
   * @param {{path: string, title: string, assetHref: function(string): string, nameOf: function(string): string}} options
   *   path: of the difference, with its times
   */
  constructor(container, options) {
    this.#options = options;
    container.append(el('section', {class: 'past-section', 'data-difference': ''}, el('h2', {}, options.title),
      this.#note, this.#list, this.#more));
    this.#load();
  }

  close() {
    this.#asking.abort();
  }

  async #load() {
    const {signal} = this.#asking;
    const {path} = this.#options;
    const cursor = this.#cursor === null ? '' : `&cursor=${encodeURIComponent(this.#cursor)}`;
    this.#more.disabled = true;
    const page = await ask(`${path}&limit=${PAGE}${cursor}`, signal,
      (detail) => setText(this.#note, `${detail ?? 'Muster does not answer.'} It is asked again.`));
    if (signal.aborted) {
      return;
    }
    this.#more.disabled = false;
    if (!page.ok) {
      setText(this.#note, `What changed is not known: ${page.detail}`);
      return;
    }
    const {groups, assets, next} = page.document;
    this.#list.append(...groups.map((change) => this.#group(change)), ...assets.map((change) => this.#asset(change)));
    this.#listed += groups.length + assets.length;
    this.#cursor = next ?? null;
    this.#more.hidden = this.#cursor === null;
    setText(this.#note, this.#listed === 0 ? 'Nothing.'
      : `${count(this.#listed)} ${this.#listed === 1 ? 'change' : 'changes'}${this.#cursor === null ? '' : ' so far'}`);
  }

  #group({id, changes, from, to}) {
    const place = ({parent}) => this.#named(parent ?? 'root');
    const words = changes.flatMap((change) => ({
      came: [' came, under ', strong(to === null ? '' : place(to))],
      went: [' went; it was under ', strong(from === null ? '' : place(from))],
      moved: [' moved from ', strong(from === null ? '' : place(from)), ' to ', strong(to === null ? '' : place(to))],
      renamed: [' is called ', strong(to?.name ?? ''), ' now'],
    }[change] ?? [` ${change}`]));
    return el('li', {'data-changed-group': id, 'data-change': changes.join(' ')}, mark(changes[0]),
      el('span', {}, 'Group ', strong(from?.name ?? to?.name ?? id), words));
  }

  #asset({id, change, from, to}) {
    const words = {
      came: [' came to ', strong(this.#named(to))],
      went: [' left ', strong(this.#named(from))],
      moved: [' moved from ', strong(this.#named(from)), ' to ', strong(this.#named(to))],
    }[change] ?? [` ${change}`];
    return el('li', {'data-changed-asset': id, 'data-change': change}, mark(change),
      el('span', {}, el('a', {href: this.#options.assetHref(id)}, id), words));
  }

  #named(group) {
    return group === null ? '–' : this.#options.nameOf(group);
  }
}

function strong(text) {
  return el('strong', {}, text);
}

/** Shapes, not colours: the words beside them say the same. */
function mark(change) {
  return el('span', {class: 'difference-mark', 'aria-hidden': 'true'},
    {came: '+', went: '−', moved: '→', renamed: 'Aa'}[change] ?? '·');
}
