/** Choosing a command, filling in what it takes, and sending it: the same for a unit and for a group. */

import {el, setText} from '../parts/dom.js';
import {when} from '../parts/format.js';
import {Fields} from './fields.js';
import {principalField} from './principal.js';
import {newKey, tell} from './tell.js';

const HOUR_MILLIS = 3_600_000;
const ALL_WELL = {why: null, isRefused: false, canWait: true};

/**
 * @typedef {{why: string|null, isRefused: boolean, canWait: boolean}} Block
 *   why: what stands against sending now; isRefused: so that it would be refused, unless canWait and the reader lets it wait
 */

export class CommandForm {
  #path;
  #options;
  #commands = [];
  #limits = {};
  #block = ALL_WELL;
  #fields = null;
  #key = null;
  #isSending = false;
  #choice = el('select', {name: 'command', required: true});
  #arguments = el('div', {class: 'fields'});
  #reason = el('input', {type: 'text', name: 'reason', maxlength: 500, autocomplete: 'off'});
  #wait = el('input', {type: 'checkbox', name: 'wait'});
  #waiting;
  #send = el('button', {type: 'submit', class: 'send', 'data-send': true}, 'Send');
  #blocked = el('p', {class: 'command-blocked quiet', 'data-blocked': true, hidden: true});
  #told = el('p', {class: 'command-told', role: 'status', 'data-told': true});

  /**
   * @param {Element} container
   * @param {string} path where commands are posted
   * @param {{onSent: function(object), now: function(): number, wait: string, offersWait?: boolean}} options
   *   onSent: with what was taken, as the service tells it; now: by the clock of the service; wait: how waiting is called;
   *   offersWait: always, not only where a unit could not take it now
   */
  constructor(container, path, options) {
    this.#path = path;
    this.#options = options;
    this.#waiting = el('label', {class: 'field-inline', hidden: true}, this.#wait, el('span', {}, options.wait));
    container.append(el('form', {class: 'command-form', on: {submit: (event) => this.#submit(event)}},
      el('label', {class: 'field'}, el('span', {class: 'field-name'}, 'Command'), this.#choice),
      this.#arguments,
      el('label', {class: 'field'}, el('span', {class: 'field-name'}, 'Why'), this.#reason),
      principalField(),
      el('div', {class: 'send-line'}, this.#blocked, this.#waiting, this.#send), this.#told));
    this.#choice.addEventListener('change', () => {
      this.#choose();
      this.#say('', 'none');
    });
    this.#wait.addEventListener('change', () => this.#allow());
    // Another wish, and so another key; the same wish keeps its key until somebody has said what became of it.
    this.#arguments.addEventListener('input', () => (this.#key = null));
    this.#allow();
  }

  /**
   * @param {Array<object>} commands as the type defines them
   * @param {Object<string, {min: number, max: number}>} [limits] of the unit
   */
  offer(commands, limits = {}) {
    this.#commands = commands;
    this.#limits = limits;
    // One alone needs no choice.
    const first = commands.length === 1 ? [] : [el('option', {value: ''}, 'choose')];
    this.#choice.replaceChildren(...first, ...commands.map(({name, title}) => el('option', {value: name}, title)));
    this.#choose();
    this.#allow();
  }

  /** @param {Block} block */
  block(block) {
    this.#block = block;
    this.#allow();
  }

  #choose() {
    const chosen = this.#commands.find(({name}) => name === this.#choice.value);
    this.#fields = new Fields(this.#arguments, chosen?.parameters ?? [], this.#limits);
    this.#key = null;
  }

  #allow() {
    const {why, isRefused, canWait} = this.#block;
    this.#waiting.hidden = !canWait || !isRefused && this.#options.offersWait !== true;
    // Whoever let one command wait has not said so of the next one, days later.
    this.#wait.checked &&= !this.#waiting.hidden;
    const waits = this.#wait.checked;
    this.#send.disabled = this.#commands.length === 0 || isRefused && !waits;
    this.#blocked.hidden = why === null || waits;
    setText(this.#blocked, why ?? '');
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#isSending || this.#send.disabled) {
      return;
    }
    this.#isSending = true;
    this.#key ??= newKey();
    const key = this.#key;
    const fields = this.#fields;
    const reason = this.#reason.value.trim();
    this.#say('Sending …', 'open');
    const told = await tell('POST', this.#path, {
      command: this.#choice.value,
      arguments: fields.values(),
      ...(reason === '' ? {} : {reason}),
      ...(this.#wait.checked ? {queueUntil: new Date(this.#options.now() + HOUR_MILLIS).toISOString()} : {}),
    }, key);
    this.#isSending = false;
    if (!told.isOpen && key === this.#key) {
      this.#key = null;
    }
    const {field, detail, errors = [{field, detail}]} = told.problem ?? {errors: []};
    const isMarked = fields.refuse(errors);
    if (told.ok) {
      this.#say('Taken.', 'taken');
      this.#options.onSent(told.document);
    } else {
      this.#say(isMarked ? 'Not sent.' : told.detail + this.#since(told.problem), told.isOpen ? 'open' : 'refused');
    }
  }

  #since(problem) {
    return problem?.since === undefined || problem.since === null ? ''
      : `, since ${when(problem.since, this.#options.now())}`;
  }

  #say(text, kind) {
    this.#told.dataset.kind = kind;
    setText(this.#told, text);
  }
}
