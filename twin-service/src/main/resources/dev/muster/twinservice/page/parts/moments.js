/** Moments to the second: what is seconds old today, and must not be taken for today's tomorrow. */

import {clock, when} from './format.js';

/** @param {string|null} at @param {number} now milliseconds @returns {string} `10:42:05` today, with the date on another day */
export function exact(at, now) {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock(at) : when(at, now);
}
