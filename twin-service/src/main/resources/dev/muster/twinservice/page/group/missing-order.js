/** Who is missing, in the order and the selection that the reader asked for. Pure: no document, no clock. */

import {REASONS, reason} from '../parts/reasons.js';

const RANK = new Map(REASONS.map(({id}, i) => [id, i]));
const NAMES = new Intl.Collator(navigator.language || 'en', {numeric: true, sensitivity: 'base'});

/**
 * @typedef {object} Member
 * @property {string} asset
 * @property {string} name what it is called, its id if it has no name
 * @property {string} reason
 * @property {string|null} since
 * @property {number} sinceMillis of what nobody knows: before everything
 * @property {string} group
 * @property {string} groupName
 * @property {number} rank place of its reason
 * @property {string} sought all that a search looks at
 */

/** @param {object} row `missing/...` of the live view @returns {Member} */
export function member(row) {
  const name = row.name ?? row.asset;
  const groupName = row.groupName ?? row.group;
  return {
    asset: row.asset,
    name,
    reason: row.reason,
    since: row.since ?? null,
    sinceMillis: row.since ? Date.parse(row.since) : -Infinity,
    group: row.group,
    groupName,
    rank: RANK.get(row.reason) ?? RANK.size,
    sought: [name, row.asset, row.group, groupName, row.reason, reason(row.reason).label].join('\n').toLocaleLowerCase(),
  };
}

const byName = (a, b) => NAMES.compare(a.name, b.name) || (a.asset < b.asset ? -1 : 1);
const bySince = (a, b) => (a.sinceMillis === b.sinceMillis ? 0 : a.sinceMillis - b.sinceMillis);

const BY = {
  name: byName,
  reason: (a, b) => a.rank - b.rank || bySince(a, b) || byName(a, b),
  since: (a, b) => bySince(a, b) || byName(a, b),
  group: (a, b) => NAMES.compare(a.groupName, b.groupName) || byName(a, b),
};

/** The order in which nobody asked for another one: the first of it is named in the headline. */
export const FIRST = {column: 'reason', descending: false};

/** @param {{column: string, descending: boolean}} sort @returns {function(Member, Member): number} */
export function comparing({column, descending}) {
  return descending ? (a, b) => BY[column](b, a) : BY[column];
}

/** @param {string} text @returns {function(Member): boolean} whether it has all the words, anywhere */
export function searching(text) {
  const words = text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return ({sought}) => words.every((word) => sought.includes(word));
}

/** @param {Iterable<Member>} members @returns {Member|null} the first of them, found without sorting them */
export function firstOf(members) {
  let first = null;
  for (const each of members) {
    if (first === null || BY.reason(each, first) < 0) {
      first = each;
    }
  }
  return first;
}

/**
 * The order while somebody points at a row: nothing that stands there moves. Who comes is put at the end, and who goes
 * keeps the place.
 *
 * @param {string[]} standing ids as they stand
 * @param {Member[]} wanted those that should be listed, in their order
 * @returns {string[]}
 */
export function keeping(standing, wanted) {
  const there = new Set(standing);
  return standing.concat(wanted.filter(({asset}) => !there.has(asset)).map(({asset}) => asset));
}
