/**
 * The rows of one live view, kept up to date. Read with fetch instead of EventSource, which gives up for good on an
 * answer like 503 and cannot say what it was.
 */

const SILENCE_MILLIS = 5_000;
const BACKOFF_MILLIS_MIN = 500;
const BACKOFF_MILLIS_MAX = 5_000;
// An event holds at most 500 rows; what is larger is no such stream.
const EVENT_CHARS_MAX = 8_000_000;

/**
 * @typedef {{kind: 'connecting'|'live'|'lost'|'unavailable', asOf: string|null, detail: string|null}} LiveState
 *   asOf: of the rows that are known; only when `live` are they current
 */

export class LiveRows {
  #path;
  #listener;
  #rows = new Map();
  #changed = new Set();
  #unseen = null;
  #lastId = null;
  #state = {kind: 'connecting', asOf: null, detail: null};
  #connection = null;
  #retry = null;
  #backoff = BACKOFF_MILLIS_MIN;
  #heardAt = 0;
  #watch;
  #onVisibility = () => (document.hidden ? this.#pause() : this.#connect());
  #onOnline = () => this.#connect();

  /**
   * @param {string} path of the stream, with its parameters but `after`
   * @param {{onRows: function(Map<string, object>, Set<string>, string), onState: function(LiveState)}} listener
   *   The map is one and the same, changed in place; the set holds the keys that came, changed or went
   */
  constructor(path, listener) {
    this.#path = path;
    this.#listener = listener;
    this.#watch = setInterval(() => this.#listen(), 1_000);
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('online', this.#onOnline);
    if (!document.hidden) {
      this.#connect();
    }
  }

  /** Ends the stream and lets go of everything; the listener hears no more. */
  close() {
    clearInterval(this.#watch);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('online', this.#onOnline);
    this.#abort();
    this.#listener = null;
    this.#rows.clear();
  }

  async #connect() {
    this.#abort();
    const connection = new AbortController();
    this.#connection = connection;
    this.#heardAt = performance.now();
    if (this.#unseen !== null) {
      // Cut off within a reset: from there on, what it had not sent yet would stay missing for good.
      this.#lastId = null;
    }
    let answered = false;
    try {
      const answer = await fetch(this.#address(), {headers: {accept: 'text/event-stream'}, cache: 'no-store',
        signal: connection.signal});
      answered = true;
      if (answer.ok) {
        await this.#read(answer.body, connection);
      } else if (connection === this.#connection) {
        this.#become('unavailable', await detailOf(answer));
      }
    } catch {
      // Refused, cut off or aborted: how it ended makes no difference to the reader.
    }
    if (connection === this.#connection) {
      connection.abort();
      this.#lost(answered);
    }
  }

  async #read(body, connection) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const {done, value} = await reader.read();
      if (done || connection !== this.#connection) {
        return;
      }
      this.#heardAt = performance.now();
      text += value;
      // Looking only where a new end can be keeps an event that comes in many pieces cheap.
      let from = Math.max(0, text.length - value.length - 3);
      for (let end = endOfEvent(text, from); end !== null; end = endOfEvent(text, from)) {
        this.#event(text.slice(0, end.at));
        if (connection !== this.#connection) {
          return;
        }
        text = text.slice(end.next);
        from = 0;
      }
      if (text.length > EVENT_CHARS_MAX) {
        return;
      }
    }
  }

  #event(text) {
    let id = null;
    let name = 'message';
    const data = [];
    for (const line of text.split(/\r\n|\n|\r/)) {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') {
        id = value;
      } else if (field === 'event') {
        name = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }
    if (data.length === 0) {
      return;
    }
    const document = JSON.parse(data.join('\n'));
    if (name === 'rows') {
      this.#apply(document, id);
    } else if (name === 'unavailable') {
      this.#become('unavailable', document.detail ?? document.title ?? null);
    }
  }

  #apply({asOf, reset, more, rows, gone}, id) {
    this.#lastId = id ?? this.#lastId;
    if (reset) {
      // What is known stays in view until all of the new is there: a reset is not to be seen.
      this.#unseen = new Set(this.#rows.keys());
    }
    for (const row of rows) {
      this.#rows.set(row.key, row);
      this.#changed.add(row.key);
      this.#unseen?.delete(row.key);
    }
    for (const key of more ? gone : [...gone, ...(this.#unseen ?? [])]) {
      this.#rows.delete(key);
      this.#changed.add(key);
    }
    if (more) {
      return;
    }
    const changed = this.#changed;
    this.#changed = new Set();
    this.#unseen = null;
    this.#backoff = BACKOFF_MILLIS_MIN;
    this.#state = {kind: 'live', asOf, detail: null};
    this.#listener?.onRows(this.#rows, changed, asOf);
    this.#listener?.onState(this.#state);
  }

  #become(kind, detail) {
    if (this.#state.kind !== kind || this.#state.detail !== detail) {
      this.#state = {kind, asOf: this.#state.asOf, detail};
      this.#listener?.onState(this.#state);
    }
  }

  #listen() {
    if (this.#connection !== null && performance.now() - this.#heardAt > SILENCE_MILLIS) {
      this.#abort();
      this.#lost(false);
    }
  }

  #lost(answered) {
    this.#connection = null;
    // What the service said itself of why it has nothing is worth more than that it then hung up.
    if (!answered || this.#state.kind !== 'unavailable') {
      this.#become('lost', null);
    }
    this.#again();
  }

  #again() {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), this.#backoff * (0.5 + Math.random() / 2));
    this.#backoff = Math.min(BACKOFF_MILLIS_MAX, this.#backoff * 2);
  }

  #pause() {
    this.#abort();
    this.#become('connecting', null);
  }

  #abort() {
    clearTimeout(this.#retry);
    this.#connection?.abort();
    this.#connection = null;
  }

  #address() {
    const after = this.#lastId === null ? '' : `after=${encodeURIComponent(this.#lastId)}`;
    return after === '' ? this.#path : this.#path + (this.#path.includes('?') ? '&' : '?') + after;
  }
}

/**
 * What an answer that is no success says of itself.
 * @param {Response} answer
 * @returns {Promise<string>}
 */
export async function detailOf(answer) {
  try {
    const problem = await answer.json();
    return problem.detail ?? problem.title ?? `HTTP ${answer.status}`;
  } catch {
    return `HTTP ${answer.status}`;
  }
}

function endOfEvent(text, from) {
  const end = /\r\n\r\n|\n\n|\r\r/g;
  end.lastIndex = from;
  const match = end.exec(text);
  return match === null ? null : {at: match.index, next: end.lastIndex};
}
