/** A group: its total, what it is worth, how it came about, and who is missing from it. */

import {Chart} from '../chart/chart.js';
import {crumbs} from '../parts/crumbs.js';
import {Currency} from '../parts/currency.js';
import {el, replace, setText} from '../parts/dom.js';
import {number, unitSign} from '../parts/format.js';
import {GroupControl} from '../command/group-control.js';
import {BoundsScale, RollCall} from './gauge.js';
import {headline, isKnown} from './headline.js';
import {LiveRows} from '../parts/live.js';
import {MissingTable} from './missing-table.js';
import {format} from '../shell/route.js';
import {livePoint, Series, SLOT_MILLIS, storedPoint} from '../chart/series.js';
import {ServerClock} from '../parts/server-clock.js';

const TICK_MILLIS = 1_000;
const SEED_AGAIN_MILLIS = 10_000;
/** Characters that fit into a line of a phone. */
const UNBROKEN_MAX = 24;

/**
 * @param {Element} container
 * @param {import('../shell/route.js').Route} route
 * @param {{onState: function(import('../parts/live.js').LiveState)}} listener
 * @returns {{close: function()}}
 */
export function showGroup(container, route, {onState}) {
  return new GroupView(container, route, onState);
}

class GroupView {
  #route;
  #api;
  #onState;
  #root = el('section', {class: 'group-view is-waiting', 'data-view': 'group'});
  #path = el('div', {class: 'crumbs-place'});
  #pathShown = '';
  #name = el('h1', {});
  #what = el('p', {class: 'what quiet'});
  #figure;
  #value = el('span', {class: 'total-value'}, '–');
  #unit = el('span', {class: 'total-unit'});
  #headline = el('p', {class: 'headline', 'data-headline': true}, 'Waiting for the first moment.');
  #currency = new Currency(this.#root);
  #clock = new ServerClock();
  #series = new Series();
  #rollCall;
  #bounds;
  #chart;
  #missing;
  #control;
  #total = null;
  #state = {kind: 'connecting', asOf: null, detail: null};
  #seeding = new AbortController();
  #isSeeded = false;
  #seedAt = -Infinity;
  #live;
  #timer;

  constructor(container, route, onState) {
    this.#route = route;
    this.#onState = onState;
    this.#api = `/v1/hierarchies/${encodeURIComponent(route.hierarchy)}/groups/${encodeURIComponent(route.group)}`;
    const signal = `signal=${encodeURIComponent(route.signal)}`;
    this.#build(container, `${this.#api}/missing?${signal}`);
    this.#live = new LiveRows(`${this.#api}/live?${signal}`, {
      onRows: (rows, changedKeys, asOf) => this.#show(rows, changedKeys, asOf),
      onState: (state) => this.#become(state),
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
    this.#seed();
  }

