/** Two bars of one width: who stands in line, and how far what is missing could move the total. */

import {el, replace, setAttribute, setText} from '../parts/dom.js';
import {count, number} from '../parts/format.js';
import {inOrder, reasonChip, reasonGlyph} from '../parts/reasons.js';

/** Up to here each member has a place of its own; with more they are drawn by their share. */
const PLACES_MAX = 40;
/** So much of the scale is left to the words of a range that lies at its beginning. */
const WORDS = 0.6;

/** The roll call: one place for each who should report; who is missing leaves it open, with the sign of the reason in it. */
export class RollCall {
  #bar = el('div', {class: 'roll', role: 'img', 'aria-label': 'not known yet'});
  #said = el('p', {class: 'roll-said'});
  #reasons = el('p', {class: 'roll-reasons'});
  #drawn = '';

  /** @param {Element} container */
  constructor(container) {
    container.append(
      el('div', {class: 'gauge-label'}, 'Reporting'),
      el('div', {class: 'gauge-body live-figure'}, this.#bar, el('div', {class: 'roll-legend'}, this.#said, this.#reasons)),
    );
  }

  /** @param {object} total the row "total" */
  show({expected, reporting, missing}) {
    const drawn = `${expected} ${reporting} ${JSON.stringify(missing.byReason)}`;
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const reasons = inOrder(missing.byReason);
    this.#bar.classList.toggle('is-single', expected <= PLACES_MAX);
    replace(this.#bar, expected <= PLACES_MAX ? places(reporting, reasons) : shares(reporting, reasons));
    setAttribute(this.#bar, 'aria-label', `${count(reporting)} of ${count(expected)} expected report`);
    replace(this.#said, el('strong', {}, count(reporting)), ` of ${count(expected)}`);
    replace(
      this.#reasons,
      reasons.map(([id, n]) => reasonChip(id, n)),
    );
  }
}

function places(reporting, reasons) {
  const present = Array.from({length: reporting}, () => el('span', {class: 'roll-place'}));
  const open = reasons.flatMap(([id, n]) =>
    Array.from({length: n}, () => el('span', {class: `roll-open reason-${id}`}, reasonGlyph(id))),
  );
  return [...present, ...open];
}

function shares(reporting, reasons) {
  const part = (name, n, glyph) => {
    const share = el('span', {class: name}, glyph);
    share.style.flexGrow = String(n);
    return share;
  };
  return [
    reporting > 0 ? part('roll-place', reporting, null) : null,
    ...reasons.map(([id, n]) => part(`roll-open reason-${id}`, n, reasonGlyph(id))),
  ];
}

/** Where the total would lie with all of them: what is certain is filled, what is not is hatched. */
export class BoundsScale {
  #root;
  #label = el('div', {class: 'gauge-label'}, 'With all');
  #sure = el('span', {class: 'scale-sure'});
  #open = el('span', {class: 'scale-open'});
  #zero = el('span', {class: 'scale-zero'});
  #said = el('span', {class: 'scale-said'});

  /** @param {Element} container */
  constructor(container) {
    this.#root = el(
      'div',
      {class: 'gauge-body live-figure', 'data-bounds': true},
      el('div', {class: 'scale', 'aria-hidden': 'true'}, this.#sure, this.#open, this.#zero),
      el('div', {class: 'scale-figures'}, this.#said),
    );
    container.append(this.#label, this.#root);
  }

  /** @param {object} total the row "total" */
  show({bounds, unit, missing}) {
    const isShown = bounds !== null && missing.count > 0;
    this.#root.hidden = !isShown;
    this.#label.hidden = !isShown;
    if (!isShown) {
      setText(this.#said, '');
      return;
    }
    const {min, max} = bounds;
    const from = Math.min(0, min);
    const length = Math.max(0, max) - from || 1;
    const at = (value) => (value - from) / length;
    place(this.#sure, at(Math.min(0, max < 0 ? max : min)), at(Math.max(0, min > 0 ? min : 0)));
    place(this.#open, at(min), at(max));
    this.#zero.style.insetInlineStart = percent(at(0));
    this.#zero.hidden = from === 0;
    this.#said.style.insetInlineEnd = percent(Math.min(1 - at(max), 1 - WORDS));
    setText(this.#said, min === max ? number(max, unit) : `${number(min)} to ${number(max, unit)}`);
  }
}

function place(element, from, to) {
  element.style.insetInlineStart = percent(from);
  element.style.inlineSize = percent(Math.max(0, to - from));
}

function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
