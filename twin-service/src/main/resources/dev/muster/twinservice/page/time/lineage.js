/** Which assets came before this one in its place, and which after it. */

import {el, replace} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {format} from '../shell/route.js';
import {ask, withQuery} from './ask.js';
import {momentQuery} from './moment.js';

const SHOWN_MAX = 100;

export class Lineage {
  #asking = new AbortController();
  #place = el('div', {class: 'lineage', 'data-lineage': '', hidden: true});
  #route;

  /**
   * @param {Element} container
   * @param {import('../shell/route.js').Route} route
   * @param {string|null} known as of when it was known
   */
  constructor(container, route, known) {
    this.#route = route;
    container.append(this.#place);
    this.#load(withQuery(`/v1/assets/${encodeURIComponent(route.asset)}/lineage`, momentQuery({at: null, known})));
  }

  close() {
    this.#asking.abort();
  }

  async #load(path) {
    const {signal} = this.#asking;
    const answer = await ask(path, signal);
    if (signal.aborted || !answer.ok) {
      // The timeline says already that nothing is known of this asset.
      return;
    }
    const {predecessors, successors, complete} = answer.document;
    const parts = [['Took the place of', predecessors, 'before'], ['Its place was taken by', successors, 'after']]
      .filter(([, relatives]) => relatives?.length > 0);
    this.#place.hidden = parts.length === 0;
    replace(this.#place, parts.map(([words, relatives, side]) => el('p', {[`data-${side}`]: ''}, `${words} `,
      relatives.slice(0, SHOWN_MAX).flatMap((relative, i) => [i === 0 ? null : ', ', ...this.#link(relative)]),
      relatives.length > SHOWN_MAX ? ` and ${count(relatives.length - SHOWN_MAX)} more` : null)),
    complete === false ? el('p', {class: 'quiet'}, 'There are more of them than are told here.') : null);
  }

  /** Those that are not next to it with how far away they are. */
  #link({asset, name, steps}) {
    const link = el('a', {href: format({...this.#route, asset})}, name ?? asset);
    return [link, steps > 1 ? ` (${count(steps)} steps away)` : null];
  }
}
