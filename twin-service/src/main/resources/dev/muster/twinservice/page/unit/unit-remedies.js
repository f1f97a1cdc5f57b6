/** What would have to happen for a unit to count again, as Muster explains it. */

import {el} from '../parts/dom.js';
import {redraw} from '../parts/redraw.js';

export class UnitRemedies {
  #root = el('section', {class: 'explain', 'data-explain': true});

  /** @param {Element} container */
  constructor(container) {
    container.append(this.#root);
  }

  /** @param {object} explain the document */
  show(explain) {
    redraw(this.#root, [el('h2', {}, 'What would bring it back'), remedies(explain)]);
  }
}

function remedies({toReportAgain, reporting, expected}) {
  if (toReportAgain.length > 0) {
    return el(
      'ul',
      {class: 'remedies'},
      ...toReportAgain.map(({code, text}) => el('li', {'data-remedy': code}, `${text}.`)),
    );
  }
  const standings = Object.values(reporting);
  const counts = expected.now && standings.length > 0 && standings.every((standing) => standing.counts === true);
  return el(
    'p',
    {},
    counts ? 'Nothing has to: it reports, and counts in every total that it belongs to.' : 'Nothing that Muster knows of.',
  );
}
