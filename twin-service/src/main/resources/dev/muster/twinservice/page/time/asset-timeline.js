/** An asset over time: where it stood, which devices filled it, whose it was, and what was corrected of that. */

import {el, replace, setAttribute, setText} from '../parts/dom.js';
import {clock, count} from '../parts/format.js';
import {format} from '../shell/route.js';
import {ask} from './ask.js';
import {described, iso, laneElement} from './bars.js';
import {FactsTable} from './facts-table.js';
import {corrections, lanesOf, placeOf, placesOf} from './lanes.js';
import {Lineage} from './lineage.js';
import {momentText} from './moment.js';
import {Scale} from './scale.js';

const AGAIN_MILLIS = 60_000;
/** What a mark of the axis takes, and by how much a width must differ to be worth other marks. */
const MARK_EM = 9;
const RESIZED_PX = 60;
const NAMES_MAX = 60;

export class AssetTimeline {
  #route;
  #moment;
  #api;
  #facts = null;
  #readAt = null;
  #names = new Map();
  #withCorrections = false;
  #asking = new AbortController();
  #timer;
  #root = el('section', {class: 'asset-timeline', 'data-asset-timeline': '', 'aria-labelledby': 'asset-timeline-title'});
  #note = el('p', {class: 'quiet', 'data-timeline-note': ''}, 'Asking what was recorded …');
  #toggle = el('button', {type: 'button', 'aria-pressed': 'false', 'data-corrections': '', hidden: true,
    on: {click: () => this.#switch()}}, 'Corrections');
  #lanes = el('div', {class: 'lanes', role: 'group', 'aria-label': 'Timeline: arrow keys go from bar to bar', hidden: true,
    on: {keydown: (event) => this.#key(event), focusin: (event) => this.#read(event.target),
      pointerover: (event) => this.#read(event.target), click: (event) => this.#read(event.target)}});
  #readout = el('p', {class: 'bar-readout', 'data-bar-readout': '', hidden: true});
  #described = new Map();
  #table;
  #lineage;
  #width = 0;
  #resized = new ResizeObserver(() => this.#resize());

  /**
   * @param {Element} container
   * @param {import('../shell/route.js').Route} route
   * @param {import('./moment.js').Moment|null} moment null: now
   */
  constructor(container, route, moment) {
    this.#route = route;
    this.#moment = moment;
    this.#api = `/v1/assets/${encodeURIComponent(route.asset)}`;
    this.#root.append(
      el('div', {class: 'timeline-head'}, el('h2', {id: 'asset-timeline-title'}, 'Timeline'), this.#toggle),
      this.#note, this.#lanes, this.#readout);
    this.#table = new FactsTable(this.#root);
    container.append(this.#root);
    this.#lineage = new Lineage(this.#root, route, moment?.known ?? null);
    this.#resized.observe(this.#lanes);
    this.#load();
    // What is believed now can be corrected while this page is open; what was believed at a time that has passed cannot.
    this.#timer = setInterval(() => document.hidden || this.#load(), AGAIN_MILLIS);
  }

  close() {
    clearInterval(this.#timer);
    this.#asking.abort();
    this.#resized.disconnect();
    this.#lineage.close();
    this.#root.remove();
  }

  async #load() {
    const {signal} = this.#asking;
    const answer = await ask(`${this.#api}/facts`, signal,
      (detail) => setText(this.#note, `${detail ?? 'Muster does not answer.'} ${this.#readAt === null ? '' : this.#reading()}`));
    if (signal.aborted) {
      return;
    }
    if (!answer.ok) {
      setText(this.#note, answer.status === 404 ? `Nothing was ever recorded of ${this.#route.asset}.`
        : `What was recorded is not known: ${answer.detail}`);
      return;
    }
    const isOther = JSON.stringify(answer.document) !== JSON.stringify(this.#facts);
    this.#facts = answer.document;
    this.#readAt = answer.at;
    if (isOther) {
      await this.#name();
    }
    if (!signal.aborted) {
      this.#show(isOther);
    }
  }

  /** The facts have ids of groups; their names are asked for, of as many as a reader can take in. */
  async #name() {
    const {signal} = this.#asking;
    const wanted = placesOf(this.#facts).filter((key) => !this.#names.has(key)).slice(-NAMES_MAX);
    await Promise.all(wanted.map(async (key) => {
      const [hierarchy, group] = placeOf(key);
      const path = `/v1/hierarchies/${encodeURIComponent(hierarchy)}/groups/${encodeURIComponent(group)}`;
      const answer = await ask(path, signal, (detail) => setText(this.#note, detail ?? 'Muster does not answer.'));
      if (answer.ok) {
        this.#names.set(key, answer.document.name);
      }
    }));
  }

  #show(isOther) {
    const known = this.#known();
    const corrected = corrections(this.#facts, known);
    this.#toggle.hidden = false;
    this.#toggle.disabled = corrected === 0;
    setText(this.#toggle, corrected === 0 ? 'No corrections' : `Corrections (${count(corrected)})`);
    setText(this.#note, this.#reading());
    if (isOther) {
      this.#draw();
    }
  }

  #known() {
    return this.#moment?.known ? Date.parse(this.#moment.known) : Infinity;
  }

  #reading() {
    const read = `Read at ${clock(new Date(this.#readAt).toISOString())}.`;
    const known = this.#moment?.known;
    return known ? `As known on ${momentText(known)}; what was recorded later is left out. ${read}` : read;
  }

  #draw() {
    const hadFocus = this.#lanes.contains(document.activeElement);
    const lanes = lanesOf(this.#facts, {known: this.#known(), withCorrections: this.#withCorrections});
    const at = this.#moment?.at ? Date.parse(this.#moment.at) : this.#readAt;
    const scale = new Scale([...lanes.flatMap(({bars}) => bars.flatMap(({from, to}) => [from, to])), at, this.#readAt]);
    const textOf = (bar) => this.#names.get(bar.place) ?? bar.text;
    this.#lanes.hidden = false;
    this.#width = this.#lanes.clientWidth;
    replace(this.#lanes, this.#axis(scale), lanes.map((lane) => laneElement(lane, scale, textOf)), this.#line(scale, at));
    setAttribute(this.#lanes, 'data-start', iso(scale.start));
    setAttribute(this.#lanes, 'data-end', iso(scale.end));
    this.#described = new Map(lanes.flatMap((lane) => lane.bars.map((bar) => [bar, described(lane, bar, textOf)])));
    this.#table.show(lanes, textOf);
    const first = this.#lanes.querySelector('.bar');
    first?.setAttribute('tabindex', '0');
    this.#readout.hidden = true;
    if (hadFocus) {
      first?.focus({preventScroll: true});
    }
  }

  #axis(scale) {
    const room = MARK_EM * parseFloat(getComputedStyle(this.#lanes).fontSize) / Math.max(1, this.#width);
    return el('div', {class: 'lanes-axis quiet', 'aria-hidden': 'true'}, scale.marks(Math.floor(1 / room)).map(({at, text}) => {
      const place = scale.at(at);
      // At the end there may be no room for its text.
      const mark = el('span', {class: 'lanes-mark'}, place + room * 0.8 < 1 ? text : '');
      mark.style.insetInlineStart = `${place * 100}%`;
      return mark;
    }));
  }

  #line(scale, at) {
    const isNow = !this.#moment?.at;
    const text = isNow ? 'now' : momentText(this.#moment.at);
    const place = scale.at(at);
    const line = el('div', {class: 'moment-line', 'data-moment-line': iso(at), 'data-now': isNow ? '' : null,
      'data-end': place > 0.6 ? '' : null}, el('span', {class: 'moment-line-text'}, text));
    line.style.insetInlineStart = `${place * 100}%`;
    return line;
  }

  #switch() {
    this.#withCorrections = !this.#withCorrections;
    setAttribute(this.#toggle, 'aria-pressed', this.#withCorrections);
    this.#draw();
  }

  /** Only marks depend on the width: what is read or has the focus is not drawn anew for a few pixels. */
  #resize() {
    const width = this.#lanes.clientWidth;
    if (this.#facts !== null && Math.abs(width - this.#width) > RESIZED_PX) {
      this.#draw();
    }
  }

  #read(target) {
    const element = target.closest('.bar');
    if (element === null) {
      return;
    }
    const {from} = element.bar;
    const beginning = {...this.#route, at: iso(from), known: this.#moment?.known ?? null};
    const link = Number.isFinite(from) ? el('a', {href: format(beginning)}, 'Show the model at its beginning') : null;
    this.#readout.hidden = false;
    replace(this.#readout, `${this.#described.get(element.bar)} `, link);
  }

  /** Left and right along a lane, up and down from lane to lane. */
  #key(event) {
    const bar = event.target.closest('.bar');
    if (bar === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const lanes = [...this.#lanes.querySelectorAll('.lane')].map((lane) => [...lane.querySelectorAll('.bar')])
      .filter((bars) => bars.length > 0);
    const row = lanes.findIndex((bars) => bars.includes(bar));
    const place = lanes[row].indexOf(bar);
    const nearest = (bars) => bars?.find(({bar: {to}}) => to > bar.bar.from) ?? bars?.at(-1);
    const next = {
      ArrowRight: lanes[row][place + 1], ArrowLeft: lanes[row][place - 1], Home: lanes[row][0], End: lanes[row].at(-1),
      ArrowDown: nearest(lanes[row + 1]), ArrowUp: nearest(lanes[row - 1]),
    };
    if (event.key in next) {
      event.preventDefault();
      const to = next[event.key];
      if (to !== undefined) {
        bar.setAttribute('tabindex', '-1');
        to.setAttribute('tabindex', '0');
        to.focus();
      }
    }
  }
}
