/** A hierarchy as it was at a moment: its groups, who stood where by number, and what became of each group since. */

import {ask, withQuery} from './ask.js';
import {momentQuery} from './moment.js';

const PAGE = 1_000;

/** @typedef {{id: string, name: string, parent: string|null}} PastGroup */

export class Past {
  /** @type {'asking'|'known'|'refused'} */
  state = 'asking';
  /** @type {string|null} why it is refused, or why there is no answer yet */
  detail = null;
  /** @type {boolean} whether nobody answers at the moment */
  isTroubled = false;
  /** @type {Map<string, PastGroup>} those that were in force then */
  groups = new Map();
  /** @type {Map<string, PastGroup>|null} likewise now; null: not known yet */
  today = null;
  /** @type {boolean} whether all members are counted */
  isCounted = false;
  /** @type {number} how many are counted so far */
  counted = 0;
  /** @type {number|null} milliseconds: when it was asked for, by the clock of the service */
  readAt = null;

  #counts = new Map();
  #listeners = new Set();
  #asking = new AbortController();

  /** @param {string} hierarchy @param {import('./moment.js').Moment} moment */
  constructor(hierarchy, moment) {
    this.hierarchy = hierarchy;
    this.moment = moment;
    this.api = `/v1/hierarchies/${encodeURIComponent(hierarchy)}/groups`;
    this.#ask();
  }

  close() {
    this.#asking.abort();
    this.#listeners.clear();
  }

  /** @param {function()} listener called at once too @returns {function()} ends it */
  follow(listener) {
    this.#listeners.add(listener);
    listener();
    return () => this.#listeners.delete(listener);
  }

  /** @param {string} path below the groups @param {object} [parameters] @returns {string} with the moment */
  path(path, parameters = {}) {
    const asked = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return withQuery(withQuery(this.api + path, asked), momentQuery(this.moment));
  }

  /** @param {string} group @returns {number|null} members at any depth; null: not counted yet */
  members(group) {
    return this.isCounted ? this.#counts.get(group) ?? 0 : null;
  }

  /** @param {string} group @returns {{group: string, name: string}[]} from the root down */
  trail(group) {
    const trail = [];
    for (let at = this.groups.get(group); at !== undefined; at = this.groups.get(at.parent)) {
      trail.unshift({group: at.id, name: at.name});
      if (trail.length > this.groups.size) {
        break;
      }
    }
    return trail;
  }

  /**
   * What became of a group that was there then.
   * @param {string} group
   * @returns {string[]} nothing, as far as is known yet, if empty
   */
  changes(group) {
    const then = this.groups.get(group);
    const now = this.today?.get(group);
    if (this.today === null || then === undefined) {
      return [];
    }
    if (now === undefined) {
      return ['not in force any more'];
    }
    const under = now.parent ?? 'root';
    const name = this.today.get(under)?.name ?? under;
    return [now.name === then.name ? null : `now called “${now.name}”`,
      under === (then.parent ?? 'root') || group === 'root' ? null : `now under “${name}”`].filter((text) => text !== null);
  }

  async #ask() {
    const {signal} = this.#asking;
    const trouble = (detail) => this.#become({isTroubled: true, detail});
    const then = await ask(this.path(''), signal, trouble);
    if (signal.aborted) {
      return;
    }
    if (!then.ok) {
      this.#become({state: 'refused', detail: then.detail, isTroubled: false});
      return;
    }
    this.#become({state: 'known', detail: null, isTroubled: false, readAt: then.at, groups: standing(then.document.groups)});
    const present = `at=${encodeURIComponent(new Date(then.at).toISOString())}`;
    const [today] = await Promise.all([ask(`${this.api}?${present}`, signal, trouble), this.#count(signal, trouble)]);
    if (!signal.aborted) {
      this.#become({today: today.ok ? standing(today.document.groups) : null, isTroubled: false, detail: null});
    }
  }

  /** The API has no numbers of the past, but it names everybody: they are counted, and not kept. */
  async #count(signal, trouble) {
    const own = new Map();
    let cursor = null;
    do {
      const more = cursor === null ? {} : {cursor};
      const page = await ask(this.path('/root/members', {deep: true, limit: PAGE, ...more}), signal, trouble);
      if (!page.ok) {
        return;
      }
      for (const {group} of page.document.members) {
        own.set(group, (own.get(group) ?? 0) + 1);
      }
      cursor = page.document.next ?? null;
      this.#become({counted: this.counted + page.document.members.length, isTroubled: false, detail: null});
    } while (cursor !== null);
    for (const [group, count] of own) {
      for (const {group: above} of this.trail(group)) {
        this.#counts.set(above, (this.#counts.get(above) ?? 0) + count);
      }
    }
    this.#become({isCounted: true});
  }

  #become(change) {
    Object.assign(this, change);
    if (!this.#asking.signal.aborted) {
      this.#listeners.forEach((listener) => listener());
    }
  }
}

function standing(groups) {
  return new Map(groups.filter(({stands}) => stands !== false)
    .map(({id, name, parent}) => [id, {id, name, parent: id === 'root' ? null : parent ?? 'root'}]));
}
