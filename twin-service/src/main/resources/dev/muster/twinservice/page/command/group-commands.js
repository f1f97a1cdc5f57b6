/** What all members of a group can be told at once, and what becomes of it, member by member. */

import {el, replace, setText} from '../parts/dom.js';
import {count} from '../parts/format.js';
import {poll} from '../parts/poll.js';
import {redraw} from '../parts/redraw.js';
import {format} from '../shell/route.js';
import {ask} from '../time/ask.js';
import {CommandForm} from './command-form.js';
import {badge, meaning, sentence} from './outcome.js';
import {redrawRows} from './rows.js';
import {tell} from './tell.js';

const LOOK_MILLIS_MIN = 1_000;
const LOOK_MILLIS_MAX = 5_000;
const NAMED_MAX = 20;
const NOT_DONE = ['failed', 'expired', 'cancelled', 'refused'];
const ORDER = ['succeeded', 'acknowledged', 'sent', 'accepted', 'unknown', 'waiting', ...NOT_DONE];
const STATES = {running: 'under way', cancelling: 'being taken back', ended: 'ended'};

/** Of each group what was sent last, for readers who come back from one of its units. */
const lastSent = new Map();
const REMEMBERED_MAX = 50;

export class GroupCommands {
  #route;
  #api;
  #root;
  #sentence = el('strong', {});
  #state = el('span', {role: 'status'});
  #counts = el('ul', {class: 'progress-counts'});
  #others = el('ul', {class: 'progress-others'});
  #more = el('p', {class: 'quiet', hidden: true}, `Of each outcome the first ${NAMED_MAX} are named.`);
  #told = el('p', {class: 'command-told', role: 'status'});
  #cancel = el('button', {type: 'button', 'data-take-back': true, on: {click: () => this.#takeBack()}},
    'Take back what is not sent');
  #progress;
  #form;
  #shown = null;
  #named = '';
  #seen = '';
  #pause = LOOK_MILLIS_MIN;
  #over = new AbortController();
  #polling = null;

  /**
   * @param {Element} container
   * @param {import('../shell/route.js').Route} route
   * @param {string} api of the group
   * @param {{types: Promise<Array<object>>, now: function(): number}} known types: all there are; now: the service's clock
   */
  constructor(container, route, api, {types, now}) {
    this.#route = route;
    this.#api = api;
    const unfolded = el('div', {class: 'unfolded'});
    this.#form = new CommandForm(unfolded, `${api}/commands`, {onSent: ({id}) => this.#follow(id), now,
      wait: 'Those that are not online wait for it, for an hour at most', offersWait: true});
    this.#progress = el('div', {class: 'group-progress', 'data-progress': true, tabindex: -1, hidden: true},
      el('p', {}, this.#sentence, this.#state), this.#counts, this.#others, this.#more, this.#cancel, this.#told);
    this.#root = el('section', {class: 'commands', 'data-commands': true, hidden: true},
      el('details', {}, el('summary', {}, el('h2', {}, 'Commands to all of them')), unfolded), this.#progress);
    container.append(this.#root);
    types.then((all) => this.#offer(all));
    if (lastSent.has(api)) {
      this.#follow(lastSent.get(api));
    }
  }

  close() {
    this.#over.abort();
    this.#polling?.close();
  }

  /** All that any type understands: members of other types refuse it, and are named. */
  #offer(types) {
    const commands = new Map();
    const told = types.filter(({commands: own = []}) => own.length > 0);
    for (const type of told) {
      for (const command of type.commands) {
        const known = commands.get(command.name);
        commands.set(command.name, known === undefined ? {...command, of: [type.name]}
          : {...known, of: [...known.of, type.name]});
      }
    }
    this.#root.hidden = commands.size === 0;
    this.#form.offer([...commands.values()].map(({of, ...command}) =>
      ({...command, title: told.length === 1 ? command.title : `${command.title} (${of.join(', ')})`})));
  }

  #follow(id) {
    lastSent.delete(this.#api);
    lastSent.set(this.#api, id);
    if (lastSent.size > REMEMBERED_MAX) {
      lastSent.delete(lastSent.keys().next().value);
    }
    this.#polling?.close();
    this.#shown = id;
    this.#named = '';
    replace(this.#others);
    setText(this.#told, '');
    this.#polling = poll(() => this.#look());
  }

  async #look() {
    const id = this.#shown;
    const path = `/v1/group-commands/${encodeURIComponent(id)}`;
    const answer = await ask(path, this.#over.signal);
    if (!answer.ok || id !== this.#shown) {
      return answer.status === 404 ? Infinity : LOOK_MILLIS_MAX;
    }
    const command = answer.document;
    this.#draw(command);
    await this.#name(path, id, command.counts);
    const seen = JSON.stringify(command.counts);
    this.#pause = seen === this.#seen ? Math.min(LOOK_MILLIS_MAX, this.#pause * 1.5) : LOOK_MILLIS_MIN;
    this.#seen = seen;
    return command.state === 'ended' ? Infinity : this.#pause;
  }

  #draw(command) {
    const {state, members, counts, by} = command;
    this.#progress.hidden = false;
    setText(this.#sentence, sentence(command));
    setText(this.#state, ` to ${count(members)} by ${by}: ${STATES[state] ?? state}.`);
    redraw(this.#counts, ORDER.filter((status) => counts[status] > 0).map((status) =>
      el('li', {title: meaning(status)}, badge(status), ` ${count(counts[status])}`)));
    if (state !== 'running' && document.activeElement === this.#cancel) {
      this.#progress.focus({preventScroll: true});
    }
    this.#cancel.hidden = state !== 'running';
  }

  /** Those that did not do it, by name; asked for only when there are others than before. */
  async #name(path, id, counts) {
    const statuses = NOT_DONE.filter((status) => counts[status] > 0);
    const wanted = JSON.stringify(statuses.map((status) => counts[status]));
    if (wanted === this.#named) {
      return;
    }
    const pages = await Promise.all(statuses.map((status) =>
      ask(`${path}/members?status=${status}&limit=${NAMED_MAX}`, this.#over.signal)));
    if (id === this.#shown && pages.every(({ok}) => ok)) {
      this.#named = wanted;
      redrawRows(this.#others, pages.flatMap(({document}) => document.members.map((member) => this.#member(member))));
      this.#more.hidden = pages.every(({document}) => document.next === null);
    }
  }

  #member({asset, status, detail}) {
    const {hierarchy, group, signal} = this.#route;
    return el('li', {'data-row': asset, 'data-member': asset, tabindex: -1},
      el('a', {href: format({hierarchy, group, asset, signal})}, asset), ' ', badge(status), ` ${detail || meaning(status)}`);
  }

  async #takeBack() {
    const id = this.#shown;
    const told = await tell('DELETE', `/v1/group-commands/${encodeURIComponent(id)}`, null);
    if (id === this.#shown) {
      setText(this.#told, told.ok ? '' : told.detail);
      if (told.ok) {
        this.#draw(told.document);
      }
      this.#polling?.now();
    }
  }
}
