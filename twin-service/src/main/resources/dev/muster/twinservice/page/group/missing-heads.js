/** The heads of the list of those who are missing: what it is sorted by, and by what it can be. */

import {el, setAttribute} from '../parts/dom.js';
import {FIRST} from './missing-order.js';

const COLUMNS = [
  ['name', 'Unit'],
  ['reason', 'Reason'],
  ['since', 'Missing since'],
  ['group', 'Group'],
];

export class MissingHeads {
  #heads = new Map();
  #sort = FIRST;
  #onSort;
  #root;

  /** @param {function()} onSort the reader chose another order */
  constructor(onSort) {
    this.#onSort = onSort;
    const row = el('div', {role: 'row', class: 'missing-row', 'aria-rowindex': '1'});
    for (const [column, label] of COLUMNS) {
      const button = el('button', {type: 'button', class: 'sort', on: {click: () => this.#choose(column)}}, label);
      this.#heads.set(column, el('div', {role: 'columnheader', 'data-column': column}, button));
    }
    row.append(...this.#heads.values());
    this.#root = el('div', {role: 'rowgroup', class: 'missing-heads'}, row);
    this.#mark();
  }

  get root() {
    return this.#root;
  }

  /** @returns {{column: string, descending: boolean}} */
  get sort() {
    return this.#sort;
  }

  #choose(column) {
    this.#sort = {column, descending: this.#sort.column === column && !this.#sort.descending};
    this.#mark();
    this.#onSort();
  }

  #mark() {
    const {column, descending} = this.#sort;
    for (const [name, head] of this.#heads) {
      setAttribute(head, 'aria-sort', name !== column ? 'none' : descending ? 'descending' : 'ascending');
    }
  }
}
