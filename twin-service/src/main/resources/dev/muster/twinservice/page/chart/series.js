/**
 * The past as a chart needs it, in bounded memory: points of a second for ten minutes, thinned to half a minute for four
 * hours, nothing older. A gap is kept as a point that knows nothing, so that nothing ever draws a line across it.
 */

export const FINE_MILLIS = 10 * 60_000;
export const KEPT_MILLIS = 4 * 3_600_000;
export const SLOT_MILLIS = 30_000;
/** A live moment comes each second; a stream that is silent for as long as this counts as lost. */
export const LIVE_HOLDS_MILLIS = 5_500;
/** A stored point comes each half minute, give or take. */
export const SLOT_HOLDS_MILLIS = SLOT_MILLIS * 1.6;

/**
 * @typedef {object} Point
 * @property {number} at milliseconds
 * @property {number|null} value null: nothing is known
 * @property {number|null} low
 * @property {number|null} high
 * @property {number|null} expected
 * @property {number|null} reporting
 * @property {number} holds for how many milliseconds it may stand until the next one is overdue
 */

/** What is not known stands before what is, then the fewer report the worse. */
const worth = (point) => (point.value === null ? -1 : (share(point) ?? 1));

/** @param {Point} point the share reporting, 0 to 1; null: not known, or nobody is expected */
export function share(point) {
  return point.expected > 0 ? point.reporting / point.expected : null;
}

/** @param {number} at @returns {Point} */
function nothing(at) {
  return {at, value: null, low: null, high: null, expected: null, reporting: null, holds: 0};
}

function gapBetween(before, after) {
  return after.at - before.at > Math.max(before.holds, after.holds);
}

export class Series {
  #fineMillis;
  /** @type {Point[]} */
  #coarse = [];
  /** @type {Point[]} */
  #fine = [];

  /** @param {{fineMillis?: number}} [options] for how long points are kept as they came */
  constructor({fineMillis = FINE_MILLIS} = {}) {
    this.#fineMillis = fineMillis;
  }

  /** @returns {Point|null} the newest, gaps left out */
  get last() {
    return this.#fine.at(-1) ?? this.#coarse.at(-1) ?? null;
  }

  /** @returns {Point|null} the oldest */
  get first() {
    return this.#coarse[0] ?? this.#fine[0] ?? null;
  }

  /** @param {Point} point not older than those added before; of one moment the later word holds */
  add(point) {
    const last = this.last;
    if (last !== null && point.at < last.at) {
      return;
    }
    if (last !== null && point.at === last.at && this.#fine.length > 0) {
      this.#fine.pop();
    } else if (last !== null && gapBetween(last, point)) {
      this.#fine.push(nothing(last.at + 1));
    }
    this.#fine.push(point);
    this.#forget(point.at);
  }

  /**
   * The stored past, which can come after the live moments around it: those stand, it fills in what was before them and
   * between them.
   *
   * @param {Point[]} points oldest first
   */
  seed(points) {
    // Who is neither expected nor reporting marks a gap, and the gap may be about to close.
    const known = [...this.#coarse, ...this.#fine].filter((point) => point.expected !== null);
    const isUnknown = ({at}) => {
      const after = known.findIndex((point) => point.at >= at);
      return after === 0 || known.length === 0 || (after > 0 && gapBetween(known[after - 1], known[after]));
    };
    const all = [...known, ...points.filter(isUnknown)].sort((a, b) => a.at - b.at);
    this.#coarse = [];
    this.#fine = [];
    all.forEach((point) => this.add(point));
  }

  #forget(now) {
    // A slot is thinned when it is over as a whole: half of one would be thinned to two points.
    const thinned = Math.floor((now - this.#fineMillis) / SLOT_MILLIS) * SLOT_MILLIS;
    let take = 0;
    while (take < this.#fine.length && this.#fine[take].at < thinned) {
      this.#thin(this.#fine[take]);
      take += 1;
    }
    this.#fine.splice(0, take);
    let old = 0;
    while (old < this.#coarse.length && this.#coarse[old].at < now - KEPT_MILLIS) {
      old += 1;
    }
    this.#coarse.splice(0, old);
  }

  /** The worst moment of a slot stands for it: what was missing is not thinned away. */
  #thin(point) {
    const at = Math.floor(point.at / SLOT_MILLIS) * SLOT_MILLIS;
    const slot = this.#coarse.at(-1);
    const thinned = {...point, at, holds: Math.max(point.holds, SLOT_HOLDS_MILLIS)};
    if (slot === undefined || slot.at !== at) {
      this.#coarse.push(thinned);
    } else if (worth(thinned) <= worth(slot)) {
      this.#coarse[this.#coarse.length - 1] = thinned;
    }
  }

  /** @param {number} from @returns {Point[]} oldest first, with the last one before: its line comes into the picture */
  since(from) {
    const all = [...this.#coarse, ...this.#fine];
    const first = all.findIndex((point) => point.at >= from);
    return first < 0 ? [] : all.slice(Math.max(0, first - 1));
  }

  /** @param {number} from @returns {number[][]} seconds, value, low, high, share in percent: the columns of a chart */
  columns(from) {
    const points = this.since(from);
    return [
      points.map((point) => point.at / 1000),
      points.map((point) => point.value),
      points.map((point) => point.low),
      points.map((point) => point.high),
      points.map((point) => (share(point) === null ? null : share(point) * 100)),
    ];
  }

  /**
   * @param {number} from
   * @param {number} [now] milliseconds; when the last point is overdue, the gap goes on until now
   * @returns {{from: number, to: number}[]} when nothing was known
   */
  gaps(from, now = -Infinity) {
    const points = this.since(from);
    const gaps = [];
    let start = null;
    points.forEach((point, i) => {
      if (point.value === null && start === null) {
        start = i > 0 ? points[i - 1].at : point.at;
      } else if (point.value !== null && start !== null) {
        gaps.push({from: Math.max(start, from), to: point.at});
        start = null;
      }
    });
    const last = this.last;
    if (start !== null) {
      gaps.push({from: Math.max(start, from), to: Math.max(last.at, now)});
    } else if (last !== null && now - last.at > last.holds) {
      gaps.push({from: Math.max(last.at, from), to: now});
    }
    return gaps.filter((gap) => gap.to > from);
  }
}

/**
 * @param {{at: string, value: number|null, expected: number, reporting: number, bounds: object|null}} point of the API
 * @returns {Point}
 */
export function storedPoint(point) {
  return {...figures(point), at: Date.parse(point.at), holds: SLOT_HOLDS_MILLIS};
}

/** @param {object} total the row of the live view @param {string} asOf @returns {Point} */
export function livePoint(total, asOf) {
  return {...figures(total), at: Date.parse(asOf), holds: LIVE_HOLDS_MILLIS};
}

function figures({value, expected, reporting, bounds}) {
  // Nobody reports: a zero would be a figure where there is none.
  return {
    value: expected > 0 && reporting === 0 ? null : value,
    low: bounds?.min ?? null,
    high: bounds?.max ?? null,
    expected,
    reporting,
  };
}
