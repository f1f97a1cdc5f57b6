/** How an asset's connectivity came about: a strip over time, and what happened in words. */

import {el, replace, setAttribute} from '../parts/dom.js';
import {ago, when} from '../parts/format.js';
import {exact} from '../parts/moments.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The shortest of these that holds all that is known is shown. */
const SPANS = [HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY];
const TICKS = 4;
/** The strip moves on this often; a month is not redrawn each second. */
const REDRAWN_MILLIS = 10_000;

export const STATES = {
  expected: 'never seen',
  online: 'online',
  offline: 'offline',
  maintenance: 'in maintenance',
  retired: 'retired',
  unknown: 'not known',
};

/** What each change means for the presence below, the work above it, and the service around both. */
const EFFECTS = {
  wentOnline: {presence: 'online'},
  wentOffline: {presence: 'offline'},
  maintenanceBegan: {isWorkedOn: true},
  maintenanceEnded: {isWorkedOn: false},
  maintenanceExpired: {isWorkedOn: false},
  retired: {isRetired: true, isWorkedOn: false},
  reinstated: {isRetired: false, presence: 'expected'},
};

/**
 * @param {object[]} transitions oldest first
 * @param {{state: string, since: string|null}} connectivity as it is now
 * @param {number} now milliseconds
 * @returns {{state: string, from: number, to: number}[]} without holes, oldest first; before the first nothing is known
 */
export function segments(transitions, connectivity, now) {
  let standing = {presence: 'unknown', isWorkedOn: false, isRetired: false};
  const changes = [];
  for (const change of transitions) {
    standing = {...standing, ...EFFECTS[change.event]};
    const state = standing.isRetired ? 'retired' : standing.isWorkedOn ? 'maintenance' : standing.presence;
    // Offline since it was last seen, though that was noticed later.
    const from = Math.max(
      Date.parse(change.event === 'wentOffline' ? (change.since ?? change.at) : change.at),
      changes.at(-1)?.from ?? -Infinity,
    );
    if (state !== (changes.at(-1)?.state ?? 'unknown')) {
      changes.push({state, from});
    }
  }
  // What its twin says it is now holds, even if the changes that are kept do not tell all of the way there.
  if (changes.at(-1)?.state !== connectivity.state && (connectivity.since !== null || changes.length > 0)) {
    const since = connectivity.since === null ? now : Date.parse(connectivity.since);
    changes.push({state: connectivity.state, from: Math.max(since, changes.at(-1)?.from ?? -Infinity)});
  }
  return changes
    .map(({state, from}, i) => ({state, from, to: changes[i + 1]?.from ?? Math.max(now, from)}))
    .filter(({from, to}, i, all) => to > from || i === all.length - 1);
}

/** @param {object} change @param {number} now milliseconds @returns {string} what happened */
export function told(change, now) {
  const {event, cause, source, epoch, by, since, until} = change;
  const by_ = by ? ` by ${by}` : '';
  const seen = since ? `; last seen at ${exact(since, now)}` : '';
  const told = {
    wentOnline:
      cause === 'connected' ? `Online: ${source} said that it is connected` : `Online: a sample of ${source} came`,
    wentOffline:
      {
        overdue: `Offline: silent for longer than its type allows${seen}`,
        disconnected: `Offline: it was said that its session ended${seen}`,
        reinstated: 'Counts as offline until it is heard: it was taken back into service',
      }[cause] ?? `Offline${seen}`,
    sessionOpened: `Session ${epoch} of ${source} began`,
    sessionClosed: `Session ${epoch} of ${source} ended`,
    maintenanceBegan: `Maintenance${by_}, announced until ${when(until, now)}`,
    maintenanceEnded: `Maintenance was ended${by_}`,
    maintenanceExpired: 'Maintenance ended by itself, as announced',
    retired: `Retired${by_}`,
    reinstated: `Taken back into service${by_}`,
  };
  return told[event] ?? event;
}

export class Timeline {
  #root;
  #strip = el('div', {class: 'strip', role: 'img'});
  #axis = el('div', {class: 'strip-axis quiet', 'aria-hidden': 'true'});
  #list = el('ol', {class: 'changes', reversed: true});
  #shown = '';
  #drawnAt = -Infinity;

  /** @param {Element} container */
  constructor(container) {
    this.#root = el(
      'section',
      {class: 'timeline', 'data-transitions': true},
      el('h2', {}, 'How it came about'),
      this.#strip,
      this.#axis,
      this.#list,
    );
    container.append(this.#root);
  }

  /** @param {object} explain the document @param {number} now milliseconds */
  show({transitions, connectivity}, now) {
    const shown = JSON.stringify([transitions, connectivity?.state]);
    const isOther = shown !== this.#shown;
    this.#shown = shown;
    if (isOther) {
      this.#tell(transitions, now);
    }
    if (isOther || now - this.#drawnAt > REDRAWN_MILLIS) {
      this.#drawnAt = now;
      this.#draw(transitions === null || connectivity === null ? [] : segments(transitions, connectivity, now), now);
    }
  }

  #tell(transitions, now) {
    const entries = (transitions ?? []).map((change) =>
      el(
        'li',
        {class: `change change-${change.event}`},
        el('time', {datetime: change.at, class: 'mono'}, exact(change.at, now)),
        el('span', {class: 'change-told'}, told(change, now)),
      ),
    );
    const none =
      transitions === null ? 'Not known: its twin does not answer.' : 'Nothing has ever changed, as far as it is kept.';
    replace(this.#list, entries.length === 0 ? el('li', {class: 'quiet'}, none) : entries.reverse());
  }

  #draw(parts, now) {
    const first = parts[0]?.from ?? now;
    const span = SPANS.find((millis) => millis >= now - first) ?? SPANS.at(-1);
    const start = now - span;
    const seen = parts.filter(({to}) => to > start);
    const lengths = seen.map(({state, from, to}) => `${STATES[state] ?? state} for ${ago(to - Math.max(from, start))}`);
    this.#strip.hidden = seen.length === 0;
    this.#axis.hidden = seen.length === 0;
    replace(
      this.#strip,
      seen.map(({state, from, to}) => {
        const title = `${STATES[state] ?? state} ${when(new Date(from).toISOString(), now)}, for ${ago(to - from)}`;
        const part = el('span', {class: `strip-part strip-${state}`, title});
        part.style.insetInlineStart = `${Math.max(0, (from - start) / span) * 100}%`;
        part.style.inlineSize = `${((to - Math.max(from, start)) / span) * 100}%`;
        return part;
      }),
    );
    setAttribute(this.#strip, 'aria-label', `Connectivity over the last ${ago(span)}: ${lengths.join(', then ')}`);
    replace(
      this.#axis,
      Array.from({length: TICKS}, (_, i) => el('span', {}, when(new Date(start + (span * i) / TICKS).toISOString(), now))),
      el('span', {}, 'now'),
    );
  }
}
