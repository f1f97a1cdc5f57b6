/** How the two plots of a chart are drawn: everything that uPlot is told. */

import uPlot from '../vendor/uPlot.esm.js';
import {number} from '../parts/format.js';

const LANGUAGE = navigator.language || 'en';
const HOURS = new Intl.DateTimeFormat(LANGUAGE, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const SECONDS = new Intl.DateTimeFormat(LANGUAGE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const TIME_STEPS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
const FIGURES = new Map();
// One cursor over all plots of the page; uPlot keeps a registry by key for ever, therefore one key.
const SYNC = 'chart';
const VALUE = 1;
const LOW = 2;
const HIGH = 3;

/** @param {Element} element @returns {Object<string, string>} the colours and the font of the page as they are there now */
export function theme(element) {
  const style = getComputedStyle(element);
  const token = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const px = Math.round(parseFloat(style.fontSize) || 13);
  return {
    ink: token('--ink', style.color),
    quiet: token('--ink-2', style.color),
    line: token('--line', style.color),
    accent: token('--accent', style.color),
    band: token('--chart-band', token('--accent', style.color)),
    gap: token('--chart-gap', 'transparent'),
    share: token('--chart-share', 'transparent'),
    warn: token('--warn', style.color),
    px,
    font: `${px}px ${style.fontFamily}`,
  };
}

/** What both plots share: no legend (the readout is ours), no zoom, one cursor. */
function common({width, height, labelled, colours, windowOf}) {
  return {
    width,
    height,
    // The same room at the sides of both, or their times would not stand under each other.
    padding: [colours().px * 0.6, colours().px * 1.6, labelled ? 0 : colours().px * 0.6, 0],
    legend: {show: false},
    focus: {alpha: 1},
    cursor: {
      drag: {setScale: false, x: false, y: false},
      sync: {key: SYNC, setSeries: false},
      y: false,
      points: {size: colours().px * 0.7, width: 2, stroke: () => colours().accent, fill: () => colours().accent},
    },
    scales: {x: {time: true, range: () => windowOf()}},
  };
}

function timeAxis(colours, shown) {
  return {
    show: true,
    stroke: () => colours().quiet,
    font: colours().font,
    size: shown ? colours().px * 2.1 : 0,
    space: colours().px * 7,
    gap: colours().px * 0.4,
    incrs: TIME_STEPS,
    grid: {stroke: () => colours().line, width: 1},
    ticks: {show: false},
    values: (_, splits, axis, space, step) =>
      shown ? splits.map((at) => (step < 60 ? SECONDS : HOURS).format(at * 1000)) : splits.map(() => ''),
  };
}

/** Wide enough for its figures, and both plots alike: the times of one stand under those of the other. */
function valueAxis({colours, gutter}, values, more = {}) {
  return {
    stroke: () => colours().quiet,
    font: colours().font,
    size: (u, texts) => {
      const longest = Math.max(0, ...(texts ?? []).map((text) => text.length));
      gutter.width = Math.max(gutter.width, colours().px * Math.max(4.4, longest * 0.62 + 1));
      return gutter.width;
    },
    gap: colours().px * 0.5,
    space: colours().px * 2.8,
    grid: {stroke: () => colours().line, width: 1},
    ticks: {show: false},
    values: (u, splits, axis, space, step) => splits.map((value) => values(value, step)),
    ...more,
  };
}

/** With the decimals of the step from one figure to the next: rounded further, two of them would be the same. */
function stepped(value, step) {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step || 1) - 1e-9)));
  if (!FIGURES.has(decimals)) {
    const options = {minimumFractionDigits: decimals, maximumFractionDigits: decimals};
    FIGURES.set(decimals, new Intl.NumberFormat(LANGUAGE, options));
  }
  return FIGURES.get(decimals).format(value);
}

