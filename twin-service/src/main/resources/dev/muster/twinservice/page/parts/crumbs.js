/** Where a group or a unit stands, from the root down. */

import {el} from './dom.js';
import {format} from '../shell/route.js';

/**
 * @param {{group: string, name: string}[]} path from the root down
 * @param {{hierarchy: string, signal: string|null, at?: string|null, known?: string|null}} route at, known: as of when
 * @param {{lastIsHere?: boolean, label?: string}} [options] lastIsHere: the last one is what is looked at, and no link
 * @returns {HTMLElement}
 */
export function crumbs(path, {hierarchy, signal, at = null, known = null}, {lastIsHere = false, label = 'Path'} = {}) {
  return el(
    'nav',
    {class: 'crumbs', 'aria-label': label},
    el(
      'ol',
      {},
      ...path.map(({group, name}, i) => {
        const isHere = lastIsHere && i === path.length - 1;
        return el(
          'li',
          {},
          isHere ? el('span', {'aria-current': 'page'}, name) : el('a', {href: format({hierarchy, group, signal, at, known})}, name),
        );
      }),
    ),
  );
}
