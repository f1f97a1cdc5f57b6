/** A figure over time with the share reporting under it: drawn, read at any moment by mouse or keyboard, and told. */

import {readout, summary} from './chart-words.js';
import {el, replace, setAttribute, setText} from '../parts/dom.js';
import {sharePlot, theme, totalPlot} from './plot.js';

const TOLD_EVERY_MILLIS = 30_000;
const FAR = 20;
const HOUR = 3_600_000;
/** What can be looked at; until somebody chooses, the shortest that holds all that is known. */
const SPANS = [
  {label: '4 h', millis: 4 * HOUR},
  {label: '1 h', millis: HOUR},
  {label: '10 min', millis: HOUR / 6},
];

export class Chart {
  #options;
  #figure;
  #readout = el('p', {class: 'chart-readout'});
  #stage;
  #totalBox = el('div', {class: 'chart-total'});
  #shareBox = el('div', {class: 'chart-share'});
  #told = el('figcaption', {class: 'visually-hidden'});
  #toldAt = -Infinity;
  #spans;
  #spanButtons = [];
  #span;
  #isChosen = false;
  #now = null;
  #points = [];
  #gaps = [];
  /** The moment picked by keyboard, milliseconds; null: none. */
  #picked = null;
  #colours;
  #plots = [];
  #sized = new ResizeObserver(() => this.#fit());
  #themed = new MutationObserver(() => this.#recolour());
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #onDark = () => this.#recolour();
  #closed = false;

  /**
   * @param {Element} container
   * @param {{title: string, series: import('./series.js').Series, unit: function(): string|null, withShare?: boolean,
   *   spanMillis?: number}} options spanMillis: the longest span that can be chosen
   */
  constructor(container, options) {
    this.#options = {withShare: true, spanMillis: SPANS[0].millis, ...options};
    this.#spans = SPANS.filter(({millis}) => millis <= this.#options.spanMillis);
    this.#span = this.#spans[0].millis;
    this.#stage = el(
      'div',
      {
        class: 'chart-stage',
        tabindex: '0',
        role: 'slider',
        'aria-label': `Moment in ${this.#options.title}`,
        'aria-valuemin': '0',
        'aria-valuemax': '0',
        'aria-valuenow': '0',
        'aria-valuetext': 'nothing known yet',
        on: {keydown: (event) => this.#key(event), blur: () => this.#pick(null)},
      },
      this.#totalBox,
      this.#options.withShare ? el('p', {class: 'chart-label'}, 'Reporting') : null,
      this.#options.withShare ? this.#shareBox : null,
    );
    this.#figure = el(
      'figure',
      {class: 'chart', 'data-chart': true},
      el('div', {class: 'chart-head'}, el('h2', {}, this.#options.title), this.#choice()),
      this.#readout,
      this.#stage,
      this.#told,
    );
    container.append(this.#figure);
    this.#colours = theme(this.#stage);
    this.#sized.observe(this.#stage);
    this.#themed.observe(document.documentElement, {attributes: true});
    this.#dark.addEventListener('change', this.#onDark);
    // A canvas does not wait for its typeface as text does.
    document.fonts.ready.then(() => this.#closed || this.#plots.forEach((plot) => plot.redraw(false)));
    this.#fit();
  }

  /** @param {number} now milliseconds; the right end of the picture @param {boolean} [isOther] the past is not what it was */
  show(now, isOther = false) {
    this.#now = now;
    const {series} = this.#options;
    if (!this.#isChosen) {
      const first = series.first?.at ?? now;
      this.#look(this.#spans.findLast(({millis}) => now - first <= millis) ?? this.#spans[0]);
    }
    const from = now - this.#span;
    this.#points = series.since(from);
    this.#gaps = series.gaps(from, now);
    const [at, value, low, high, percentage] = series.columns(from);
    this.#plots.forEach((plot, i) => plot.setData(i === 0 ? [at, value, low, high] : [at, percentage]));
    this.#place();
    if (isOther || now - this.#toldAt >= TOLD_EVERY_MILLIS) {
      this.#toldAt = now;
      const points = this.#points.filter((point) => point.at >= from);
      setText(this.#told, summary({title: this.#options.title, points, gaps: this.#gaps, now, unit: this.#options.unit()}));
    }
  }

  close() {
    this.#closed = true;
    this.#sized.disconnect();
    this.#themed.disconnect();
    this.#dark.removeEventListener('change', this.#onDark);
    this.#plots.forEach((plot) => plot.destroy());
    this.#plots = [];
    this.#figure.remove();
  }

  #choice() {
    if (this.#spans.length < 2) {
      return null;
    }
    const choose = (span) => {
      this.#isChosen = true;
      this.#look(span);
      if (this.#now !== null) {
        this.show(this.#now, true);
      }
    };
    this.#spanButtons = this.#spans.map((span) =>
      el('button', {type: 'button', 'aria-pressed': 'false', on: {click: () => choose(span)}}, span.label));
    return el('div', {class: 'chart-spans', role: 'group', 'aria-label': 'How far back'}, ...this.#spanButtons);
  }

  #look(span) {
    this.#span = span.millis;
    this.#spanButtons.forEach((button, i) => setAttribute(button, 'aria-pressed', String(this.#spans[i] === span)));
  }

  /** Sizes in uPlot are numbers: with another font size everything in it is another, therefore it is built anew. */
  #fit() {
    const colours = theme(this.#stage);
    const rebuilt = this.#plots.length === 0 || colours.px !== this.#colours.px;
    this.#colours = colours;
    if (this.#totalBox.clientWidth === 0 || this.#totalBox.clientHeight === 0) {
      return;
    }
    if (rebuilt) {
      this.#build();
    } else {
      this.#plots.forEach((plot, i) => plot.setSize(size(i === 0 ? this.#totalBox : this.#shareBox)));
    }
  }

  #build() {
    this.#plots.forEach((plot) => plot.destroy());
    const gutter = {width: 0};
    const picture = (box, labelled) => ({
      ...size(box),
      labelled,
      gutter,
      colours: () => this.#colours,
      gapsOf: () => this.#gaps,
      windowOf: () => [((this.#now ?? 0) - this.#span) / 1000, (this.#now ?? 0) / 1000],
    });
    const {withShare} = this.#options;
    const onCursor = (plot) => this.#read(plot);
    this.#plots = [totalPlot(picture(this.#totalBox, !withShare), this.#totalBox, onCursor)];
    if (withShare) {
      this.#plots.push(sharePlot(picture(this.#shareBox, true), this.#shareBox, onCursor));
    }
    if (this.#now !== null) {
      this.show(this.#now);
    }
  }

  #recolour() {
    this.#colours = theme(this.#stage);
    this.#plots.forEach((plot) => plot.redraw(false));
  }

  #key(event) {
    const at = this.#points.findLastIndex((point) => point.at <= (this.#picked ?? Infinity));
    const last = this.#points.length - 1;
    const to = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - FAR,
      PageUp: at + FAR,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') {
      this.#pick(null);
    } else if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.#pick(this.#points[Math.min(last, Math.max(0, to))].at);
    }
  }

  #pick(at) {
    this.#picked = at;
    if (at === null) {
      this.#plots.forEach((plot) => plot.setCursor({left: -10, top: -10}));
    }
    this.#place();
  }

  /** The picture moves on under a picked moment; the cursor stays with the moment. */
  #place() {
    const [plot] = this.#plots;
    if (this.#picked !== null && plot !== undefined) {
      if (this.#picked < this.#now - this.#span) {
        this.#picked = this.#points[0]?.at ?? null;
      }
      const left = this.#picked === null ? -10 : plot.valToPos(this.#picked / 1000, 'x');
      this.#plots.forEach((each) => each.setCursor({left, top: 1}, false));
    }
    this.#read(plot);
  }

