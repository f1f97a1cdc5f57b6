/** Sending something that changes the world: once, and with an honest word when nobody knows whether it arrived. */

import {principal} from './principal.js';

/** Longer than the service takes to give up by itself. */
const PATIENCE_MILLIS = 30_000;

/**
 * @typedef {{ok: boolean, isOpen: boolean, document: object|null, detail: string|null, problem: object|null}} Told
 *   isOpen: whether it was taken is not known; problem: RFC 9457, as the service tells it
 */

/**
 * @param {'POST'|'PUT'|'DELETE'} method
 * @param {string} path
 * @param {object|null} body
 * @param {string|null} [key] of idempotency: sending again under the same key never does it twice
 * @returns {Promise<Told>} never fails
 */
export async function tell(method, path, body, key = null) {
  const headers = {accept: 'application/json', 'muster-principal': principal()};
  if (body !== null) {
    headers['content-type'] = 'application/json';
  }
  if (key !== null) {
    headers['idempotency-key'] = key;
  }
  try {
    const answer = await fetch(path, {method, headers, body: body === null ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MILLIS)});
    const document = await jsonOf(answer);
    if (answer.ok) {
      return {ok: true, isOpen: false, document, detail: null, problem: null};
    }
    return answer.status >= 500 ? notKnown(whyNot(answer, document))
      : {ok: false, isOpen: false, document: null, problem: document, detail: whyNot(answer, document)};
  } catch {
    return notKnown('Muster did not answer.');
  }
}

/** @returns {string} for one intention of the reader, however often it is sent */
export function newKey() {
  // Only secure origins have crypto.randomUUID; a control room often reads over plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function notKnown(why) {
  const detail = `Whether it was taken is not known. Sending it again never does it twice. ${why}`;
  return {ok: false, isOpen: true, document: null, problem: null, detail};
}

async function jsonOf(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

function whyNot(answer, problem) {
  const wait = answer.headers.get('retry-after');
  const detail = problem?.detail ?? problem?.title ?? `HTTP ${answer.status}`;
  return wait === null ? detail : `${detail}. Again in ${wait}\u00a0s.`;
}
