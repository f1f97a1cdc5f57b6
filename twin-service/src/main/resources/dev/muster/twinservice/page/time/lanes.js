/** All that was ever recorded of an asset, as lanes of bars over the time in which it was so. Knows nothing of the document. */

const FIELDS = [
  ['owner', 'Owner', (value) => value.owner ?? value.details?.owner ?? null],
  ['custodian', 'Custodian', (value) => value.custodian ?? value.details?.custodian ?? null],
  ['name', 'Name', (value) => value.name ?? null],
  ['type', 'Type', (value) => value.type ?? null],
];
const MANUAL = 'manual';

/**
 * @typedef {{text: string, from: number, to: number, recordedAt: string, by: string, system: string|null,
 *   supersededAt: string|null, supersededBy: string|null, place: string|null, row: number}} Bar
 *   from, to: milliseconds; without a bound -Infinity, Infinity. supersededAt null: it is believed. place: key of the group
 *   that the text is the id of
 * @typedef {{id: string, label: string, kind: string, bars: Bar[], rows: number}} Lane
 */

/**
 * @param {object} facts answer of the API
 * @param {{known: number, withCorrections: boolean}} options known: milliseconds; what was recorded later is left out
 * @returns {Lane[]}
 */
export function lanesOf(facts, {known, withCorrections}) {
  const definition = bars(facts.definition, known);
  const lanes = [
    ...Object.entries(facts.placements ?? {}).map(([hierarchy, list]) =>
      lane(`placement-${hierarchy}`, `Place in ${hierarchy}`, 'placement',
        pieces(bars(list, known), ({group}) => group ?? null, (group) => placeKey(hierarchy, group)))),
    lane('device', 'Device', 'device', pieces(bars(facts.devices, known), deviceText)),
    ...FIELDS.map(([id, label, pick]) => lane(id, label, 'definition', pieces(definition, pick))),
    lane('service', 'Service', 'service', service(definition)),
  ];
  return lanes.map((one) => packed(one, withCorrections));
}

/** @param {object} facts @param {number} known @returns {number} how many bars are shown only with the corrections */
export function corrections(facts, known) {
  const count = (withCorrections) => lanesOf(facts, {known, withCorrections}).reduce((sum, {bars: all}) => sum + all.length, 0);
  return count(true) - count(false);
}

/** @param {object} facts @returns {string[]} keys of all groups that it was ever placed in */
export function placesOf(facts) {
  const keys = Object.entries(facts.placements ?? {}).flatMap(([hierarchy, list]) =>
    list.map((fact) => placeKey(hierarchy, valueOf(fact).group)));
  return [...new Set(keys)];
}

/** @param {string} key @returns {[string, string]} hierarchy and group */
export function placeOf(key) {
  return JSON.parse(key);
}

function placeKey(hierarchy, group) {
  return JSON.stringify([hierarchy, group]);
}

function deviceText({device, source}) {
  return device === undefined || device === null ? null : source ? `${device}, sends as ${source}` : device;
}

function valueOf(fact) {
  return fact.value !== null && typeof fact.value === 'object' ? fact.value : fact;
}

function bars(facts, known) {
  return (facts ?? []).filter((fact) => Date.parse(fact.recordedAt) <= known).map((fact) => {
    const superseded = fact.supersededAt !== null && fact.supersededAt !== undefined
      && Date.parse(fact.supersededAt) <= known;
    const from = Date.parse(fact.validFrom);
    return {
      value: valueOf(fact),
      // What was always so begins where the model's time does.
      from: from > 0 ? from : -Infinity,
      to: fact.validTo === null || fact.validTo === undefined ? Infinity : Date.parse(fact.validTo),
      recordedAt: fact.recordedAt,
      by: fact.recordedBy ?? fact.by ?? '',
      system: (fact.system ?? MANUAL) === MANUAL ? null : fact.system,
      supersededAt: superseded ? fact.supersededAt : null,
      supersededBy: superseded ? fact.supersededBy ?? null : null,
    };
  });
}

function pieces(all, pick, place = () => null) {
  return all.map(({value, ...bar}) => ({...bar, text: pick(value)})).filter(({text}) => text !== null)
    .map((bar) => ({...bar, place: place(bar.text)}));
}

/** A definition says from when on its asset is out of service. */
function service(definition) {
  return definition.flatMap(({value, ...bar}) => {
    const end = value.retiredFrom ? Date.parse(value.retiredFrom) : Infinity;
    return [
      {...bar, text: 'in service', to: Math.min(bar.to, end)},
      {...bar, text: 'retired', from: Math.max(bar.from, end)},
    ].filter(({from, to}) => from < to).map((piece) => ({...piece, place: null}));
  });
}

function lane(id, label, kind, all) {
  const believed = joined(all.filter(({supersededAt}) => supersededAt === null));
  const isSaidStill = (bar) => believed.some((other) =>
    other.text === bar.text && other.system === bar.system && other.from <= bar.from && other.to >= bar.to);
  // A definition is recorded anew as a whole: of a field that it left as it was, nothing was corrected.
  const superseded = all.filter((bar) => bar.supersededAt !== null && !isSaidStill(bar));
  return {id, label, kind, believed, superseded: joined(superseded)};
}

/** What was said in several records, one right behind the other, and is the same, is one bar. */
function joined(all) {
  const sorted = [...all].sort((a, b) => a.from - b.from || a.to - b.to);
  const result = [];
  for (const bar of sorted) {
    const before = result.find((other) => other.to === bar.from && other.text === bar.text && other.system === bar.system
      && other.supersededAt === bar.supersededAt && other.supersededBy === bar.supersededBy);
    if (before === undefined) {
      result.push({...bar});
    } else {
      before.to = bar.to;
      if (bar.recordedAt > before.recordedAt) {
        before.recordedAt = bar.recordedAt;
        before.by = bar.by;
      }
    }
  }
  return result;
}

/** What overlaps, because systems differ or because it was corrected, stands one below the other. */
function packed({id, label, kind, believed, superseded}, withCorrections) {
  const rows = [];
  const place = (first) => (bar) => {
    let row = first;
    while (rows[row]?.some(({from, to}) => from < bar.to && bar.from < to)) {
      row++;
    }
    (rows[row] ??= []).push(bar);
    return {...bar, row};
  };
  const placed = believed.map(place(0));
  const corrected = withCorrections ? superseded.map(place(rows.length)) : [];
  return {id, label, kind, bars: [...placed, ...corrected], rows: Math.max(1, rows.length)};
}