  close() {
    clearInterval(this.#timer);
    this.#live.close();
    this.#seeding.abort();
    this.#chart.close();
    this.#missing.close();
    this.#control.close();
    this.#root.remove();
  }

  #build(container, listHref) {
    const {hierarchy, group, signal} = this.#route;
    setText(this.#name, group);
    this.#figure = el('p', {class: 'total live-figure', 'data-total': true}, this.#value, this.#unit);
    const gauges = el('div', {class: 'gauges'});
    this.#root.append(
      el('header', {class: 'group-head'}, this.#path, this.#name, this.#what),
      el('div', {class: 'group-total'}, this.#figure, this.#headline, this.#currency.note, gauges),
    );
    const place = el('div', {class: 'set-point-place'});
    this.#root.append(place);
    container.append(this.#root);
    this.#rollCall = new RollCall(gauges);
    this.#bounds = new BoundsScale(gauges);
    this.#chart = new Chart(this.#root, {
      title: 'The last hours',
      series: this.#series,
      unit: () => this.#total?.unit ?? null,
    });
    this.#missing = new MissingTable(this.#root, {
      unitHref: (asset) => format({hierarchy, group, asset, signal}),
      groupHref: (at) => format({hierarchy, group: at, signal}),
      listHref,
    });
    this.#control = new GroupControl({first: place, last: this.#root}, this.#route, this.#api, () => this.#clock.now());
  }

  #show(rows, changedKeys, asOf) {
    const total = rows.get('total');
    if (total === undefined) {
      return;
    }
    this.#clock.hear(asOf);
    if (Date.parse(asOf) - (this.#series.last?.at ?? Infinity) > SLOT_MILLIS) {
      // While this page was away the service went on: what it kept fills the gap.
      this.#isSeeded = false;
    }
    this.#total = total;
    this.#root.classList.remove('is-waiting');
    const now = this.#clock.now();
    const isWhole = Number.isInteger(total.value);
    setText(this.#name, total.name);
    setText(this.#what, `${total.signal} in ${total.hierarchy}/${total.group}`);
    setText(this.#value, isKnown(total) ? number(total.value, null, {fixed: !isWhole}) : '–');
    setText(this.#unit, isKnown(total) ? unitSign(total.unit) : '');
    this.#figure.style.setProperty('--fit', widthOf(this.#value.textContent, this.#unit.textContent));
    this.#trace(total.path ?? []);
    this.#rollCall.show(total);
    this.#bounds.show(total);
    this.#missing.show(rows, changedKeys, total, now);
    this.#series.add(livePoint(total, asOf));
    this.#chart.show(Date.parse(asOf));
    if (!this.#isSeeded && performance.now() - this.#seedAt > SEED_AGAIN_MILLIS) {
      this.#seed();
    }
  }

  #become(state) {
    this.#state = state;
    this.#currency.show(state);
    if (this.#total !== null) {
      const moment = {now: this.#clock.now(), current: state.kind === 'live', asOf: state.asOf};
      this.#say(headline(this.#total, this.#missing.first, moment), this.#missing.first);
    } else if (state.kind !== 'live' && state.kind !== 'connecting') {
      setText(this.#headline, 'Nothing is known yet.');
    }
    this.#onState(state);
  }

  /** A name is not broken at its hyphens, unless it is a long one. */
  #say(text, first) {
    const name = first?.name ?? first?.asset ?? '';
    const at = name.length > 0 && name.length <= UNBROKEN_MAX ? text.indexOf(name) : -1;
    if (at < 0) {
      setText(this.#headline, text);
    } else if (this.#headline.textContent !== text) {
      const rest = text.slice(at + name.length);
      replace(this.#headline, text.slice(0, at), el('span', {class: 'unbroken'}, name), rest);
    }
  }

  /** While nothing comes, time goes on all the same: ages grow, and so does the gap in the chart. */
  #tick() {
    if (this.#state.kind !== 'live' && this.#total !== null && !document.hidden) {
      const now = this.#clock.now();
      this.#missing.tick(now);
      this.#chart.show(now);
    }
  }

  #trace(path) {
    const shown = JSON.stringify(path);
    if (shown !== this.#pathShown) {
      this.#pathShown = shown;
      // Of the root its name stands right below.
      replace(this.#path, path.length < 2 ? null : crumbs(path, this.#route, {lastIsHere: true}));
    }
  }

  /** The past as the service kept it; without it the chart begins with this page. */
  async #seed() {
    this.#seedAt = performance.now();
    try {
      const answer = await fetch(`${this.#api}/recent?signal=${encodeURIComponent(this.#route.signal)}`, {
        signal: this.#seeding.signal,
      });
      if (answer.ok && !this.#isSeeded) {
        const {points} = await answer.json();
        this.#isSeeded = true;
        this.#series.seed(points.map(storedPoint));
        if (this.#total !== null) {
          this.#chart.show(this.#clock.now(), true);
        }
      }
    } catch {
      // Asked again with one of the next live moments; until then there is a gap.
    }
  }
}

/** How many times as wide as its type is large a total is: a digit is 0.62 of it, and the unit is written smaller. */
function widthOf(value, unit) {
  return (value.length * 0.62 + (unit === '' ? 0 : 0.2 + unit.length * 0.36)).toFixed(2);
}
