/** A moment of the model in both of its times: what was so at `at`, by what was known at `known`. The address has UTC. */

const LANGUAGE = navigator.language || 'en';
const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;
const YEAR_MIN = 1900;
const YEAR_MAX = 2199;
const SHOWN_MAX = 60;
const DATE = {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
const toTheMinute = new Intl.DateTimeFormat(LANGUAGE, DATE);
const toTheSecond = new Intl.DateTimeFormat(LANGUAGE, {...DATE, second: '2-digit'});
const toTheMilli = new Intl.DateTimeFormat(LANGUAGE, {...DATE, second: '2-digit', fractionalSecondDigits: 3});

/**
 * @typedef {{at: string|null, known: string|null}} Moment instants in UTC; `at` null: now; `known` null: what is known now
 */

/**
 * @param {{at: string|null, known: string|null}} route
 * @returns {Moment|{refused: string}|null} null: now, live; refused: why the address names no moment
 */
export function momentOf({at, known}) {
  if (at === null && known === null) {
    return null;
  }
  for (const text of [at, known]) {
    if (text !== null && instant(text) === null) {
      return {refused: `“${shortened(text)}” is no time. A time looks like 2026-10-12T12:00:00Z, in UTC.`};
    }
  }
  if (known !== null && Date.parse(known) > Date.now() + 60_000) {
    return {refused: `What will be known on ${momentText(known)} nobody can say yet.`};
  }
  return {at: at === null ? null : instant(at), known: known === null ? null : instant(known)};
}

/** @param {Moment|null} moment @returns {string} for a request to the API, without the question mark */
export function momentQuery(moment) {
  const query = new URLSearchParams();
  if (moment?.at) {
    query.set('at', moment.at);
  }
  if (moment?.known) {
    query.set('asKnownAt', moment.known);
  }
  return query.toString();
}

/** @param {string} at instant @returns {string} `12 Oct 2026, 14:00`, with seconds if it has any, by the reader's clock */
export function momentText(at) {
  const millis = Date.parse(at);
  const format = millis % 60_000 === 0 ? toTheMinute : millis % 1_000 === 0 ? toTheSecond : toTheMilli;
  return format.format(millis);
}

/** @param {Moment} moment @param {number} [nowMillis] @returns {string} */
export function momentSentence({at, known}, nowMillis = Date.now()) {
  const what = at === null ? 'The model as it is now'
    : Date.parse(at) > nowMillis ? `The model as it will be on ${momentText(at)}`
      : `The model as it was on ${momentText(at)}`;
  return known === null ? what : `${what}, as known on ${momentText(known)}`;
}

/** @param {string|null} at instant @returns {string} as an input of date and time takes it: local */
export function toLocal(at) {
  if (at === null) {
    return '';
  }
  const date = new Date(at);
  const two = (n) => String(n).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/**
 * @param {string} local as an input of date and time gives it
 * @returns {string|null} instant; null: none that can be asked for
 */
export function fromLocal(local) {
  const millis = new Date(local).getTime();
  return Number.isNaN(millis) ? null : instant(new Date(millis).toISOString());
}

/**
 * @param {string|null} detail of the API, why something was not known at a moment
 * @returns {string} since when it is known, by the reader's clock, if that is what it says
 */
export function knownSince(detail) {
  const first = /first recorded at (\S+Z)/.exec(detail ?? '')?.[1];
  return first === undefined ? detail ?? '' : `It was first recorded on ${momentText(first)}.`;
}

/** @returns {string} the zone that times are shown in */
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function instant(text) {
  const millis = FORM.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) {
    return null;
  }
  const written = new Date(millis).toISOString();
  const year = new Date(millis).getUTCFullYear();
  // The 31st of a month that has none is a day of the next one to some browsers.
  return written.slice(0, 16) === text.slice(0, 16) && year >= YEAR_MIN && year <= YEAR_MAX
    ? written.replace('.000Z', 'Z') : null;
}

function shortened(text) {
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