  /** What stands above the picture: the moment under the cursor, otherwise the newest. */
  #read(plot) {
    const point = this.#pointUnder(plot);
    const told = readout(point, this.#now, this.#options.unit());
    if (this.#readout.childElementCount !== told.length) {
      replace(this.#readout, ...['time', 'value', 'from', 'bounds'].map((part) => el('span', {class: `chart-${part}`})));
    }
    told.forEach((text, i) => setText(this.#readout.children[i], text));
    setAttribute(this.#stage, 'aria-valuemax', Math.max(0, this.#points.length - 1));
    const index = point === null ? 0 : this.#points.findLastIndex(({at}) => at <= point.at);
    setAttribute(this.#stage, 'aria-valuenow', Math.max(0, index));
    // A screen reader speaks each change of it: only one that the reader made is worth that.
    if (this.#picked !== null || this.#now === null || document.activeElement !== this.#stage) {
      setAttribute(this.#stage, 'aria-valuetext', told.filter((text) => text !== '').join(', '));
    }
  }

  #pointUnder(plot) {
    const {left = -1, idx = null} = plot?.cursor ?? {};
    if (this.#picked === null && left >= 0 && idx !== null) {
      const at = plot.posToVal(left, 'x') * 1000;
      const gap = this.#gaps.find(({from, to}) => from < at && at < to);
      return gap === undefined
        ? (this.#points[idx] ?? null)
        : {at, value: null, low: null, high: null, expected: null, reporting: null};
    }
    return this.#picked === null
      ? (this.#points.at(-1) ?? null)
      : (this.#points.findLast((point) => point.at <= this.#picked) ?? null);
  }
}

function size(box) {
  return {width: box.clientWidth, height: box.clientHeight};
}
