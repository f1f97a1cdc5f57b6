/** What the lanes show, for whoever reads rather than looks. */

import {el, replace} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {iso} from './bars.js';
import {momentText} from './moment.js';

const ROWS_MAX = 500;
const HEADS = ['What', 'Value', 'From', 'Until', 'Recorded', 'No longer believed'];

export class FactsTable {
  #place = el('div', {class: 'facts-scroll', role: 'region', 'aria-label': 'All of the timeline as a table', tabindex: 0});
  #root = el('details', {class: 'facts-as-table', 'data-facts-table': '', hidden: true},
    el('summary', {}, 'The same as a table'), this.#place);

  /** @param {Element} container */
  constructor(container) {
    container.append(this.#root);
  }

  /** @param {import('./lanes.js').Lane[]} lanes @param {function(import('./lanes.js').Bar): string} textOf */
  show(lanes, textOf) {
    this.#root.hidden = false;
    const all = lanes.flatMap((lane) => lane.bars.map((bar) => row(lane, bar, textOf(bar))));
    replace(this.#place,
      el('table', {class: 'facts-table'},
        el('thead', {}, el('tr', {}, HEADS.map((head) => el('th', {scope: 'col'}, head)))),
        el('tbody', {}, all.slice(0, ROWS_MAX))),
      all.length > ROWS_MAX ? el('p', {class: 'quiet'}, `The first ${count(ROWS_MAX)} of ${count(all.length)}.`) : null);
  }
}

function row(lane, bar, text) {
  const {from, to, recordedAt, by, system, supersededAt, supersededBy} = bar;
  const who = system === null ? by : `${by} (${system})`;
  return el('tr', {'data-superseded': supersededAt === null ? null : ''},
    el('th', {scope: 'row'}, lane.label), el('td', {}, text), el('td', {}, time(from, 'always')), el('td', {}, time(to, '–')),
    el('td', {}, `${momentText(recordedAt)}, ${who}`),
    el('td', {}, supersededAt === null ? '–'
      : `${momentText(supersededAt)}${supersededBy ? `, ${supersededBy}` : ''}`));
}

function time(millis, none) {
  return Number.isFinite(millis) ? momentText(iso(millis)) : none;
}