/** Zero is in the picture unless that would squeeze the line into a tenth of it. */
function roomy(low, high) {
  if (low === null || high === null) {
    return [0, 1];
  }
  const bottom = low >= 0 && low < high * 0.6 ? 0 : low;
  const top = high <= 0 && high > low * 0.6 ? 0 : high;
  const pad = (top - bottom || Math.abs(top) || 1) * 0.08;
  return [bottom === 0 ? 0 : bottom - pad, top === 0 && bottom < 0 ? 0 : top + pad];
}

/** A value between two that are not known has no line to be on: it is drawn as a point. */
function lonely(u, seriesIdx) {
  const values = u.data[seriesIdx];
  const at = [];
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null) {
      at.push(i);
    }
  }
  return at;
}

/** From end to end, so that the lines of one gap go on in the next. */
function hatch({ctx, bbox: {left, top, width, height}}, {gap, px}) {
  const apart = px * 0.75 * devicePixelRatio;
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += apart) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.strokeStyle = gap;
  ctx.lineWidth = apart / 3;
  ctx.stroke();
}

/** When nothing was known, the ground itself is hatched: a gap is to be seen, it is not only a line that is not there. */
function gapPainter(gapsOf, colours) {
  return (u) => {
    const {left, top, width, height} = u.bbox;
    const {ctx} = u;
    ctx.save();
    ctx.beginPath();
    for (const gap of gapsOf()) {
      const from = Math.max(left, u.valToPos(gap.from / 1000, 'x', true));
      const to = Math.min(left + width, u.valToPos(gap.to / 1000, 'x', true));
      if (to > from) {
        ctx.rect(from, top, Math.max(1, to - from), height);
      }
    }
    ctx.clip();
    hatch(u, colours());
    ctx.restore();
  };
}

/**
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {function(): Object<string, string>} colours
 * @property {function(): number[]} windowOf seconds from and to
 * @property {function(): {from: number, to: number}[]} gapsOf
 * @property {{width: number}} gutter of the plots that stand under each other, in pixels; they set it
 * @property {boolean} labelled whether the times stand under it
 */

/** @param {Picture} picture @param {Element} target @param {function} onCursor @returns {uPlot} the total with its bounds */
export function totalPlot(picture, target, onCursor) {
  const {colours} = picture;
  return new uPlot(
    {
      ...common(picture),
      scales: {...common(picture).scales, y: {range: (_, low, high) => roomy(low, high)}},
      axes: [timeAxis(colours, picture.labelled), valueAxis(picture, stepped)],
      series: [
        {},
        {
          stroke: () => colours().accent,
          width: colours().px * 0.15,
          points: {show: true, filter: lonely, size: 5, fill: () => colours().accent},
        },
        {stroke: () => colours().band, width: 1, points: {show: false}},
        {stroke: () => colours().band, width: 1, points: {show: false}},
      ],
      bands: [{series: [HIGH, LOW], fill: () => colours().band}],
      hooks: {drawClear: [gapPainter(picture.gapsOf, colours)], setCursor: [onCursor]},
    },
    [[], [], [], []],
    target,
  );
}

/** @param {Picture} picture @param {Element} target @param {function} onCursor @returns {uPlot} the share reporting */
export function sharePlot(picture, target, onCursor) {
  const {colours} = picture;
  return new uPlot(
    {
      ...common(picture),
      scales: {...common(picture).scales, y: {range: [0, 104]}},
      axes: [
        timeAxis(colours, picture.labelled),
        valueAxis(picture, (value) => `${number(value)}\u00a0%`, {splits: () => [0, 50, 100]}),
      ],
      series: [
        {},
        {
          stroke: () => colours().quiet,
          fill: () => colours().share,
          width: colours().px * 0.12,
          paths: uPlot.paths.stepped({align: 1}),
          points: {show: true, filter: lonely, size: 4, fill: () => colours().quiet},
        },
      ],
      hooks: {drawClear: [gapPainter(picture.gapsOf, colours)], setCursor: [onCursor]},
    },
    [[], []],
    target,
  );
}

export {VALUE, LOW, HIGH};
