/** The state of a group as plain sentences. Pure: the same words on the page, to a screen reader and in a test. */

import {count, number, when} from '../parts/format.js';
import {exact} from '../parts/moments.js';
import {inOrder} from '../parts/reasons.js';

/** How one missing member is told of; `t` is the time since when, null when nobody knows. */
const TOLD = {
  maintenance: (name, t) => `${name} has been in maintenance${since(t)}`,
  neverReported: (name, t) =>
    t ? `${name} has never reported, though it should have since ${t}` : `${name} has never reported`,
  offline: (name, t) => `${name} has been offline${since(t)}`,
  ingestBehind: (name, t) => `${name} may well have reported, but its records are read${t ? ` only up to ${t}` : ' late'}`,
  recovering: (name, t) => `Muster does not know ${name} again yet${t ? ` (since ${t})` : ''}`,
  staleSignal: (name, t) => `${name} has sent no fresh value${since(t)}`,
  badQuality: (name, t) => `${name} has called its own value bad${since(t)}`,
  unreachable: (name, t) => `the part of Muster that knows ${name} has not answered${since(t)}`,
};

/** How several of them are counted: "2 offline". */
const COUNTED = {
  maintenance: 'in maintenance',
  neverReported: 'never heard',
  offline: 'offline',
  ingestBehind: 'not read yet',
  recovering: 'not known again yet',
  staleSignal: 'without a fresh value',
  badQuality: 'of bad quality',
  unreachable: 'out of Muster’s reach',
};

function since(time) {
  return time ? ` since ${time}` : '';
}

/** @param {object} total a row "total" @returns {boolean} whether its value says anything */
export function isKnown(total) {
  return total.expected > 0 && total.reporting > 0 && total.value !== null;
}

/**
 * @param {object} total the row "total" of the live view
 * @param {object|null} first the missing member to name, null when none is listed
 * @param {{now: number, current: boolean, asOf: string|null}} moment `current` false: it was so at `asOf`
 * @returns {string}
 */
export function headline(total, first, {now, current, asOf}) {
  const past = current ? '' : `Last known, at ${asOf === null ? 'an unknown time' : exact(asOf, now)}: `;
  if (total.expected === 0) {
    return `${past}${past ? 'nobody was' : 'Nobody is'} expected to report ${total.signal} here${current ? ' now' : ''}.`;
  }
  const tense = current ? 'should be reporting' : 'should have been reporting';
  const parts = [past + figure(total, tense, current)];
  if (total.missing.count > 0) {
    parts.push(missing(total, first, now, current));
  }
  if (total.uncertain > 0) {
    const call = total.uncertain === 1 ? 'calls its value' : 'call their values';
    parts.push(`${count(total.uncertain)} of those reporting ${call} uncertain.`);
  }
  return parts.join(' ');
}

function figure(total, tense, current) {
  const {expected, reporting, value, unit} = total;
  const now = current ? ' right now' : '';
  if (!isKnown(total)) {
    const none =
      expected === 1
        ? `the one that ${tense} does not`
        : `none of the ${count(expected)} that ${tense} ${current ? 'does' : 'did'}`;
    return current ? `Nobody knows right now: ${none}.` : `nobody knew: ${none}.`;
  }
  if (reporting === expected) {
    return `${number(value, unit)}${now}, from ${expected === 1 ? 'the one' : `all ${count(expected)}`} that ${tense}.`;
  }
  return `${number(value, unit)}${now}, from ${count(reporting)} of the ${count(expected)} that ${tense}.`;
}

function missing(total, first, now, current) {
  const named = first === null ? null : told(first, now);
  const rest = others(total.missing, first, current);
  const who = [named, rest].filter((text) => text !== null).join('; ');
  return `${capital(who)}; ${effect(total, current)}.`;
}

/** @param {object} member @param {number} now @returns {string} "WT-07 has been offline since 10:42" */
export function told(member, now) {
  const tell = TOLD[member.reason] ?? ((name, time) => `${name} is missing (${member.reason})${since(time)}`);
  return tell(member.name ?? member.asset, member.since === null ? null : when(member.since, now));
}

/** The rest by reason, the named one taken out; null: there is no rest. */
function others(missingCounts, first, current) {
  const left = {...missingCounts.byReason};
  if (first !== null && left[first.reason] > 0) {
    left[first.reason] -= 1;
  }
  const reasons = inOrder(left);
  const counted = reasons.map(([id, n]) => `${count(n)} ${COUNTED[id] ?? id}`);
  if (counted.length === 0) {
    return null;
  }
  const sum = missingCounts.count - (first === null ? 0 : 1);
  const who = first === null ? '' : sum === 1 ? ' other' : ' others';
  const is = current ? (sum === 1 ? 'is' : 'are') : sum === 1 ? 'was' : 'were';
  if (reasons.length > 1) {
    return `${count(sum)}${who} ${is} missing: ${list(counted)}`;
  }
  const [[id]] = reasons;
  return `${count(sum)}${who} ${id === 'neverReported' ? 'never reported' : `${is} ${COUNTED[id] ?? `missing (${id})`}`}`;
}

function effect(total, current) {
  const them = total.missing.count === 1 ? 'it' : 'all of them';
  if (total.bounds === null || total.unbounded > 0) {
    return `with ${them} the total could be anything: nobody knows how far, because ${unlimited(total)}`;
  }
  const lie = current ? 'would lie' : 'would have lain';
  const {min, max} = total.bounds;
  if (min === max) {
    return `with ${them} the total ${current ? 'would be' : 'would have been'} ${number(min, total.unit)}`;
  }
  return `with ${them} the total ${lie} between ${number(min, null)} and ${number(max, total.unit)}`;
}

function unlimited({unbounded, missing}) {
  if (unbounded === 0) {
    return 'the limits of those missing are not known';
  }
  if (missing.count === 1) {
    return 'it has no known limits';
  }
  return unbounded === missing.count
    ? 'none of the missing has known limits'
    : `${count(unbounded)} of the missing ${unbounded === 1 ? 'has' : 'have'} no known limits`;
}

function list(texts) {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

function capital(text) {
  // A unit's name keeps the case that its owner gave it: only our own words begin a sentence with a capital.
  return /^the part of Muster /.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}
