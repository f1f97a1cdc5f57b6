/** What became of commands, in words and signs. */

import {el, svg} from '../parts/dom.js';
import {when} from '../parts/format.js';
import {exact} from '../parts/moments.js';

/** What each status means to somebody who waits for it. */
const MEANINGS = {
  waiting: 'not asked yet',
  unknown: 'asked; its twin has not answered yet',
  accepted: 'taken, not sent yet',
  sent: 'sent; the device has not answered',
  acknowledged: 'the device has it',
  succeeded: 'done, says the device',
  failed: 'the device could not',
  expired: 'time is over without a word of what became of it',
  cancelled: 'taken back before it was sent',
  refused: 'without a word of why',
};

const SIGNS = {
  waiting: 'M4 8h.01M8 8h.01M12 8h.01',
  unknown: 'M5 6a3 3 0 1 1 3 3v1.5M8 13v1.5',
  accepted: 'M8 2a6 6 0 1 1-6 6',
  sent: 'M2 8h11M9 4l4 4-4 4',
  acknowledged: 'M2 8h11M9 4l4 4-4 4M2 14h12',
  succeeded: 'M2 8l4 5 8-10',
  failed: 'M3 3l10 10M13 3L3 13',
  expired: 'M3 2h10L3 14h10z',
  cancelled: 'M3 8h10',
  refused: 'M4 4l8 8M8 2a6 6 0 1 0 .01 0',
};

/** @param {string} status @returns {string} */
export function meaning(status) {
  return MEANINGS[status] ?? status;
}

/** @param {string} status @returns {HTMLElement} */
export function badge(status) {
  return el('span', {class: `outcome outcome-${status}`, 'data-status': status},
    svg('svg', {class: 'glyph', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'},
      svg('path', {d: SIGNS[status] ?? '', fill: 'none', stroke: 'currentColor', 'stroke-width': 2,
        'stroke-linecap': 'round'})),
    el('strong', {}, status));
}

/** @param {object} command @returns {string} `setPower megawatts=2.5` */
export function sentence({command, arguments: given}) {
  return [command, ...Object.entries(given ?? {}).map(([name, value]) => `${name}=${value}`)].join(' ');
}

/**
 * One command with its last word, and with what stands behind it.
 * @param {object} command as the service tells it
 * @param {number} now milliseconds
 * @returns {HTMLElement} with a button of `data-cancel` while it can be taken back
 */
export function commandRow(command, now) {
  const {id, status, by, reason, acceptedAt, transitions, refusal, sentAt} = command;
  const last = transitions.filter(({late}) => late !== true).at(-1);
  const late = transitions.filter((each) => each.late === true);
  const waits = status === 'accepted' && command.queueUntil !== undefined && command.epoch === undefined && sentAt === undefined;
  const what = waits ? `waits until it is online, until ${when(command.queueUntil, now)} at most`
    : refusal !== undefined ? refusal.detail + (refusal.since === undefined ? '' : `, since ${when(refusal.since, now)}`)
      : last?.detail || meaning(status);
  return el('li', {class: 'command-row', 'data-command': id, 'data-row': id, tabindex: -1},
    el('time', {class: 'mono', datetime: acceptedAt}, exact(acceptedAt, now)),
    el('div', {class: 'command-what'},
      el('p', {}, el('strong', {}, sentence(command)), el('span', {class: 'quiet'}, ` by ${by}${reason ? `: ${reason}` : ''}`)),
      el('p', {class: 'command-outcome'}, badge(status), ` ${what}`,
        ...late.map((each) => el('span', {class: 'quiet'}, `. Later: ${each.status} at ${exact(each.at, now)}`)))),
    waits ? el('button', {type: 'button', 'data-cancel': id}, 'Take back') : null);
}
