/** Numbers and times as the reader's browser writes them. */

const LANGUAGE = navigator.language || 'en';
const NOTHING = '–';
const NBSP = '\u00a0';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Making an Intl formatter costs a hundred times its use: each is made once.
const formats = new Map();

// UCUM codes that nobody would write on a panel.
const SIGNS = new Map([['Cel', '°C'], ['deg', '°'], ['1', ''], ['Ohm', 'Ω'], ['m3', 'm³'], ['W/m2', 'W/m²']]);

/**
 * Four digits that matter, at most three of them behind the point: `7.312 MW`, `57.3 MW`, `1,204 MW`.
 * @param {number|null|undefined} value null: nothing is known
 * @param {string|null} [unit] UCUM code
 * @param {{fixed?: boolean}} [options] fixed: keep trailing zeros, so that a figure that changes does not jump about
 * @returns {string}
 */
export function number(value, unit = null, {fixed = false} = {}) {
  if (!Number.isFinite(value)) {
    return NOTHING;
  }
  const size = Math.abs(value);
  const most = size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : 3;
  const text = digits(value === 0 ? 0 : value, fixed && value !== 0 ? most : 0, most);
  const sign = unit === null ? '' : unitSign(unit);
  return sign === '' ? text : text + NBSP + sign;
}

/**
 * @param {string|null|undefined} unit UCUM code
 * @returns {string} as people write it
 */
export function unitSign(unit) {
  return SIGNS.get(unit) ?? unit ?? '';
}

/** @param {number|null|undefined} n @returns {string} a whole number */
export function count(n) {
  return Number.isFinite(n) ? digits(n, 0, 0) : NOTHING;
}

/**
 * Never 100 % while anybody is missing, never 0 % while anybody reports.
 * @param {number|null|undefined} share from 0 to 1
 * @returns {string}
 */
export function percent(share) {
  if (!Number.isFinite(share)) {
    return NOTHING;
  }
  const whole = share > 0 && share < 1 ? Math.min(0.999, Math.max(0.001, share)) : share;
  const most = whole > 0.99 && whole < 1 || whole > 0 && whole < 0.01 ? 1 : 0;
  const options = {style: 'percent', maximumFractionDigits: most};
  return format('percent' + most, () => new Intl.NumberFormat(LANGUAGE, options)).format(whole);
}

/** @param {string|null|undefined} instantText ISO 8601 @returns {string} `HH:MM:SS` of the reader's day */
export function clock(instantText) {
  return time(instantText, 'clock', {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
}

/**
 * @param {string|null|undefined} instantText ISO 8601
 * @param {number} [nowMillis]
 * @returns {string} `10:42` today, `2 Jan, 10:42` on another day, with the year in another year
 */
export function when(instantText, nowMillis = Date.now()) {
  const at = new Date(instantText ?? Number.NaN);
  const now = new Date(nowMillis);
  const hours = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
  if (at.toDateString() === now.toDateString()) {
    return time(instantText, 'today', hours);
  }
  return at.getFullYear() === now.getFullYear()
    ? time(instantText, 'year', {day: 'numeric', month: 'short', ...hours})
    : time(instantText, 'date', {day: 'numeric', month: 'short', year: 'numeric', ...hours});
}

/** @param {number|null|undefined} millis a length of time @returns {string} `12 s`, `3 min`, `5 h 10 min`, `3 d 4 h` */
export function ago(millis) {
  if (!Number.isFinite(millis)) {
    return NOTHING;
  }
  const past = Math.max(0, millis);
  if (past < MINUTE) {
    return Math.floor(past / 1000) + NBSP + 's';
  }
  if (past < HOUR) {
    return Math.floor(past / MINUTE) + NBSP + 'min';
  }
  return past < DAY ? two(past, HOUR, 'h', MINUTE, 'min') : two(past, DAY, 'd', HOUR, 'h');
}

function two(millis, large, largeName, small, smallName) {
  const rest = Math.floor(millis % large / small);
  const first = count(Math.floor(millis / large)) + NBSP + largeName;
  return rest === 0 ? first : first + NBSP + rest + NBSP + smallName;
}

function digits(value, least, most) {
  const options = {minimumFractionDigits: least, maximumFractionDigits: most};
  return format(`number${least}${most}`, () => new Intl.NumberFormat(LANGUAGE, options)).format(value);
}

function time(instantText, name, options) {
  const at = new Date(instantText ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? NOTHING
    : format(name, () => new Intl.DateTimeFormat(LANGUAGE, options)).format(at);
}

function format(name, make) {
  if (!formats.has(name)) {
    formats.set(name, make());
  }
  return formats.get(name);
}
