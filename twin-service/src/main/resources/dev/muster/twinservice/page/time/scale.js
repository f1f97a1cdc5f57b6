/** From time to place: what is shown of it, and where its marks are. */

const LANGUAGE = navigator.language || 'en';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AIR = 0.04;

/** Steps between two marks, in whole units of the reader's calendar. */
const STEPS = [
  ...[1, 5, 15, 30].map((n) => ({unit: 'minute', n, millis: n * MINUTE})),
  ...[1, 3, 6, 12].map((n) => ({unit: 'hour', n, millis: n * HOUR})),
  ...[1, 2, 7, 14].map((n) => ({unit: 'day', n, millis: n * DAY})),
  ...[1, 3, 6].map((n) => ({unit: 'month', n, millis: n * 30 * DAY})),
  ...[1, 2, 5, 10, 25, 50, 100].map((n) => ({unit: 'year', n, millis: n * 365 * DAY})),
];
const HOURS = {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
const FORMATS = {
  minute: new Intl.DateTimeFormat(LANGUAGE, HOURS),
  hour: new Intl.DateTimeFormat(LANGUAGE, HOURS),
  day: new Intl.DateTimeFormat(LANGUAGE, {day: 'numeric', month: 'short', year: 'numeric'}),
  month: new Intl.DateTimeFormat(LANGUAGE, {month: 'short', year: 'numeric'}),
  year: new Intl.DateTimeFormat(LANGUAGE, {year: 'numeric'}),
};

export class Scale {
  /** @param {number[]} times all that must be in view; those without a bound are left out */
  constructor(times) {
    const finite = times.filter(Number.isFinite);
    const first = finite.reduce((a, b) => Math.min(a, b), Infinity);
    const last = finite.reduce((a, b) => Math.max(a, b), -Infinity);
    const span = Math.max(last - first, HOUR);
    this.start = Math.floor(first - span * AIR);
    this.end = Math.ceil(last + span * AIR);
  }

  /** @param {number} millis @returns {number} from 0 to 1, at the edge for what is out of view */
  at(millis) {
    return Math.min(1, Math.max(0, (millis - this.start) / (this.end - this.start)));
  }

  /** @param {number} most @returns {{at: number, text: string}[]} as many marks as there is room for */
  marks(most) {
    const span = this.end - this.start;
    const step = STEPS.find(({millis}) => span / millis <= Math.max(1, most)) ?? STEPS.at(-1);
    const marks = [];
    for (let date = floored(this.start, step); date.getTime() <= this.end; date = next(date, step)) {
      if (date.getTime() >= this.start) {
        marks.push({at: date.getTime(), text: FORMATS[step.unit].format(date)});
      }
    }
    return marks;
  }
}

function floored(millis, {unit, n}) {
  const date = new Date(millis);
  const down = (value) => Math.floor(value / n) * n;
  const year = date.getFullYear();
  switch (unit) {
    case 'minute': return new Date(year, date.getMonth(), date.getDate(), date.getHours(), down(date.getMinutes()));
    case 'hour': return new Date(year, date.getMonth(), date.getDate(), down(date.getHours()));
    case 'day': return new Date(year, date.getMonth(), n === 1 ? date.getDate() : 1 + down(date.getDate() - 1));
    case 'month': return new Date(year, down(date.getMonth()), 1);
    default: return new Date(down(year), 0, 1);
  }
}

function next(date, {unit, n}) {
  const later = new Date(date);
  switch (unit) {
    // In whole minutes of the day, not of time: in the hour that is skipped or repeated in spring and autumn it must go on.
    case 'minute': return new Date(date.getTime() + n * MINUTE);
    case 'hour': return new Date(date.getTime() + n * HOUR);
    case 'day': {
      later.setDate(date.getDate() + n);
      // Weeks are counted from the first of each month: a rest that is too short for a mark of its own is left out.
      return n > 1 && (later.getMonth() !== date.getMonth() || later.getDate() + n / 2 > 31)
        ? new Date(date.getFullYear(), date.getMonth() + 1, 1) : later;
    }
    case 'month': later.setMonth(date.getMonth() + n); return later;
    default: later.setFullYear(date.getFullYear() + n); return later;
  }
}
