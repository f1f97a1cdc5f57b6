/** What can be chosen: the hierarchies, and the signals that are summed. */

import {detailOf} from '../parts/live.js';

/**
 * @returns {Promise<{hierarchies: Array<{id, name}>, signals: Array<{id, name}>}|{detail: string|null}>}
 *   detail: why there is no answer; null: nobody answers at all
 */
export async function loadChoices() {
  try {
    const [hierarchies, types] = await Promise.all([fetch('/v1/hierarchies'), fetch('/v1/types')]);
    const failed = [hierarchies, types].find(({ok}) => !ok);
    if (failed !== undefined) {
      return {detail: await waitingFor() ?? await detailOf(failed)};
    }
    return {hierarchies: (await hierarchies.json()).hierarchies, signals: summed((await types.json()).types)};
  } catch {
    return {detail: null};
  }
}

async function waitingFor() {
  try {
    const {status, waitingFor: what} = await (await fetch('/health/ready')).json();
    return status === 'starting' && what ? `It waits for ${what}.` : null;
  } catch {
    return null;
  }
}

function summed(types) {
  const units = new Map();
  for (const {signals} of types) {
    for (const {name, unit, summed: isSummed} of signals) {
      if (isSummed) {
        units.set(name, unit);
      }
    }
  }
  return [...units.keys()].sort().map((name) => ({id: name, name: `${name.replaceAll('_', ' ')}, ${units.get(name)}`}));
}
