/** Holding a group at a value: setting it, seeing how it is kept, letting go. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {count, number, unitSign, when} from '../parts/format.js';
import {poll} from '../parts/poll.js';
import {ask} from '../time/ask.js';
import {principalField} from './principal.js';
import {leftOutWords, shareRow} from './shares.js';
import {redrawRows} from './rows.js';
import {tell} from './tell.js';
import {Trouble} from './trouble.js';

const ACTIVE_MILLIS = 2_000;
const IDLE_MILLIS = 5_000;

export class SetPoint {
  #route;
  #path;
  #now;
  #unit = null;
  #over = new AbortController();
  #figure = el('span', {class: 'set-point-figure live-figure', 'data-set-point-figure': true});
  #words = el('span', {class: 'set-point-words', role: 'status', 'data-set-point-words': true}, 'none');
  #by = el('p', {class: 'quiet', hidden: true});
  #shares = el('ul', {class: 'shares', 'data-shares': true});
  #value = el('input', {type: 'number', name: 'value', step: 'any', required: true, autocomplete: 'off'});
  #name = el('span', {class: 'field-name'}, 'Hold at');
  #reason = el('input', {type: 'text', name: 'reason', maxlength: 500, autocomplete: 'off'});
  #hold = el('button', {type: 'submit', class: 'send', 'data-hold': true}, 'Hold');
  #release = el('button', {type: 'button', hidden: true, 'data-release': true, on: {click: () => this.#letGo()}}, 'Let go');
  #told = el('p', {class: 'command-told', role: 'status', 'data-told': true});
  #trouble = new Trouble();
  #folded;
  #root;
  #isSending = false;
  #polling;

  /**
   * @param {Element} container
   * @param {import('../shell/route.js').Route} route
   * @param {string} api of the group
   * @param {{types: Promise<Array<object>>, now: function(): number}} known types: all there are; now: the service's clock
   */
  constructor(container, route, api, {types, now}) {
    this.#route = route;
    this.#path = `${api}/set-point`;
    this.#now = now;
    this.#folded = el('details', {on: {toggle: () => this.#polling?.now()}},
      el('summary', {}, el('h2', {}, 'Set-point'), ' ', this.#figure, ' ', this.#words),
      el('div', {class: 'unfolded'}, this.#by,
        el('form', {class: 'command-form', on: {submit: (event) => this.#submit(event)}},
          el('label', {class: 'field'}, this.#name, this.#value),
          el('label', {class: 'field'}, el('span', {class: 'field-name'}, 'Why'), this.#reason),
          principalField(),
          el('div', {class: 'send-line'}, this.#hold, this.#release), this.#told),
        this.#shares));
    this.#root = el('section', {class: 'set-point', 'data-set-point': 'none', hidden: true}, this.#folded, this.#trouble.note);
    container.append(this.#root);
    types.then((all) => this.#offer(all));
  }

  close() {
    this.#over.abort();
    this.#polling?.close();
  }

  /** Where some type can be controlled in the signal that is shown. */
  #offer(types) {
    const {signal} = this.#route;
    const controlled = types.find((type) => type.setPoint?.signal === signal);
    if (controlled !== undefined && !this.#over.signal.aborted) {
      this.#unit = controlled.signals.find(({name}) => name === signal)?.unit ?? null;
      setText(this.#name, `Hold at (${unitSign(this.#unit)})`);
      this.#root.hidden = false;
      this.#polling = poll(() => this.#look());
    }
  }

  /** In the list of all: to ask for one that is not there would be an error, again and again. */
  async #look() {
    const {hierarchy, group, signal} = this.#route;
    const answer = await ask('/v1/set-points', this.#over.signal, (detail) => this.#trouble.show(detail));
    if (!answer.ok) {
      return IDLE_MILLIS;
    }
    this.#trouble.over(answer.at);
    const mine = answer.document.setPoints.find((each) =>
      each.hierarchy === hierarchy && each.group === group && each.signal === signal) ?? null;
    this.#draw(mine);
    const isShared = mine !== null && mine.state !== 'releasing';
    if (isShared && this.#folded.open) {
      const whole = await ask(this.#path, this.#over.signal, (detail) => this.#trouble.show(detail));
      this.#share(whole.ok ? whole.document.assets : []);
    } else if (!isShared) {
      this.#share([]);
    }
    return mine === null ? IDLE_MILLIS : ACTIVE_MILLIS;
  }

  #draw(setPoint) {
    setAttribute(this.#root, 'data-set-point', setPoint?.state ?? 'none');
    this.#by.hidden = setPoint === null;
    if (document.activeElement === this.#release && (setPoint === null || setPoint.state === 'releasing')) {
      this.#value.focus();
    }
    this.#release.hidden = setPoint === null || setPoint.state === 'releasing';
    setText(this.#hold, setPoint === null ? 'Hold' : 'Hold at this');
    if (setPoint === null) {
      setText(this.#figure, '');
      setText(this.#words, 'none');
      return;
    }
    const {target, reported, by, reason, changedAt, sharing, members, leftOut} = setPoint;
    setText(this.#figure, `${number(target, this.#unit)}, given ${number(reported, this.#unit)}:`);
    setText(this.#words, this.#state(setPoint));
    const out = Object.entries(leftOut).map(([why, n]) => `${count(n)} ${leftOutWords(why)}`).join(', ');
    setText(this.#by, `Set by ${by} at ${when(changedAt, this.#now())}${reason === '' ? '' : `: ${reason}`}. `
      + `${count(sharing)} of ${count(members)} share in it${out === '' ? '' : `; left out: ${out}`}.`);
  }

  #state({state, shortBy, shortSince}) {
    switch (state) {
      case 'held': return 'held';
      case 'reaching': return 'on the way';
      case 'releasing': return 'being let go';
      default: return shortSince === null ? 'cannot be met now'
        : `cannot be met, ${number(Math.abs(shortBy), this.#unit)} ${shortBy < 0 ? 'too much' : 'short'} since ${
          when(shortSince, this.#now())}`;
    }
  }

  #share(assets) {
    redrawRows(this.#shares, assets.map((member) => shareRow(member, this.#unit, this.#route)));
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#isSending) {
      return;
    }
    this.#isSending = true;
    const reason = this.#reason.value.trim();
    // What is wanted is said as a whole: said twice it is the same, and needs no key.
    const told = await tell('PUT', this.#path, {signal: this.#route.signal, value: Number(this.#value.value),
      ...(reason === '' ? {} : {reason})});
    this.#isSending = false;
    const isWrong = told.problem?.field === 'value';
    setAttribute(this.#value, 'aria-invalid', isWrong ? 'true' : null);
    this.#say(told.ok ? 'Taken.' : this.#whyNot(told), told);
    if (isWrong) {
      this.#value.focus();
    }
    this.#after(told);
  }

  #whyNot({detail, problem}) {
    if (problem?.possibleMax === undefined) {
      return detail;
    }
    const {possibleMin, possibleMax, nearest, leftOut} = problem;
    const out = Object.entries(leftOut).map(([why, n]) => `${count(n)} ${leftOutWords(why)}`).join(', ');
    return `It cannot be met. Possible now: ${number(possibleMin)} to ${number(possibleMax, this.#unit)}, the nearest is ${
      number(nearest, this.#unit)}.${out === '' ? '' : ` Left out: ${out}.`}`;
  }

  async #letGo() {
    const told = await tell('DELETE', this.#path, null);
    this.#say(told.ok ? '' : told.detail, told);
    this.#after(told);
  }

  #after(told) {
    if (told.ok) {
      this.#draw(told.document);
    }
    this.#polling?.now();
  }

  #say(text, {ok, isOpen}) {
    this.#told.dataset.kind = ok ? 'taken' : isOpen ? 'open' : 'refused';
    setText(this.#told, text);
  }
}
