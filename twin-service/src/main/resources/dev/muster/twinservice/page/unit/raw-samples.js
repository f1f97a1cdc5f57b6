/** The last sample of each signal as the device sent it, read from history when a newer one was accepted. */

/** History is a database: it is not asked more often than this, however fast samples come. */
const APART_MILLIS = 3_000;
const MINUTE = 60_000;
const OLDER_MAX = 8;

/** @typedef {{value: number, quality: string, unit: string|null, measuredAt: string, receivedAt: string}} Raw */

export class RawSamples {
  #path;
  #onRead;
  /** @type {Map<string, Raw>} */
  #raw = new Map();
  #newest = null;
  #asked = new Set();
  #askedAt = -Infinity;
  #isAsking = false;
  #abort = new AbortController();

  /** @param {string} assetPath `/v1/assets/...` @param {function()} onRead something came */
  constructor(assetPath, onRead) {
    this.#path = `${assetPath}/history`;
    this.#onRead = onRead;
  }

  /** @param {string} signal @returns {Raw|null} */
  of(signal) {
    return this.#raw.get(signal) ?? null;
  }

  /** @param {object} signals of the explanation @param {number} now milliseconds */
  follow(signals, now) {
    const measured = Object.values(signals)
      .map(({measuredAt}) => measuredAt)
      .filter((at) => at !== null);
    const newest = measured.reduce((a, b) => (a === null || Date.parse(b) > Date.parse(a) ? b : a), null);
    if (newest === null || newest === this.#newest || this.#isAsking || performance.now() - this.#askedAt < APART_MILLIS) {
      return;
    }
    this.#isAsking = true;
    this.#askedAt = performance.now();
    this.#read(signals, newest, now).then((isRead) => {
      this.#isAsking = false;
      if (isRead) {
        this.#newest = newest;
        this.#onRead();
      }
    });
  }

  close() {
    this.#abort.abort();
    this.#onRead = () => {};
  }

  /** What is newest comes in one answer; a signal that is sent seldom has its sample further back. */
  async #read(signals, newest, now) {
    try {
      await this.#ask(newest, new Date(Math.max(Date.parse(newest), now) + MINUTE).toISOString());
      const older = new Set(
        Object.entries(signals)
          .filter(
            ([signal, {measuredAt}]) =>
              measuredAt !== null && Date.parse(this.of(signal)?.measuredAt ?? 0) < Date.parse(measuredAt),
          )
          .map(([, {measuredAt}]) => measuredAt)
          .filter((at) => !this.#asked.has(at)),
      );
      // Asked once each: what history no longer has does not come back.
      this.#asked = new Set([...this.#asked, ...older].slice(-OLDER_MAX * 4));
      await Promise.all(
        [...older].slice(0, OLDER_MAX).map((at) => this.#ask(at, new Date(Date.parse(at) + 1).toISOString())),
      );
      return true;
    } catch {
      // Not answered: asked again with a later row, and until then what is shown says of when it is.
      return false;
    }
  }

  async #ask(from, to) {
    const answer = await fetch(`${this.#path}?${new URLSearchParams({from, to, limit: '200'})}`, {
      signal: this.#abort.signal,
    });
    if (!answer.ok) {
      throw new Error(`Expected history but got ${answer.status}`);
    }
    const {samples} = await answer.json();
    for (const {measuredAt, receivedAt, values} of samples) {
      for (const [signal, {value, quality, unit}] of Object.entries(values)) {
        if (Date.parse(measuredAt) >= Date.parse(this.of(signal)?.measuredAt ?? 0)) {
          this.#raw.set(signal, {value, quality, unit, measuredAt, receivedAt});
        }
      }
    }
  }
}
