/** The signals of a unit: what was accepted, what was sent, how old it is, and whether it counts. */

import {el, replace, setAttribute, setText} from '../parts/dom.js';
import {millis} from '../parts/durations.js';
import {ago, number, unitSign} from '../parts/format.js';
import {exact} from '../parts/moments.js';
import {reasonChip, reasonGlyph} from '../parts/reasons.js';

const HEADS = ['Signal', 'Accepted', 'As it was sent', 'Age', 'Quality', 'In totals'];
// As exact as it came: rounding would hide what a device really says.
const EXACT = new Intl.NumberFormat(navigator.language || 'en', {maximumSignificantDigits: 17});

export class UnitSignals {
  #root;
  #body = el('tbody', {role: 'rowgroup'});
  #rows = new Map();

  /** @param {Element} container */
  constructor(container) {
    // The roles stand here although tables have them: on a phone the rows are laid out as blocks, which takes them away.
    const heads = HEADS.map((head) => el('th', {role: 'columnheader', scope: 'col'}, head));
    this.#root = el(
      'section',
      {class: 'signals', 'aria-label': 'Signals'},
      el('h2', {}, 'Signals'),
      el(
        'table',
        {role: 'table', class: 'signal-table'},
        el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, ...heads)),
        this.#body,
      ),
    );
    container.append(this.#root);
  }

  /**
   * @param {object} explain the document
   * @param {import('./raw-samples.js').RawSamples} raw
   * @param {number} now milliseconds
   */
  show({signals, reporting, connectivity}, raw, now) {
    // Without an answer of its twin a value is not known, which is something else than that there is none.
    const none = connectivity === null ? 'not known' : null;
    for (const name of this.#rows.keys()) {
      if (!(name in signals)) {
        this.#rows.get(name).root.remove();
        this.#rows.delete(name);
      }
    }
    for (const [name, signal] of Object.entries(signals)) {
      if (!this.#rows.has(name)) {
        this.#rows.set(name, new SignalRow(name));
        this.#body.append(this.#rows.get(name).root);
      }
      this.#rows.get(name).show(signal, {none, standing: reporting[name] ?? null, raw: raw.of(name), now});
    }
  }
}

class SignalRow {
  root;
  #kind = el('span', {class: 'signal-kind quiet'});
  #accepted;
  #raw;
  #rawTold = el('span', {class: 'raw-told quiet'});
  #rawValue = el('span', {class: 'mono'});
  #age = el('span', {class: 'age'});
  #ageTold = el('span', {class: 'age-told'});
  #ageBar = el('span', {class: 'age-bar', 'aria-hidden': 'true'}, el('span', {}));
  #ageCell;
  #quality;
  #counts;
  #countsShown = null;

  constructor(name) {
    const cell = (label, hook, ...children) => el('td', {role: 'cell', 'data-label': label, ...hook}, ...children);
    this.#accepted = el('span', {class: 'live-figure', 'data-accepted': true});
    this.#raw = cell(HEADS[2], {'data-raw': true}, this.#rawValue, ' ', this.#rawTold);
    this.#ageCell = cell(HEADS[3], {'data-age': true}, this.#age, ' ', this.#ageTold, this.#ageBar);
    this.#quality = cell(HEADS[4], {'data-quality': true});
    this.#counts = cell(HEADS[5], {'data-counts': true});
    this.root = el(
      'tr',
      {role: 'row', 'data-signal': name},
      el('th', {role: 'rowheader', scope: 'row'}, name, ' ', this.#kind),
      cell(HEADS[1], {class: 'accepted'}, this.#accepted),
      this.#raw,
      this.#ageCell,
      this.#quality,
      this.#counts,
    );
  }

  show(signal, {none, standing, raw, now}) {
    setText(this.#kind, {interval: '', byException: 'sent when it changes'}[signal.reporting] ?? '');
    setText(this.#accepted, signal.value === null ? (none ?? 'none yet') : number(signal.value, signal.unit));
    setAttribute(
      this.#accepted,
      'title',
      signal.value === null ? null : `${EXACT.format(signal.value)} ${signal.unit ?? ''}, measured ${signal.measuredAt}`,
    );
    this.#showRaw(raw, signal, now);
    this.#showAge(signal, none, now);
    this.#showQuality(signal.quality);
    this.#showCounts(signal, standing, now);
  }

  #showRaw(raw, signal, now) {
    if (raw === null) {
      setText(this.#rawValue, '–');
      setText(this.#rawTold, signal.value === null ? '' : 'not read from history');
      return;
    }
    const unit = raw.unit === null ? '' : `\u00a0${unitSign(raw.unit)}`;
    const isNewer = signal.measuredAt !== null && Date.parse(raw.measuredAt) > Date.parse(signal.measuredAt);
    setText(this.#rawValue, EXACT.format(raw.value) + unit);
    setText(
      this.#rawTold,
      [
        raw.unit === null ? 'without a unit' : null,
        raw.quality,
        `measured ${exact(raw.measuredAt, now)}`,
        isNewer ? 'newer than what was accepted' : null,
      ]
        .filter((part) => part !== null)
        .join(', '),
    );
  }

  /** Counted here from second to second: what stands still must not look fresh. */
  #showAge({receivedAt, staleAfter, staleAt, fresh}, none, now) {
    if (receivedAt === null) {
      setText(this.#age, '–');
      setText(this.#ageTold, none ?? 'never received');
      this.#ageBar.hidden = true;
      this.#ageCell.dataset.fresh = 'false';
      return;
    }
    const age = Math.max(0, now - Date.parse(receivedAt));
    const isFresh = fresh && (staleAt === null || Date.parse(staleAt) > now);
    const limit = millis(staleAfter);
    setText(this.#age, ago(age));
    setText(this.#ageTold, isFresh ? 'fresh' : staleAt === null ? 'stale' : `stale since ${exact(staleAt, now)}`);
    this.#ageCell.dataset.fresh = String(isFresh);
    this.#ageBar.hidden = limit === null;
    this.#ageBar.firstChild.style.inlineSize = `${Math.min(1, age / (limit || 1)) * 100}%`;
  }

  #showQuality(quality) {
    if (this.#quality.dataset.value !== String(quality)) {
      this.#quality.dataset.value = String(quality);
      replace(this.#quality, quality === 'bad' ? reasonGlyph('badQuality') : null, quality ?? '–');
    }
  }

  #showCounts({summed}, standing, now) {
    const shown = JSON.stringify([summed, standing?.counts, standing?.reason, standing?.reason ? standing.since : null]);
    if (shown === this.#countsShown) {
      return;
    }
    this.#countsShown = shown;
    if (!summed || standing === null) {
      replace(this.#counts, el('span', {class: 'quiet'}, 'not summed'));
    } else if (standing.reason !== null) {
      replace(
        this.#counts,
        reasonChip(standing.reason),
        standing.since === null ? null : el('span', {class: 'quiet'}, ` since ${exact(standing.since, now)}`),
      );
    } else {
      replace(this.#counts, standing.counts === null ? 'not known' : standing.counts ? 'counts' : 'not expected');
    }
  }
}
