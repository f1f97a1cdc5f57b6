/** A group as it was: where it stood, who stood in it, and what changed since. No live figure is shown here. */

import {crumbs} from '../parts/crumbs.js';
import {el, replace, setText} from '../parts/dom.js';
import {format} from '../shell/route.js';
import {Differences} from './differences.js';
import {Members} from './members.js';
import {knownSince, momentText} from './moment.js';

/**
 * @param {Element} container
 * @param {import('../shell/route.js').Route} route
 * @param {import('./past.js').Past} past
 * @returns {{close: function()}}
 */
export function showPastGroup(container, route, past) {
  return new PastGroupView(container, route, past);
}

class PastGroupView {
  #route;
  #past;
  #root = el('section', {class: 'past-view', 'data-view': 'past-group'});
  #path = el('div', {class: 'crumbs-place'});
  #name = el('h1', {});
  #what = el('p', {class: 'what quiet'});
  #since = el('p', {class: 'past-note', 'data-group-since': '', hidden: true});
  #note = el('p', {class: 'past-note', 'data-past-message': ''}, 'Asking for this group …');
  #members = null;
  #differences = null;
  #leave;

  constructor(container, route, past) {
    this.#route = route;
    this.#past = past;
    setText(this.#name, route.group);
    setText(this.#what, `${route.hierarchy}/${route.group}`);
    this.#root.append(el('header', {class: 'group-head'}, this.#path, this.#name, this.#what), this.#since, this.#note);
    container.append(this.#root);
    this.#leave = past.follow(() => this.#show());
  }

  close() {
    this.#leave();
    this.#members?.close();
    this.#differences?.close();
    this.#root.remove();
  }

  #show() {
    const {group} = this.#route;
    const past = this.#past;
    const found = past.groups.get(group);
    const changes = past.changes(group);
    setText(this.#note, this.#noteText(found));
    this.#note.hidden = this.#note.textContent === '';
    this.#since.hidden = changes.length === 0;
    setText(this.#since, changes.length === 0 ? '' : `It is ${changes.join(' and ')}.`);
    if (past.state !== 'known') {
      return;
    }
    if (found !== undefined) {
      setText(this.#name, found.name);
      const trail = past.trail(group);
      if (trail.length > 1 && this.#path.childElementCount === 0) {
        replace(this.#path, crumbs(trail, this.#route, {lastIsHere: true}));
      }
    }
    this.#open(found !== undefined);
    this.#members?.refresh();
  }

  #open(isThere) {
    if (this.#differences !== null) {
      return;
    }
    const past = this.#past;
    const {group, hierarchy, signal} = this.#route;
    const nameOf = (id) => past.groups.get(id)?.name ?? past.today?.get(id)?.name ?? id;
    if (isThere) {
      this.#members = new Members(this.#root, {
        title: past.moment.at !== null && Date.parse(past.moment.at) > past.readAt ? 'Members then' : 'Who stood here',
        path: (parameters) => past.path(`/${encodeURIComponent(group)}/members`, parameters),
        assetHref: (asset) => format({...this.#route, asset}),
        groupHref: (at) => format({...this.#route, group: at}),
        nameOf,
      });
    }
    this.#differences = new Differences(this.#root, {
      ...this.#span(),
      assetHref: (asset) => format({hierarchy, group, asset, signal}),
      nameOf,
    });
  }

  /** From the earlier to the later of the moment and now. */
  #span() {
    const {at, known} = this.#past.moment;
    const now = new Date(this.#past.readAt).toISOString();
    const isFuture = at !== null && Date.parse(at) > this.#past.readAt;
    const there = [at ?? now, known];
    const [[from, knownFrom], [to, knownTo]] = isFuture ? [[now, null], there] : [there, [now, null]];
    const query = new URLSearchParams({from, to});
    if (knownFrom !== null) {
      query.set('asKnownAtFrom', knownFrom);
    }
    if (knownTo !== null) {
      query.set('asKnownAtTo', knownTo);
    }
    const title = isFuture ? `What is to change until ${momentText(at)}`
      : at === null ? 'What is believed otherwise now' : 'What changed between then and now';
    return {path: `${this.#past.api}/${encodeURIComponent(this.#route.group)}/difference?${query}`, title};
  }

  #noteText(found) {
    const {state, isTroubled, detail} = this.#past;
    const {group} = this.#route;
    if (isTroubled) {
      return `${detail ?? 'Muster does not answer.'} It is asked again.`;
    }
    if (state === 'refused') {
      return `Nothing was known of this hierarchy then. ${knownSince(detail)}`;
    }
    return state === 'asking' ? 'Asking for this group …'
      : found === undefined ? `There was no group ${group} in force then.` : '';
  }
}
