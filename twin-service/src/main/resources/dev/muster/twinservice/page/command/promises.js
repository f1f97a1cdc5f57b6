/** What was promised of the members of a group and is not so yet: what, since when, what was tried. */

import {el, setText} from '../parts/dom.js';
import {ago, count, when} from '../parts/format.js';
import {poll} from '../parts/poll.js';
import {format} from '../shell/route.js';
import {ask} from '../time/ask.js';
import {redrawRows} from './rows.js';
import {Trouble} from './trouble.js';

const PAUSE_MILLIS = 10_000;
/** Of a group that has none, or is not there. */
const REFUSED_MILLIS = 60_000;
const SHOWN_MAX = 50;

export class Promises {
  #route;
  #path;
  #now;
  #over = new AbortController();
  #count = el('span', {class: 'quiet'});
  #list = el('ul', {class: 'promise-list'});
  #trouble = new Trouble();
  #root = el('section', {class: 'promises', 'data-promises': true, hidden: true},
    el('div', {class: 'promises-head'}, el('h2', {}, 'Promises not kept'), this.#count), this.#trouble.note, this.#list);
  #polling;

  /**
   * @param {Element} container
   * @param {import('../shell/route.js').Route} route
   * @param {{now: function(): number}} clock of the service
   */
  constructor(container, route, {now}) {
    this.#route = route;
    this.#now = now;
    const {hierarchy, group} = route;
    this.#path = `/v1/promises?${new URLSearchParams({hierarchy, group, state: 'unkept', limit: SHOWN_MAX})}`;
    container.append(this.#root);
    this.#polling = poll(() => this.#look());
  }

  close() {
    this.#over.abort();
    this.#polling.close();
  }

  async #look() {
    const answer = await ask(this.#path, this.#over.signal, (detail) => {
      // That none is listed must not look like a promise that is kept.
      const isKnown = !this.#trouble.show(detail);
      this.#root.hidden = this.#root.hidden && isKnown;
    });
    if (!answer.ok) {
      return REFUSED_MILLIS;
    }
    const {promises, next} = answer.document;
    this.#trouble.over(answer.at);
    this.#root.hidden = promises.length === 0;
    const length = count(promises.length);
    setText(this.#count, next === null ? `${length}, the oldest first` : `the ${length} oldest of more`);
    redrawRows(this.#list, promises.map((promise) => this.#promise(promise)));
    return PAUSE_MILLIS;
  }

  #promise({asset, property, wanted, reported, from, by, since, why, attempts, lastAttempts, nextAttemptAt}) {
    const {hierarchy, group, signal} = this.#route;
    const now = this.#now();
    const of = from.group === undefined ? '' : ` of group ${from.group}`;
    const id = `${asset}/${property}`;
    return el('li', {class: 'promise', 'data-promise': id, 'data-row': id, tabindex: -1},
      el('p', {}, el('a', {href: format({hierarchy, group, asset, signal})}, asset), ' ',
        el('strong', {}, `${property} = ${wanted}`),
        reported === undefined ? ', nothing reported' : `, reported ${reported}`, `; for ${ago(now - Date.parse(since))}`),
      el('p', {class: 'quiet'}, [`Wanted by ${by}${of}`, tried(attempts, lastAttempts.at(-1), now),
        nextAttemptAt === undefined ? '' : `again at ${when(nextAttemptAt, now)}`, why]
        .filter((part) => part !== '').join('; ')));
  }
}

function tried(attempts, last, now) {
  if (attempts === 0) {
    return 'not tried yet';
  }
  const times = attempts === 1 ? 'tried once' : `tried ${count(attempts)} times`;
  return last === undefined ? times
    : `${times}, last at ${when(last.at, now)}: ${last.status}${last.detail === '' ? '' : `, ${last.detail}`}`;
}
