/** Who stood under a group: ten thousand of them if need be, of which only those in view are in the document. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {VirtualList} from '../parts/virtual-list.js';
import {ask} from './ask.js';

const PAGE = 1_000;
/** So many are fetched without being asked for; further ones on demand. */
const AT_ONCE = 20_000;
const NARROW_EM = 34;

export class Members {
  #options;
  #members = [];
  #cursor = null;
  #asking = new AbortController();
  #active = 0;
  #title = el('h2', {});
  #note = el('p', {class: 'quiet', role: 'status', 'data-members-note': ''}, 'Asking for the members …');
  #more = el('button', {type: 'button', hidden: true, on: {click: () => this.#load(this.#members.length + AT_ONCE)}},
    'Show more members');
  #body = el('div', {role: 'rowgroup', class: 'past-list-body', on: {
    keydown: (event) => this.#key(event), focusin: (event) => this.#reach(event)}});
  #table;
  #list;

  /**
   * @param {Element} container
   * @param {{path: function(object): string, assetHref: function(string): string, groupHref: function(string): string,
   *   nameOf: function(string): string, title: string}} options path: of a page, from its parameters
   */
  constructor(container, options) {
    this.#options = options;
    setText(this.#title, options.title);
    this.#table = el('div', {role: 'table', class: 'past-list', 'aria-label': options.title, 'data-member-list': ''},
      el('div', {role: 'rowgroup', class: 'past-list-heads'}, el('div', {role: 'row', class: 'past-list-row'},
        ['Name', 'Id', 'Type', 'Group'].map((text) => el('span', {role: 'columnheader', class: 'quiet'}, text)))),
      this.#body);
    this.#table.hidden = true;
    container.append(el('section', {class: 'past-section', 'aria-label': options.title}, this.#title, this.#note,
      this.#table, this.#more));
    this.#list = new VirtualList(this.#body, {
      rowHeight: () => this.#rowHeight(),
      render: (index) => this.#render(index),
      update: (row, index) => this.#fill(row, index),
      recycle: true,
      pinned: () => this.#active,
    });
    this.#load(AT_ONCE);
  }

  /** Names of groups have come. */
  refresh() {
    this.#list.refresh();
  }

  close() {
    this.#asking.abort();
    this.#list.close();
    this.#members = [];
  }

  async #load(most) {
    const {signal} = this.#asking;
    this.#more.hidden = true;
    do {
      const more = this.#cursor === null ? {} : {cursor: this.#cursor};
      const page = await ask(this.#options.path({deep: true, limit: PAGE, ...more}), signal,
        (detail) => setText(this.#note, `${detail ?? 'Muster does not answer.'} It is asked again.`));
      if (signal.aborted) {
        return;
      }
      if (!page.ok) {
        setText(this.#note, `The members are not known: ${page.detail}`);
        return;
      }
      this.#members.push(...page.document.members);
      this.#cursor = page.document.next ?? null;
      this.#show();
    } while (this.#cursor !== null && this.#members.length < most);
    this.#more.hidden = this.#cursor === null;
  }

  #show() {
    const found = this.#members.length;
    setText(this.#note, found === 0 ? 'Nobody stood here.'
      : `${count(found)}${this.#cursor === null ? '' : ' so far'}, in the order of their ids`);
    this.#table.hidden = found === 0;
    setAttribute(this.#table, 'aria-rowcount', this.#cursor === null ? found + 1 : -1);
    this.#list.setCount(found);
  }

  #render(index) {
    const parts = {name: el('a'), id: el('span'), type: el('span'), group: el('a', {tabindex: -1})};
    const row = el('div', {role: 'row', class: 'past-list-row'},
      Object.entries(parts).map(([column, part]) => el('span', {role: 'cell', 'data-column': column}, part)));
    row.parts = parts;
    return this.#fill(row, index);
  }

  #fill(row, index) {
    const {id, name, type, group} = this.#members[index];
    const {assetHref, groupHref, nameOf} = this.#options;
    const {parts} = row;
    setAttribute(row, 'data-asset', id);
    setAttribute(row, 'aria-rowindex', index + 2);
    setText(parts.name, name);
    setAttribute(parts.name, 'href', assetHref(id));
    setAttribute(parts.name, 'tabindex', index === this.#active ? 0 : -1);
    setText(parts.id, id);
    setText(parts.type, type);
    setText(parts.group, group === null ? '–' : nameOf(group));
    setAttribute(parts.group, 'href', group === null ? null : groupHref(group));
    return row;
  }

  #rowHeight() {
    const em = parseFloat(getComputedStyle(this.#body).fontSize);
    const narrow = this.#body.clientWidth > 0 && this.#body.clientWidth < NARROW_EM * em;
    const height = Math.round(Math.max(em * (narrow ? 3.9 : 2.3), 24));
    this.#table.classList.toggle('is-narrow', narrow);
    this.#table.style.setProperty('--row', `${height}px`);
    return height;
  }

  #reach(event) {
    const index = event.target.closest('[data-asset]')?.virtualRow?.index;
    if (index !== undefined && index !== this.#active) {
      this.#active = index;
    }
  }

  #key(event) {
    const row = event.target.closest('[data-asset]');
    const page = this.#list.pageSize();
    const at = row?.virtualRow?.index ?? 0;
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0,
      End: this.#members.length - 1}[event.key];
    const side = {ArrowRight: 'group', ArrowLeft: 'name'}[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || to === undefined && side === undefined) {
      return;
    }
    event.preventDefault();
    if (side !== undefined) {
      row?.querySelector(`[data-column=${side}] a`)?.focus();
      return;
    }
    this.#active = Math.min(this.#members.length - 1, Math.max(0, to));
    this.#list.scrollToIndex(this.#active);
    this.#list.refresh();
    this.#list.elementAt(this.#active)?.querySelector('a').focus({preventScroll: true});
  }
}
