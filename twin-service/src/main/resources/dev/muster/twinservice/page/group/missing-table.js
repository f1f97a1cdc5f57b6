/** Who is missing: ten thousand of them if need be, sorted and searched where the reader is, without rows that jump away. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {MissingHeads} from './missing-heads.js';
import {MissingNotes} from './missing-notes.js';
import {comparing, firstOf, keeping, member, searching} from './missing-order.js';
import {missingRow, updateMissingRow} from './missing-row.js';
import {VirtualList} from '../parts/virtual-list.js';

const PREFIX = 'missing/';
/** For how long after the last move of a pointer or key the rows keep still: a mouse left lying must not hold them for ever. */
const HELD_MILLIS = 4_000;
const NARROW_EM = 34;

export class MissingTable {
  #options;
  #members = new Map();
  /** Those who went while their rows were held, as they were. */
  #gone = new Map();
  #order = [];
  #places = new Map();
  #matches = searching('');
  #searched = '';
  #active = null;
  #heldUntil = -Infinity;
  #isOutOfOrder = false;
  #now = 0;
  #section;
  #grid;
  #body;
  #heads = new MissingHeads(() => this.#rearrange());
  #notes;
  #tally = el('span', {class: 'missing-tally', role: 'status'});
  #search;
  #list;

  /**
   * @param {Element} container
   * @param {{unitHref: function(string): string, groupHref: function(string): string, listHref: string}} options
   *   listHref: where the API lists all of them
   */
  constructor(container, options) {
    this.#options = options;
    this.#notes = new MissingNotes(options.listHref);
    this.#search = el('input', {
      type: 'search',
      placeholder: 'Name, id, reason or group',
      'aria-label': 'Search those missing',
      autocomplete: 'off',
      spellcheck: 'false',
      on: {input: () => this.#seek()},
    });
    const hold = () => this.#hold();
    this.#body = el('div', {
      role: 'rowgroup',
      class: 'missing-body',
      on: {
        pointermove: hold,
        pointerdown: hold,
        focusin: (event) => this.#reach(event),
        keydown: (event) => this.#key(event),
      },
    });
    this.#grid = el(
      'div',
      {role: 'grid', 'data-missing': true, class: 'missing-grid', 'aria-label': 'Missing'},
      this.#heads.root,
      this.#body,
    );
    this.#section = el(
      'section',
      {class: 'missing', 'aria-label': 'Missing', tabindex: '-1'},
      el('div', {class: 'missing-top'}, this.#notes.title, el('div', {class: 'missing-search'}, this.#tally, this.#search)),
      this.#notes.listed,
      this.#notes.nobody,
      this.#grid,
    );
    container.append(this.#section);
    this.#list = new VirtualList(this.#body, {
      rowHeight: () => this.#rowHeight(),
      key: (index) => this.#order[index],
      pinned: () => this.#places.get(this.#active) ?? -1,
      render: (index) => this.#render(index),
      update: (row, index) => this.#update(row, index),
    });
  }

  /** @returns {import('./missing-order.js').Member|null} the first in the order of reasons, whatever order is shown */
  get first() {
    return firstOf(this.#members.values());
  }

  /**
   * @param {Map<string, object>} rows of the live view
   * @param {Set<string>} changedKeys
   * @param {object} total the row "total"
   * @param {number} now milliseconds
   */
  show(rows, changedKeys, total, now) {
    this.#now = now;
    let changed = false;
    for (const key of changedKeys) {
      if (key.startsWith(PREFIX)) {
        changed = true;
        this.#take(key.slice(PREFIX.length), rows.get(key));
      }
    }
    if (changed) {
      this.#arrange();
    }
    this.#tell(total);
    this.tick(now);
  }

  /** @param {number} now milliseconds; ages go on by themselves, and rows that were held go where they belong */
  tick(now) {
    this.#now = now;
    if (this.#isOutOfOrder && !this.#isHeld()) {
      this.#arrange();
    } else {
      this.#list.refresh();
    }
  }

  close() {
    this.#list.close();
    this.#section.remove();
    this.#members.clear();
    this.#gone.clear();
  }

  #take(asset, row) {
    if (row !== undefined) {
      this.#members.set(asset, member(row));
      this.#gone.delete(asset);
    } else if (this.#members.has(asset)) {
      this.#gone.set(asset, this.#members.get(asset));
      this.#members.delete(asset);
    }
  }

  #hold() {
    this.#heldUntil = performance.now() + HELD_MILLIS;
  }

  /** However a row was reached, that is where the keyboard goes on from. */
  #reach(event) {
    this.#hold();
    this.#active = event.target.closest('[data-asset]')?.dataset.asset ?? this.#active;
  }

  #isHeld() {
    return performance.now() < this.#heldUntil;
  }

  #arrange() {
    const wanted = [...this.#members.values()].filter(this.#matches).sort(comparing(this.#heads.sort));
    const held = this.#isHeld();
    const fresh = wanted.map(({asset}) => asset);
    const before = this.#order;
    const position = this.#list.position();
    const focused = this.#body.contains(document.activeElement) ? this.#places.get(this.#active) : undefined;
    this.#order = held ? keeping(before, wanted) : fresh;
    this.#isOutOfOrder =
      held && (this.#order.length !== fresh.length || this.#order.some((asset, i) => asset !== fresh[i]));
    if (!held) {
      this.#gone.clear();
    }
    this.#places = new Map(this.#order.map((asset, i) => [asset, i]));
    if (!this.#places.has(this.#active)) {
      this.#active = this.#order[Math.min(focused ?? 0, this.#order.length - 1)] ?? null;
    }
    setAttribute(this.#grid, 'aria-rowcount', this.#order.length + 1);
    this.#count();
    this.#list.setCount(this.#order.length);
    // Whoever has scrolled looks at certain rows: they stay where they are, and the others come and go around them.
    const anchor = position.index > 0 || position.offset > 0 ? this.#places.get(before[position.index]) : undefined;
    if (anchor !== undefined && anchor !== position.index) {
      this.#list.restore({...position, index: anchor});
    }
    if (focused !== undefined && !this.#body.contains(document.activeElement)) {
      this.#focus();
    }
  }

  /** By the reader's own wish: everything may move, and the beginning is in view. */
  #rearrange() {
    this.#heldUntil = -Infinity;
    this.#body.scrollTop = 0;
    this.#arrange();
  }

  #seek() {
    this.#searched = this.#search.value.trim();
    this.#matches = searching(this.#searched);
    this.#rearrange();
  }

  /** Only while the reader searches: a screen reader speaks it. */
  #count() {
    setText(this.#tally, this.#searched === '' ? '' : `${count(this.#order.length)} of ${count(this.#members.size)} match`);
  }

  #tell(total) {
    const none = total.missing.count === 0;
    this.#notes.show(total);
    this.#grid.hidden = none && this.#order.length === 0;
    this.#search.parentElement.hidden = none && this.#searched === '';
  }

  #rowHeight() {
    const em = parseFloat(getComputedStyle(this.#body).fontSize);
    const narrow = this.#body.clientWidth > 0 && this.#body.clientWidth < NARROW_EM * em;
    const height = Math.round(Math.max(em * (narrow ? 3.9 : 2.3), 24));
    this.#grid.classList.toggle('is-narrow', narrow);
    this.#grid.style.setProperty('--row', `${height}px`);
    return height;
  }

  #memberAt(index) {
    const asset = this.#order[index];
    return this.#members.get(asset) ?? this.#gone.get(asset);
  }

  #links({asset, group}) {
    return {href: this.#options.unitHref(asset), groupHref: this.#options.groupHref(group)};
  }

  #render(index) {
    const shown = this.#memberAt(index);
    const row = missingRow(shown, this.#links(shown));
    this.#update(row, index);
    return row;
  }

  #update(row, index) {
    const shown = this.#memberAt(index);
    updateMissingRow(row, shown, {
      ...this.#links(shown),
      now: this.#now,
      index,
      isTabStop: shown.asset === this.#active,
      isBack: !this.#members.has(shown.asset),
    });
  }

  #key(event) {
    this.#hold();
    const at = this.#places.get(event.target.closest('[data-asset]')?.dataset.asset) ?? 0;
    const page = this.#list.pageSize();
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.#order.length - 1,
    }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || this.#order.length === 0) {
      return;
    }
    if (to !== undefined) {
      event.preventDefault();
      this.#active = this.#order[Math.min(this.#order.length - 1, Math.max(0, to))];
      this.#focus();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      event.target
        .closest('[data-asset]')
        ?.querySelector(`[data-column=${event.key === 'ArrowRight' ? 'group' : 'name'}] a`)
        .focus();
    }
  }

  #focus() {
    const place = this.#places.get(this.#active);
    if (place !== undefined) {
      this.#list.scrollToIndex(place);
      this.#list.refresh();
      this.#list.elementAt(place)?.querySelector('a').focus({preventScroll: true});
    } else {
      // Nobody is missing any more: the reader's place is still here.
      this.#section.focus({preventScroll: true});
    }
  }
}
