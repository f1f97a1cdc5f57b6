/** The tree of a hierarchy's groups: live figures, walked by keyboard as the ARIA practices describe a tree view. */

import {cssLength, el, replace, setAttribute, setText} from '../parts/dom.js';
import {clock, count} from '../parts/format.js';
import {LiveRows} from '../parts/live.js';
import {keyMove, typeAhead} from './tree-keys.js';
import {TreeModel} from './tree-model.js';
import {setRow, treeRoot, treeRow} from './tree-row.js';
import {VirtualList} from '../parts/virtual-list.js';

const OPEN_STORED_MAX = 5_000;
const WAITING = 'Waiting for the first figures …';

export class Tree {
  #pane;
  #hierarchy;
  #options;
  #model;
  #parts;
  #list;
  #stream;
  #selected = null;
  #focused = 'root';
  #typed = typeAhead();
  #told = null;
  #onKey = (event) => this.#anywhere(event);

  /**
   * @param {HTMLElement} pane
   * @param {{hierarchy: string, signal: string, onSelect: function(string), onState: function(object),
   *   onNames: function(), onLegend: function()}} options onNames: groups came, went or have another name
   */
  constructor(pane, options) {
    this.#pane = pane;
    this.#hierarchy = options.hierarchy;
    this.#options = options;
    this.#model = new TreeModel(readOpen(options.hierarchy));
    this.#parts = this.#build();
    this.#list = new VirtualList(this.#parts.scroller, {
      rowHeight: () => cssLength(this.#parts.scroller, '--tree-row-height'),
      key: (index) => this.#model.places[index + 1]?.key,
      render: (index) => this.#fill(treeRow(), index + 1),
      update: (element, index) => this.#fill(element, index + 1),
      recycle: true,
      pinned: () => this.#model.indexOf(this.#focused) - 1,
    });
    document.addEventListener('keydown', this.#onKey);
    const path = `/v1/hierarchies/${encodeURIComponent(options.hierarchy)}/live`;
    this.#stream = new LiveRows(`${path}?signal=${encodeURIComponent(options.signal)}`,
      {onRows: (rows, changed) => this.#rows(rows, changed), onState: (state) => this.#state(state)});
  }

  close() {
    this.#stream.close();
    this.#list.close();
    document.removeEventListener('keydown', this.#onKey);
    replace(this.#pane);
  }

  /** Shows that this group is the chosen one, and brings it into view. @param {string|null} key */
  select(key) {
    if (key === this.#selected) {
      return;
    }
    this.#selected = key;
    if (key !== null && this.#model.row(key) !== undefined) {
      this.#reveal(key);
    } else {
      this.#show();
    }
  }

  /** @param {string} key @returns {string|null} null: not known (yet) */
  nameOf(key) {
    return this.#model.row(key)?.name ?? null;
  }

  focus() {
    this.#elementAt(this.#model.indexOf(this.#focused))?.focus();
  }

  #build() {
    const only = el('button', {type: 'button', 'aria-pressed': 'false', 'data-only-missing': '',
      on: {click: () => this.#filter()}}, 'Only with missing');
    const next = el('button', {type: 'button', 'data-next-missing': '', 'aria-keyshortcuts': 'F8', disabled: true,
      title: 'Goes to the next group that misses a member. F8; back: Shift F8',
      on: {click: () => this.#nextMissing(1)}}, 'Next missing ', el('kbd', {}, 'F8'));
    const legend = el('button', {type: 'button', 'data-legend': '', on: {click: this.#options.onLegend}}, 'Key');
    const tally = el('span', {class: 'tree-tally quiet'});
    const root = treeRoot();
    root.hidden = true;
    const note = el('p', {class: 'tree-note', hidden: true});
    // Without a tabindex browsers make what scrolls a stop of its own for the tab key.
    const scroller = el('div', {class: 'tree-scroller', role: 'group', tabindex: -1});
    const tree = el('div', {class: 'tree', role: 'tree', 'aria-label': 'Groups',
      on: {click: (event) => this.#click(event), keydown: (event) => this.#key(event),
        focusin: (event) => this.#focusIn(event)}}, root, scroller);
    const waiting = el('p', {class: 'tree-waiting'}, WAITING);
    const empty = el('p', {class: 'tree-waiting', hidden: true});
    replace(this.#pane, el('div', {class: 'tree-tools'}, only, next, legend, tally), note, tree, waiting, empty);
    return {only, next, tally, root, note, scroller, tree, waiting, empty};
  }

  #rows(rows, changed) {
    const first = this.#model.places.length === 0;
    const held = this.#held();
    const other = this.#model.update(rows, changed, Date.now());
    this.#parts.waiting.hidden = true;
    const missing = this.#model.missing();
    const {tally, next, root} = this.#parts;
    setText(tally, `${count(missing)} of ${count(this.#model.size)} groups miss somebody`);
    next.disabled = !(rows.get('root')?.missing.count > 0);
    root.hidden = this.#model.places.length === 0;
    if (!other) {
      this.#show();
      return;
    }
    this.#laid(held);
    this.#options.onNames();
    if (first && this.#selected !== null && rows.has(this.#selected)) {
      this.#reveal(this.#selected);
    }
  }

  /** What stands at the top of the view, to be put there again when rows have come or gone above it. */
  #held() {
    const {index, offset} = this.#list.position();
    const hadFocus = this.#parts.tree.contains(document.activeElement);
    return {key: this.#model.places[index + 1]?.key, offset, hadFocus};
  }

  #laid({key, offset, hadFocus}) {
    if (this.#model.indexOf(this.#focused) < 0) {
      this.#focused = 'root';
    }
    this.#show();
    const index = this.#model.indexOf(key);
    if (index > 0) {
      this.#list.restore({index: index - 1, offset});
    }
    const place = this.#elementAt(this.#model.indexOf(this.#focused));
    if (hadFocus && document.activeElement !== place) {
      place?.focus({preventScroll: true});
    }
    const {empty} = this.#parts;
    const none = this.#model.places.length === 1;
    empty.hidden = !none;
    setText(empty, !none ? '' : this.#model.onlyMissing ? 'Nobody is missing.' : 'This hierarchy has no groups yet.');
  }

  #show() {
    const {places} = this.#model;
    if (places.length > 0) {
      this.#fill(this.#parts.root, 0);
    }
    this.#list.setCount(Math.max(0, places.length - 1));
  }

  #fill(element, index) {
    const place = this.#model.places[index];
    const row = this.#model.row(place.key);
    setRow(element, row, place, {selected: place.key === this.#selected, focused: place.key === this.#focused});
    return element;
  }

  #state(state) {
    const current = state.kind === 'live';
    this.#pane.dataset.current = current;
    const {note, waiting} = this.#parts;
    note.hidden = current || state.asOf === null;
    setText(note, note.hidden ? '' : `Not current: as it was at ${clock(state.asOf)}. ${state.detail ?? ''}`);
    if (!waiting.hidden) {
      setText(waiting, state.detail ?? (state.kind === 'lost' ? 'No connection to Muster.' : WAITING));
    }
    this.#options.onState(state);
  }

  #click(event) {
    const element = event.target.closest('[role=treeitem]');
    if (element === null) {
      return;
    }
    const key = element.dataset.group;
    this.#moveTo(this.#model.indexOf(key));
    if (event.target.closest('.twisty') !== null && element.hasAttribute('aria-expanded')) {
      this.#open(key, element.getAttribute('aria-expanded') !== 'true');
    } else {
      this.#options.onSelect(key);
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const index = this.#model.indexOf(this.#focused);
    const move = keyMove(event.key, index, this.#model, this.#list.pageSize())
      ?? this.#typed(event.key, index, this.#model, event.timeStamp);
    if (move === null) {
      return;
    }
    event.preventDefault();
    if (move.select) {
      this.#options.onSelect(this.#focused);
    } else if (move.beside) {
      this.#change(() => this.#model.openBeside(this.#focused));
    } else if (move.open !== undefined) {
      this.#open(this.#focused, move.open);
    } else {
      this.#moveTo(move.index);
    }
  }

  #anywhere(event) {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'F8' && plain && document.querySelector('dialog[open]') === null) {
      event.preventDefault();
      this.#nextMissing(event.shiftKey ? -1 : 1);
    }
  }

  #nextMissing(direction) {
    const key = this.#model.nextMissing(this.#focused, direction);
    if (key !== null) {
      this.#reveal(key);
      this.#options.onSelect(key);
    }
  }

  #focusIn(event) {
    const key = event.target.closest('[role=treeitem]')?.dataset.group;
    if (key !== undefined && key !== this.#focused) {
      this.#focused = key;
      this.#show();
    }
  }

  #moveTo(index) {
    const place = this.#model.places[index];
    if (place === undefined) {
      return;
    }
    this.#focused = place.key;
    this.#show();
    if (index > 0) {
      this.#list.scrollToIndex(index - 1);
    }
    this.#elementAt(index)?.focus({preventScroll: true});
  }

  #reveal(key) {
    this.#focused = key;
    this.#change(() => this.#model.reveal(key));
    const index = this.#model.indexOf(key) - 1;
    const {index: top} = this.#list.position();
    const page = this.#list.pageSize();
    // With its surroundings, and only if it is not in view: a click on a row must not move that row away.
    if (index >= 0 && (index < top || index >= top + page)) {
      this.#list.restore({index: Math.max(0, index - Math.floor(page / 2)), offset: 0});
    }
  }

  #open(key, open) {
    this.#change(() => this.#model.setOpen(key, open));
  }

  #filter() {
    const on = !this.#model.onlyMissing;
    setAttribute(this.#parts.only, 'aria-pressed', on);
    this.#change(() => this.#model.filter(on, Date.now()));
  }

  #change(how) {
    const held = this.#held();
    how();
    this.#laid(held);
    writeOpen(this.#hierarchy, this.#model.opened());
  }

  #elementAt(index) {
    return index === 0 ? this.#parts.root : index > 0 ? this.#list.elementAt(index - 1) : null;
  }
}

function readOpen(hierarchy) {
  try {
    return JSON.parse(sessionStorage.getItem(`muster.open.${hierarchy}`));
  } catch {
    return null;
  }
}

function writeOpen(hierarchy, open) {
  try {
    sessionStorage.setItem(`muster.open.${hierarchy}`, JSON.stringify(open.slice(0, OPEN_STORED_MAX)));
  } catch {
    // Full or forbidden: the tree then opens as for a new reader, no more.
  }
}
