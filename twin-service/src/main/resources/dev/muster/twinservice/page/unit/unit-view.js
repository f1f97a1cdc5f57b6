/** A unit: whether it is heard, since when and why, what it says, and what would bring it back. */

import {Chart} from '../chart/chart.js';
import {crumbs} from '../parts/crumbs.js';
import {Currency} from '../parts/currency.js';
import {el, replace, setText} from '../parts/dom.js';
import {millis} from '../parts/durations.js';
import {AssetTimeline} from '../time/asset-timeline.js';
import {LiveRows} from '../parts/live.js';
import {RawSamples} from './raw-samples.js';
import {Series} from '../chart/series.js';
import {ServerClock} from '../parts/server-clock.js';
import {Timeline} from './timeline.js';
import {UnitCommands} from '../command/unit-commands.js';
import {UnitFacts} from './unit-facts.js';
import {UnitRemedies} from './unit-remedies.js';
import {UnitSignals} from './unit-signals.js';
import {UnitState} from './unit-state.js';

const TICK_MILLIS = 1_000;
const HOUR = 3_600_000;
const HOLDS_MILLIS = 30_000;

/**
 * @param {Element} container
 * @param {import('../shell/route.js').Route} route
 * @param {{onState: function(import('../parts/live.js').LiveState)}} listener
 * @returns {{close: function()}}
 */
export function showUnit(container, route, {onState}) {
  return new UnitView(container, route, onState);
}

class UnitView {
  #route;
  #api;
  #onState;
  #root = el('section', {class: 'unit-view is-waiting', 'data-view': 'unit'});
  #paths = el('div', {class: 'unit-paths'});
  #pathsShown = '';
  #name = el('h1', {});
  #what = el('p', {class: 'what quiet'});
  #currency = new Currency(this.#root);
  #clock = new ServerClock();
  #series = new Series({fineMillis: HOUR});
  #charted = null;
  #unit = null;
  #chart = null;
  #chartPlace = el('div', {class: 'unit-chart'});
  #stateOf;
  #remedies;
  #signals;
  #facts;
  #commands;
  #timeline;
  #placesAndOwners;
  #raw;
  #explain = null;
  #history = new AbortController();
  #live;
  #timer;

  constructor(container, route, onState) {
    this.#route = route;
    this.#onState = onState;
    this.#api = `/v1/assets/${encodeURIComponent(route.asset)}`;
    setText(this.#name, route.asset);
    this.#trace([['', [{group: route.group, name: route.group}]]]);
    const head = el('div', {class: 'unit-state'});
    this.#root.append(el('header', {class: 'group-head'}, this.#paths, this.#name, this.#what), head);
    container.append(this.#root);
    this.#stateOf = new UnitState(head);
    head.append(this.#currency.note);
    this.#remedies = new UnitRemedies(this.#root);
    this.#signals = new UnitSignals(this.#root);
    this.#root.append(this.#chartPlace);
    this.#commands = new UnitCommands(this.#root, this.#api);
    this.#timeline = new Timeline(this.#root);
    this.#placesAndOwners = new AssetTimeline(this.#root, route, null);
    this.#facts = new UnitFacts(this.#root);
    this.#raw = new RawSamples(this.#api, () => this.#draw());
    this.#live = new LiveRows(`${this.#api}/live`, {
      onRows: (rows, changedKeys, asOf) => this.#show(rows, asOf),
      onState: (state) => {
        this.#currency.show(state);
        this.#onState(state);
      },
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
  }

  close() {
    clearInterval(this.#timer);
    this.#live.close();
    this.#raw.close();
    this.#commands.close();
    this.#placesAndOwners.close();
    this.#history.abort();
    this.#chart?.close();
    this.#root.remove();
  }

  #show(rows, asOf) {
    const explain = rows.get('explain');
    if (explain === undefined) {
      return;
    }
    this.#explain = explain;
    this.#root.classList.remove('is-waiting');
    this.#clock.hear(asOf);
    setText(this.#name, explain.name);
    setText(this.#what, explain.name === explain.asset ? explain.type : `${explain.asset}, ${explain.type}`);
    this.#trace(Object.entries(explain.groups));
    this.#raw.follow(explain.signals, this.#clock.now());
    this.#sample(explain);
    this.#draw();
  }

  #draw() {
    if (this.#explain !== null) {
      const now = this.#clock.now();
      this.#stateOf.show(this.#explain, now);
      this.#remedies.show(this.#explain);
      this.#signals.show(this.#explain, this.#raw, now);
      this.#facts.show(this.#explain, now);
      this.#timeline.show(this.#explain, now);
      this.#commands.show(this.#explain, now);
      this.#chart?.show(now);
    }
  }

  /** Ages count on between two moments, and when none come: what stands still must not look fresh. */
  #tick() {
    if (!document.hidden) {
      this.#draw();
    }
  }

  /** Every hierarchy that it stands in, the one that the reader came by first. */
  #trace(paths) {
    const own = this.#route.hierarchy;
    const shown = JSON.stringify(paths);
    if (shown !== this.#pathsShown) {
      this.#pathsShown = shown;
      const sorted = [...paths].sort(([a], [b]) => (b === own) - (a === own));
      replace(
        this.#paths,
        sorted.map(([hierarchy, path]) =>
          crumbs(
            path,
            {hierarchy: hierarchy || own, signal: this.#route.signal},
            {label: hierarchy === '' ? 'Its group' : `Its group in ${hierarchy}`},
          ),
        ),
      );
    }
  }

  /** The signal that the reader came by, if it has that, otherwise the first that is summed. */
  #sample({signals}) {
    if (this.#charted === null) {
      const summed = Object.keys(signals).filter((name) => signals[name].summed);
      this.#charted = summed.includes(this.#route.signal) ? this.#route.signal : (summed[0] ?? null);
      if (this.#charted === null) {
        return;
      }
      this.#chart = new Chart(this.#chartPlace, {
        title: `${this.#charted}, the last hour`,
        series: this.#series,
        unit: () => this.#unit,
        withShare: false,
        spanMillis: HOUR,
      });
      this.#unit = signals[this.#charted].unit;
      this.#past(signals[this.#charted]);
    }
    const signal = signals[this.#charted];
    if (signal !== undefined && signal.measuredAt !== null) {
      this.#unit = signal.unit;
      this.#series.add(point(signal, signal.measuredAt, signal));
    }
  }

  async #past(signal) {
    try {
      const answer = await fetch(`${this.#api}/history?limit=10000`, {signal: this.#history.signal});
      if (answer.ok) {
        const {samples} = await answer.json();
        const values = samples.filter(({values}) => values[this.#charted] !== undefined);
        this.#series.seed(values.map(({values, measuredAt}) => point(values[this.#charted], measuredAt, signal)));
        this.#chart.show(this.#clock.now(), true);
      }
    } catch {
      // The chart then begins with this page.
    }
  }
}

/** What the device calls bad, or gives in another unit, is no value to draw a line through. */
function point({value, quality, unit}, at, {unit: expected, staleAfter}) {
  const isDrawn = quality !== 'bad' && (unit === null || unit === expected);
  return {
    at: Date.parse(at),
    value: isDrawn ? value : null,
    low: null,
    high: null,
    expected: null,
    reporting: null,
    holds: millis(staleAfter) ?? HOLDS_MILLIS,
  };
}
