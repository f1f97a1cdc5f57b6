/** The tree of a hierarchy's groups as it was: walked like the live one, but nothing in it changes any more. */

import {cssLength, el, replace, setText} from '../parts/dom.js';
import {clock, count} from '../parts/format.js';
import {keyMove, typeAhead} from '../tree/tree-keys.js';
import {TreeModel} from '../tree/tree-model.js';
import {VirtualList} from '../parts/virtual-list.js';
import {knownSince} from './moment.js';
import {pastRow, setPastRow} from './past-row.js';

export class PastTree {
  #pane;
  #past;
  #options;
  #model = new TreeModel(null);
  #parts;
  #list;
  #selected = null;
  #focused = 'root';
  #laid = null;
  #typed = typeAhead();
  #leave;

  /**
   * @param {HTMLElement} pane
   * @param {import('./past.js').Past} past
   * @param {{onSelect: function(string), onNames: function()}} options onNames: the groups have come
   */
  constructor(pane, past, options) {
    this.#pane = pane;
    this.#past = past;
    this.#options = options;
    this.#parts = this.#build();
    this.#list = new VirtualList(this.#parts.scroller, {
      rowHeight: () => cssLength(this.#parts.scroller, '--tree-row-height'),
      key: (index) => this.#model.places[index]?.key,
      render: (index) => this.#fill(pastRow(), index),
      update: (element, index) => this.#fill(element, index),
      recycle: true,
      pinned: () => this.#model.indexOf(this.#focused),
    });
    this.#leave = past.follow(() => this.#show());
  }

  close() {
    this.#leave();
    this.#list.close();
    replace(this.#pane);
  }

  /** Shows that this group is the chosen one, and brings it into view. @param {string|null} key */
  select(key) {
    if (key !== this.#selected) {
      this.#selected = key;
      if (this.#model.row(key) !== undefined) {
        this.#reveal(key);
      } else {
        this.#list.refresh();
      }
    }
  }

  /** @param {string} key @returns {string|null} null: there was none */
  nameOf(key) {
    return this.#past.groups.get(key)?.name ?? null;
  }

  focus() {
    this.#elementAt(this.#model.indexOf(this.#focused))?.focus();
  }

  #build() {
    const tally = el('span', {class: 'past-tally quiet', 'data-past-tally': '', role: 'status'});
    const scroller = el('div', {class: 'tree-scroller', role: 'group', tabindex: -1});
    const tree = el('div', {class: 'tree', role: 'tree', 'aria-label': 'Groups as they were',
      on: {click: (event) => this.#click(event), keydown: (event) => this.#key(event),
        focusin: (event) => this.#focusIn(event)}}, scroller);
    const note = el('p', {class: 'tree-waiting', 'data-past-note': ''}, 'Asking for the groups …');
    tree.hidden = true;
    replace(this.#pane, el('div', {class: 'tree-tools'}, tally), tree, note);
    return {tally, scroller, tree, note};
  }

  #show() {
    const past = this.#past;
    const {tally, tree, note} = this.#parts;
    if (past.groups !== this.#laid) {
      this.#laid = past.groups;
      this.#arrange();
    }
    const found = [...past.groups.keys()].filter((key) => this.#isShown(key)).length - 1;
    setText(tally, past.state !== 'known' ? '' : `${count(found)} ${found === 1 ? 'group' : 'groups'}, ${this.#counting()}`
      + ` Read at ${clock(new Date(past.readAt).toISOString())}.`);
    tree.hidden = past.state !== 'known';
    setText(note, this.#noteText(found));
    note.hidden = note.textContent === '';
    if (past.isCounted && !this.#isShown('unplaced') && this.#model.row('unplaced') !== undefined) {
      this.#arrange();
    }
    this.#list.setCount(this.#model.places.length);
  }

  #counting() {
    const {isCounted, counted} = this.#past;
    return isCounted ? `${count(counted)} ${counted === 1 ? 'member' : 'members'}.` : `counting members: ${count(counted)} …`;
  }

  #noteText(found) {
    const {state, detail, isTroubled} = this.#past;
    if (isTroubled) {
      return `${detail ?? 'Muster does not answer.'} It is asked again.`;
    }
    if (state === 'refused') {
      return `Nothing was known of this hierarchy then. ${knownSince(detail)}`;
    }
    return state === 'asking' ? 'Asking for the groups …' : found === 0 ? 'No group was in force then.' : '';
  }

  /** Who nobody placed stands in a group that is always there: it is shown like the live one, when somebody is in it. */
  #isShown(key) {
    return key !== 'unplaced' || !this.#past.isCounted || this.#past.members(key) > 0;
  }

  #arrange() {
    const rows = new Map([...this.#past.groups.values()].filter(({id}) => this.#isShown(id))
      .map(({id, name, parent}) => [id, {key: id, name, parent}]));
    this.#model.update(rows, new Set([...rows.keys(), 'unplaced']), 0);
    if (rows.size > 0) {
      if (this.#selected !== null && rows.has(this.#selected)) {
        this.#reveal(this.#selected);
      }
      this.#options.onNames();
    }
  }

  #fill(element, index) {
    const place = this.#model.places[index];
    setPastRow(element, this.#past, place, {selected: place.key === this.#selected, focused: place.key === this.#focused});
    return element;
  }

  #click(event) {
    const element = event.target.closest('[role=treeitem]');
    if (element === null) {
      return;
    }
    const key = element.dataset.group;
    this.#moveTo(this.#model.indexOf(key));
    if (event.target.closest('.twisty') !== null && element.hasAttribute('aria-expanded')) {
      this.#change(() => this.#model.setOpen(key, element.getAttribute('aria-expanded') !== 'true'));
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
      this.#change(() => this.#model.setOpen(this.#focused, move.open));
    } else {
      this.#moveTo(move.index);
    }
  }

  #focusIn(event) {
    const key = event.target.closest('[role=treeitem]')?.dataset.group;
    if (key !== undefined && key !== this.#focused) {
      this.#focused = key;
      this.#list.refresh();
    }
  }

  #moveTo(index) {
    const place = this.#model.places[index];
    if (place !== undefined) {
      this.#focused = place.key;
      this.#list.refresh();
      this.#list.scrollToIndex(index);
      this.#elementAt(index)?.focus({preventScroll: true});
    }
  }

  #reveal(key) {
    this.#focused = key;
    this.#change(() => this.#model.reveal(key));
    const index = this.#model.indexOf(key);
    const {index: top} = this.#list.position();
    const page = this.#list.pageSize();
    if (index >= 0 && (index < top || index >= top + page)) {
      this.#list.restore({index: Math.max(0, index - Math.floor(page / 2)), offset: 0});
    }
  }

  #change(how) {
    how();
    if (this.#model.indexOf(this.#focused) < 0) {
      this.#focused = 'root';
    }
    this.#list?.setCount(this.#model.places.length);
  }

  #elementAt(index) {
    return index < 0 ? null : this.#list.elementAt(index);
  }
}
