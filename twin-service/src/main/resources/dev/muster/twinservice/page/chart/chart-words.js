/** A chart in words: for whoever does not see it, and for the moment under the cursor. */

import {ago, count, number, percent, when} from '../parts/format.js';
import {exact} from '../parts/moments.js';
import {share} from './series.js';

/**
 * @param {import('./series.js').Point|null} point null: nothing is known at all
 * @param {number} now milliseconds
 * @param {string|null} unit
 * @returns {string[]} time, value, from how many, bounds; what there is nothing to say of is empty
 */
export function readout(point, now, unit) {
  if (point === null) {
    return ['', 'nothing known yet', '', ''];
  }
  const {at, value, low, high, expected, reporting} = point;
  return [
    exact(new Date(at).toISOString(), now),
    value === null ? 'nothing known' : number(value, unit, {fixed: true}),
    expected === null ? '' : `from ${count(reporting)} of ${count(expected)}`,
    low === null || low === high ? '' : `${number(low)} to ${number(high, unit)} with all`,
  ];
}

/**
 * @param {{title: string, points: import('./series.js').Point[], gaps: {from: number, to: number}[], now: number,
 *   unit: string|null}} chart points: those shown
 * @returns {string}
 */
export function summary({title, points, gaps, now, unit}) {
  const known = points.filter((point) => point.value !== null);
  if (known.length === 0) {
    return `${title}: nothing is known of the time shown.`;
  }
  const time = (at) => when(new Date(at).toISOString(), now);
  const told = (point) => `${number(point.value, unit)} at ${time(point.at)}`;
  const low = known.reduce((a, b) => (b.value < a.value ? b : a));
  const high = known.reduce((a, b) => (b.value > a.value ? b : a));
  return [
    `${title}, from ${time(known[0].at)} to ${time(now)}: last ${number(known.at(-1).value, unit)},`,
    `lowest ${told(low)}, highest ${told(high)}.`,
    fewest(points, time),
    silence(gaps),
  ].join(' ');
}

function fewest(points, time) {
  const shares = points.filter((point) => share(point) !== null);
  if (shares.length === 0) {
    return '';
  }
  const worst = shares.reduce((a, b) => (share(b) < share(a) ? b : a));
  const at = share(worst) < 1 ? `, fewest at ${time(worst.at)}` : '';
  return `At least ${percent(share(worst))} of those expected were reporting${at}.`;
}

function silence(gaps) {
  if (gaps.length === 0) {
    return 'No gaps.';
  }
  const sum = gaps.reduce((millis, gap) => millis + gap.to - gap.from, 0);
  return `${count(gaps.length)} ${gaps.length === 1 ? 'gap' : 'gaps'}, ${ago(sum)} in all.`;
}
