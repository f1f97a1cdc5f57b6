/** What stands in the place of the tree while there is none. */

import {el} from '../parts/dom.js';

/**
 * @param {string|null} detail what the service says of it itself; null: it does not answer
 * @returns {HTMLElement}
 */
export function startingMessage(detail) {
  return el('div', {class: 'message', 'data-message': 'starting', role: 'status'},
    el('h1', {}, detail === null ? 'Muster does not answer' : 'Muster is starting'),
    detail === null ? null : el('p', {}, detail),
    el('p', {class: 'quiet'}, 'This page tries again by itself and goes on as soon as it can.'));
}

/** @param {string} missing what there is none of @returns {HTMLElement} */
export function emptyMessage(missing) {
  const api = location.origin;
  return el('div', {class: 'message', 'data-message': 'empty'},
    el('h1', {}, 'No fleet yet'),
    el('p', {}, `Muster runs, but it knows no ${missing}. As soon as there is one, it is shown here.`),
    el('h2', {}, 'A simulated fleet of 600 units'),
    el('pre', {tabindex: 0}, './run'),
    el('h2', {}, 'Recorded data of your own'),
    el('pre', {tabindex: 0}, './run --data DIR'),
    el('h2', {}, 'Your own fleet, over the API'),
    el('pre', {tabindex: 0}, commands(api)),
    el('p', {}, el('a', {href: '/openapi.json'}, 'All that the API can do')));
}

/** @param {string} hierarchy @param {Array<{id: string, name: string}>} known @param {function(string): string} href */
export function unknownMessage(hierarchy, known, href) {
  return el('div', {class: 'message', 'data-message': 'unknown'},
    el('h1', {}, `There is no hierarchy ${hierarchy}`),
    el('p', {}, 'There are:'),
    el('ul', {}, ...known.map(({id, name}) => el('li', {}, el('a', {href: href(id)}, name)))));
}

function commands(api) {
  const put = (path, body) => `curl -X PUT ${api}/v1/${path} \\\n  -H 'Content-Type: application/json' -d '${body}'`;
  return [
    put('types/wind-turbine', '{"name":"Wind turbine","offlineAfter":"PT30S","signals":[{"name":"power","unit":"MW",'
      + '"kind":"gauge","sign":"generation","interval":"PT2S","staleAfter":"PT7S","summed":true}]}'),
    put('hierarchies/geography', '{"name":"Geography"}'),
    put('hierarchies/geography/groups/north', '{"name":"North"}'),
    put('assets/WT-07', '{"name":"WT-07","type":"wind-turbine","source":"WT-07","limits":{"power":{"min":0,"max":3}},'
      + '"placements":{"geography":"north"}}'),
  ].join('\n');
}
