/** Questions about the past: asked until there is an answer, because one that was cut off says nothing. */

import {detailOf} from '../parts/live.js';

const WAIT_MILLIS_MIN = 500;
const WAIT_MILLIS_MAX = 5_000;

/**
 * @typedef {{ok: true, document: object, at: number}|{ok: false, status: number, detail: string|null}} Answer
 *   at: milliseconds, by the clock of the service; status 0: given up
 */

/**
 * @param {string} path
 * @param {AbortSignal} signal
 * @param {function(string|null)} [onTrouble] each time that nobody answers or the service cannot; with why, if it said so
 * @returns {Promise<Answer>} a refusal is an answer as well
 */
export async function ask(path, signal, onTrouble = () => {}) {
  for (let wait = WAIT_MILLIS_MIN; !signal.aborted; wait = Math.min(WAIT_MILLIS_MAX, wait * 2)) {
    let detail = null;
    try {
      const answer = await fetch(path, {signal});
      if (answer.ok) {
        return {ok: true, document: await answer.json(), at: Date.parse(answer.headers.get('date')) || Date.now()};
      }
      detail = await detailOf(answer);
      if (answer.status < 500) {
        return {ok: false, status: answer.status, detail};
      }
    } catch {
      // Refused, cut off or given up: asked again below, unless it was given up.
    }
    if (!signal.aborted) {
      onTrouble(detail);
      await pause(wait, signal);
    }
  }
  return {ok: false, status: 0, detail: null};
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  });
}

/** @param {string} path @param {string} query @returns {string} */
export function withQuery(path, query) {
  return query === '' ? path : path + (path.includes('?') ? '&' : '?') + query;
}
