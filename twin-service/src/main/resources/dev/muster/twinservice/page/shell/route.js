/**
 * Where the reader is, and when: `#/geography/north.wind-1/WT-07?signal=power&at=2026-10-12T12:00:00Z`. Ids can hold `/` and
 * `#`: all is encoded.
 */

/**
 * @typedef {{hierarchy: string|null, group: string|null, asset: string|null, signal: string|null, at: string|null,
 *   known: string|null}} Route null: not said in the address. at, known: as written there, see `momentOf`
 */

/**
 * @param {string} hash `location.hash`
 * @returns {Route}
 */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [hierarchy, group, asset] = path.split('/').map(decode);
  const parameters = new URLSearchParams(query);
  const said = (name) => parameters.get(name) || null;
  return {hierarchy: hierarchy || null, group: group || null, asset: asset || null,
    signal: said('signal'), at: said('at'), known: said('known')};
}

/**
 * @param {Partial<Route>} route
 * @returns {string} a hash, to be used as `href`
 */
export function format({hierarchy = null, group = null, asset = null, ...parameters}) {
  const parts = [hierarchy, group, asset];
  const end = parts.indexOf(null);
  const path = parts.slice(0, end < 0 ? parts.length : end).map(encodeURIComponent).join('/');
  const query = ['signal', 'at', 'known'].filter((name) => (parameters[name] ?? null) !== null)
    // Colons may stand in a query as they are: an address with a time in it stays legible.
    .map((name) => `${name}=${encodeURIComponent(parameters[name]).replaceAll('%3A', ':')}`).join('&');
  return `#/${path}` + (query === '' ? '' : `?${query}`);
}

/**
 * Goes there; what is not named stays as it is. Another group leaves the asset behind, another hierarchy the group.
 * @param {Partial<Route>} partialRoute
 */
export function navigate(partialRoute) {
  const now = parse(location.hash);
  const next = {...now, ...partialRoute};
  if ('group' in partialRoute && !('asset' in partialRoute)) {
    next.asset = null;
  }
  if ('hierarchy' in partialRoute && partialRoute.hierarchy !== now.hierarchy && !('group' in partialRoute)) {
    next.group = null;
    next.asset = null;
  }
  const hash = format(next);
  if (hash !== location.hash) {
    location.hash = hash;
  }
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    // A hand-typed `%` that encodes nothing: taken as it stands.
    return part;
  }
}
