/** What a unit can be told, and what became of what it was told. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {when} from '../parts/format.js';
import {ask} from '../time/ask.js';
import {CommandForm} from './command-form.js';
import {commandRow} from './outcome.js';
import {redrawRows} from './rows.js';
import {tell} from './tell.js';

/** As many as the service remembers at hand. */
const SHOWN_MAX = 10;
const FREE = {why: null, isRefused: false, canWait: true};

/** Why a unit in this state takes nothing now. */
const BLOCKED = {
  offline: (since) => `It is offline since ${since}: a command would be refused.`,
  maintenance: (since) => `It is in maintenance since ${since}: a command would be refused.`,
  expected: () => 'It has never reported: a command would be refused.',
  retired: (since) => `It is retired since ${since}: a command would be refused.`,
};

export class UnitCommands {
  #api;
  #root = el('section', {class: 'commands', 'data-commands': true, hidden: true}, el('h2', {}, 'Commands'));
  #list = el('ol', {class: 'command-list', 'aria-label': 'The last commands'});
  #told = el('p', {class: 'command-told', role: 'status'});
  #form;
  #type = null;
  #isOffered = false;
  #over = new AbortController();
  #known = [];
  #own = new Map();
  #now = Date.now();

  /** @param {Element} container @param {string} api of the unit */
  constructor(container, api) {
    this.#api = api;
    this.#form = new CommandForm(this.#root, `${api}/commands`, {onSent: (command) => this.#sent(command),
      now: () => this.#now, wait: 'Let it wait until the unit is online, for an hour at most'});
    this.#list.addEventListener('click', ({target}) => {
      const id = target.dataset.cancel;
      if (id !== undefined) {
        this.#cancel(id);
      }
    });
    this.#root.append(this.#told, this.#list);
    container.append(this.#root);
  }

  close() {
    this.#over.abort();
  }

  /** @param {object} explain the document of the unit @param {number} now milliseconds */
  show({type, connectivity, commands}, now) {
    this.#now = now;
    if (type !== this.#type) {
      this.#type = type;
      this.#learn(type);
    }
    this.#form.block(blockOf(connectivity, now));
    // Without an answer of the twin what was known of them is all there is.
    this.#known = commands ?? this.#known;
    this.#draw();
  }

  #draw() {
    const all = new Map(this.#known.map((command) => [command.id, command]));
    // What was just sent is shown at once. Of two tellings of one command the longer one is newer.
    const own = [];
    for (const command of this.#own.values()) {
      const known = all.get(command.id);
      if (known === undefined) {
        own.unshift(command);
      } else if (known.transitions.length >= command.transitions.length) {
        this.#own.delete(command.id);
      } else {
        all.set(command.id, command);
      }
    }
    const shown = [...own, ...all.values()].slice(0, SHOWN_MAX);
    redrawRows(this.#list, shown.map((command) => commandRow(command, this.#now)));
    // Only what changes from now on is read out.
    setAttribute(this.#list, 'aria-live', 'polite');
    this.#root.hidden = !this.#isOffered && shown.length === 0;
  }

  async #learn(type) {
    const [definition, asset] = await Promise.all([
      ask(`/v1/types/${encodeURIComponent(type)}`, this.#over.signal), ask(this.#api, this.#over.signal)]);
    if (definition.ok && type === this.#type) {
      const commands = definition.document.commands ?? [];
      this.#isOffered = commands.length > 0;
      this.#form.offer(commands, asset.ok ? asset.document.limits ?? {} : {});
      this.#draw();
    }
  }

  #sent(command) {
    this.#own.delete(command.id);
    this.#own.set(command.id, command);
    if (this.#own.size > SHOWN_MAX) {
      this.#own.delete(this.#own.keys().next().value);
    }
    this.#draw();
  }

  async #cancel(id) {
    const told = await tell('DELETE', `${this.#api}/commands/${encodeURIComponent(id)}`, null);
    setText(this.#told, told.ok ? '' : told.detail);
    if (told.ok) {
      this.#sent(told.document);
    }
  }
}

function blockOf(connectivity, now) {
  if (connectivity === null) {
    return {why: 'Its twin does not answer: whether it would take a command is not known.', isRefused: false, canWait: true};
  }
  const {state, since} = connectivity;
  return state === 'online' ? FREE : {
    why: (BLOCKED[state] ?? (() => `It is ${state}: a command would be refused.`))(when(since, now)),
    isRefused: true,
    canWait: state !== 'retired',
  };
}
