/** Where the reader is: `#/geography/north.wind-1/WT-07?signal=power`. Ids can hold `/` and `#`: all is encoded. */

/**
 * @typedef {{hierarchy: string|null, group: string|null, asset: string|null, signal: string|null}} Route
 *   null: not said in the address
 */

/**
 * @param {string} hash `location.hash`
 * @returns {Route}
 */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [hierarchy, group, asset] = path.split('/').map(decode);
  return {hierarchy: hierarchy || null, group: group || null, asset: asset || null,
    signal: new URLSearchParams(query).get('signal') || null};
}

/**
 * @param {Partial<Route>} route
 * @returns {string} a hash, to be used as `href`
 */
export function format({hierarchy = null, group = null, asset = null, signal = null}) {
  const parts = [hierarchy, group, asset];
  const end = parts.indexOf(null);
  const path = parts.slice(0, end < 0 ? parts.length : end).map(encodeURIComponent).join('/');
  return `#/${path}` + (signal === null ? '' : `?signal=${encodeURIComponent(signal)}`);
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
