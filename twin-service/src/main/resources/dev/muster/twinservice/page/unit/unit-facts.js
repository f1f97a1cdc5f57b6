/** What is behind a unit: the way of its records, and what became of them. */

import {el} from '../parts/dom.js';
import {millis} from '../parts/durations.js';
import {ago, count, when} from '../parts/format.js';
import {exact} from '../parts/moments.js';
import {redraw} from '../parts/redraw.js';

const REFUSED = {
  tooLarge: 'too large',
  malformed: 'malformed',
  unknownVersion: 'unknown version',
  notFinite: 'not a finite number',
  keyMismatch: 'key is not its source',
  unknownSource: 'unknown source',
  unknownSignal: 'unknown signal',
  wrongUnit: 'wrong unit',
  outOfRange: 'out of range',
  clockAhead: 'clock ahead',
  retired: 'retired',
  badProperties: 'properties that the model does not take',
};
const VERDICTS = [
  ['accepted', 'new'],
  ['duplicate', 'known before'],
  ['late', 'older than what it had'],
  ['refused', 'not plausible'],
];
const SCHEDULES = {always: 'at all times', daily: 'at its hours of the day', daylight: 'by daylight'};

export class UnitFacts {
  #facts = el('div', {class: 'facts'});
  #verdicts = el('div', {class: 'verdicts'});

  /** @param {Element} container */
  constructor(container) {
    container.append(el('section', {class: 'behind', 'aria-label': 'Its records'}, this.#facts, this.#verdicts));
  }

  /** @param {object} explain the document @param {number} now milliseconds */
  show(explain, now) {
    redraw(this.#facts, facts(explain, now));
    redraw(this.#verdicts, verdicts(explain, now));
  }
}

function facts(explain, now) {
  const {expected, source, type, node, partition, overdueAt, lastRecord, clockSkew, retiredFrom} = explain;
  const list = [
    ['Expected', expectedTold(expected, now)],
    retiredFrom === null ? null : ['Service ends', when(retiredFrom, now)],
    ['Type', type],
    ['Source', source],
    ['Last record', lastRecord === undefined ? 'not known: ingest does not answer' : recordTold(lastRecord, now)],
    [
      'Overdue',
      overdueAt !== null
        ? `at ${exact(overdueAt, now)}, if nothing comes until then`
        : partition === null
          ? 'not known'
          : 'never, as things are',
    ],
    ['Partition', partition === null ? 'not known' : partitionTold(partition, now)],
    ['Device’s clock', skewTold(clockSkew)],
    ['Twin on', node ?? 'not known'],
  ];
  return [
    el('h2', {}, 'The way of its records'),
    el(
      'dl',
      {class: 'fact-list'},
      ...list.filter((fact) => fact !== null).flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]),
    ),
  ];
}

function expectedTold({now: isExpected, since, schedule}, now) {
  const from = since === null ? '' : ` since ${when(since, now)}`;
  const by = SCHEDULES[schedule] ? `; its type is expected ${SCHEDULES[schedule]}` : '';
  return (isExpected ? `yes${from}` : `no${from}: it is not missing`) + by;
}

function recordTold(lastRecord, now) {
  if (lastRecord === null) {
    return 'none is known';
  }
  const {partition, offset, receivedAt} = lastRecord;
  return `${exact(receivedAt, now)}, partition ${partition}${offset === null ? '' : `, offset ${count(offset)}`}`;
}

function partitionTold({number, node, watermark, lag, frozenSince, behindSeconds}, now) {
  const lagging = lag > 0 ? `, ${count(lag)} ${lag === 1 ? 'record' : 'records'} behind` : '';
  const late = behindSeconds !== null && behindSeconds >= 5 ? `, ${ago(behindSeconds * 1000)} behind` : ', up to date';
  const read = watermark === null ? ', how far it is read is not known' : late;
  const frozen = frozenSince ? `, at a standstill since ${exact(frozenSince, now)}` : '';
  return `${number}, read by ${node}${read}${lagging}${frozen}`;
}

/** Positive: the device's clock, the way included, is behind the broker's. */
function skewTold(clockSkew) {
  const smoothed = millis(clockSkew?.smoothed ?? null);
  if (smoothed === null) {
    return 'not known: no sample since its twin woke';
  }
  const last = millis(clockSkew.last);
  const lately = `last sample ${seconds(last)} ${last < 0 ? 'ahead' : 'behind'}`;
  return `${seconds(smoothed)} ${smoothed < 0 ? 'ahead of' : 'behind'} the broker’s, the way included (${lately})`;
}

function seconds(duration) {
  const size = Math.abs(duration);
  return size < 60_000
    ? `${(size / 1000).toLocaleString(navigator.language, {maximumFractionDigits: 2})}\u00a0s`
    : ago(size);
}

function verdicts({verdicts: tally, refusals}, now) {
  const counts =
    tally === null
      ? [el('p', {class: 'quiet'}, 'Not known: its twin does not answer.')]
      : [
          el(
            'dl',
            {class: 'tally'},
            ...VERDICTS.map(([name, meaning]) =>
              el(
                'div',
                {class: tally[name] > 0 ? `tally-${name}` : null, title: meaning},
                el('dt', {}, name),
                el('dd', {class: 'mono'}, count(tally[name])),
              ),
            ),
          ),
        ];
  return [
    el('h2', {}, 'What became of them'),
    el('p', {class: 'quiet'}, 'Since its twin woke'),
    ...counts,
    ...refused(refusals, now),
  ];
}

function refused(refusals, now) {
  if (refusals === null) {
    return [el('p', {class: 'quiet'}, 'Refusals are not known: ingest does not answer.')];
  }
  if (refusals.length === 0) {
    return [el('p', {class: 'quiet'}, 'No record was refused lately.')];
  }
  return [
    el('h3', {}, 'Refused lately'),
    el(
      'ol',
      {class: 'refusals'},
      ...refusals.map(({receivedAt, reason, detail, offset}) =>
        el(
          'li',
          {},
          el('time', {class: 'mono', datetime: receivedAt, title: `offset ${offset}`}, exact(receivedAt, now)),
          el('span', {}, el('strong', {}, REFUSED[reason] ?? reason), `: ${detail}`),
        ),
      ),
    ),
  ];
}
