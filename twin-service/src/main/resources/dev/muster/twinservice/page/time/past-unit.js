/** An asset as it was: its name, type, place, device and owner then, and its timeline. No live value is shown here. */

import {crumbs} from '../parts/crumbs.js';
import {el, replace, setText} from '../parts/dom.js';
import {number} from '../parts/format.js';
import {ask, withQuery} from './ask.js';
import {AssetTimeline} from './asset-timeline.js';
import {lanesOf} from './lanes.js';
import {knownSince, momentQuery, momentText} from './moment.js';

/**
 * @param {Element} container
 * @param {import('../shell/route.js').Route} route
 * @param {import('./moment.js').Moment} moment
 * @returns {{close: function()}}
 */
export function showPastUnit(container, route, moment) {
  return new PastUnitView(container, route, moment);
}

class PastUnitView {
  #route;
  #moment;
  #root = el('section', {class: 'past-view', 'data-view': 'past-unit'});
  #paths = el('div', {class: 'unit-paths'});
  #name = el('h1', {});
  #what = el('p', {class: 'what quiet'});
  #note = el('p', {class: 'past-note', 'data-past-message': ''}, 'Asking for this asset …');
  #since = el('p', {class: 'past-note', 'data-asset-since': '', hidden: true});
  #facts = el('dl', {class: 'fact-list', 'data-past-facts': ''});
  #asking = new AbortController();
  #timeline;

  constructor(container, route, moment) {
    this.#route = route;
    this.#moment = moment;
    setText(this.#name, route.asset);
    this.#root.append(el('header', {class: 'group-head'}, this.#paths, this.#name, this.#what), this.#since, this.#note,
      this.#facts);
    container.append(this.#root);
    this.#timeline = new AssetTimeline(this.#root, route, moment);
    this.#load();
  }

  close() {
    this.#asking.abort();
    this.#timeline.close();
    this.#root.remove();
  }

  async #load() {
    const {signal} = this.#asking;
    const {asset} = this.#route;
    const api = `/v1/assets/${encodeURIComponent(asset)}`;
    const query = momentQuery(this.#moment);
    const trouble = (detail) => {
      this.#note.hidden = false;
      setText(this.#note, `${detail ?? 'Muster does not answer.'} It is asked again.`);
    };
    const then = await ask(withQuery(api, query), signal, trouble);
    if (signal.aborted) {
      return;
    }
    if (!then.ok) {
      setText(this.#note, `Nothing was known of ${asset} then. ${knownSince(then.detail)}`);
      return;
    }
    const [paths, facts, now] = await Promise.all([
      ask(withQuery(`${api}/paths`, query), signal, trouble), ask(`${api}/facts`, signal, trouble), ask(api, signal, trouble)]);
    if (!signal.aborted) {
      const at = this.#moment.at === null ? then.at : Date.parse(this.#moment.at);
      this.#show(then.document, paths.ok ? paths.document.paths : {}, facts.ok ? this.#lanesAt(facts.document, at) : [], at);
      this.#compare(then.document, now.ok ? now.document : null);
    }
  }

  #show(asset, paths, lanes, at) {
    const own = this.#route.hierarchy;
    const places = Object.entries(paths).sort(([a], [b]) => (b === own) - (a === own));
    const isRetired = asset.retiredFrom && Date.parse(asset.retiredFrom) <= at;
    setText(this.#name, asset.name);
    setText(this.#what, asset.name === asset.id ? asset.type : `${asset.id}, ${asset.type}`);
    replace(this.#paths, places.map(([hierarchy, path]) =>
      crumbs(path, {...this.#route, hierarchy}, {label: `Its group in ${hierarchy} then`})));
    this.#note.hidden = places.length > 0 && !isRetired;
    setText(this.#note, isRetired ? `It was out of service then, since ${momentText(asset.retiredFrom)}.`
      : places.length === 0 ? 'It was not in service then.' : '');
    const said = (id) => lanes.find((lane) => lane.id === id)?.bars
      .map(({text, system}) => (system === null ? text : `${text} (${system})`)).join(', ') || null;
    const list = [
      ['Device', said('device')],
      ['Owner', asset.owner ?? said('owner')],
      ['Custodian', asset.custodian ?? said('custodian')],
      ['Source', asset.source ?? asset.id],
      ...Object.entries(asset.limits ?? {}).map(([signal, {min, max}]) =>
        [`Limits of ${signal}`, `${number(min ?? null)} to ${number(max ?? null)}`]),
      ...Object.entries(asset.attributes ?? {}),
    ];
    replace(this.#facts, list.flatMap(([name, text]) =>
      [el('dt', {}, name), el('dd', {}, text === null ? 'none on record' : String(text))]));
  }

  /** Of each lane what held at the moment; of several systems the first that said so stands first. */
  #lanesAt(facts, at) {
    const known = this.#moment.known === null ? Infinity : Date.parse(this.#moment.known);
    return lanesOf(facts, {known, withCorrections: false})
      .map((lane) => ({...lane, bars: lane.bars.filter(({from, to}) => from <= at && at < to)}));
  }

  #compare(then, now) {
    const {hierarchy} = this.#route;
    const was = then.groups?.[hierarchy] ?? null;
    const is = now?.groups?.[hierarchy] ?? null;
    const changes = now === null ? [] : [
      now.name === then.name ? null : `it is called “${now.name}”`,
      now.type === then.type ? null : `its type is ${now.type}`,
      was === is ? null : is === null ? 'it stands nowhere' : `it stands in ${is}`,
    ].filter((text) => text !== null);
    this.#since.hidden = changes.length === 0;
    setText(this.#since, changes.length === 0 ? '' : `Now ${changes.join(', ')}.`);
  }
}
