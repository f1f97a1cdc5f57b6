/** What the shapes mean and what the keys do. */

import {el} from '../parts/dom.js';
import {REASONS, reasonChip} from '../parts/reasons.js';

const KEYS = [
  [['F8'], 'the next group that misses a member, wherever you are; with Shift the one before'],
  [['↑', '↓'], 'the line above, below'],
  [['→', '←'], 'open a group, then go into it; shut it, then go to the one above'],
  [['Home', 'End'], 'the first, the last line'],
  [['*'], 'open all groups beside this one'],
  [['a…z'], 'the next line that begins so'],
  [['Enter'], 'show this group'],
];

/** @returns {HTMLDialogElement} to be put into the document once, and shown with `showModal` */
export function legend() {
  const dialog = el('dialog', {class: 'legend', 'aria-labelledby': 'legend-title'},
    el('h2', {id: 'legend-title'}, 'Why a member can be missing'),
    el('dl', {}, ...REASONS.flatMap(({id, meaning}) => [el('dt', {}, reasonChip(id)), el('dd', {}, meaning)])),
    el('h2', {}, 'Keys in the tree'),
    el('dl', {}, ...KEYS.flatMap(([keys, meaning]) =>
      [el('dt', {}, ...keys.flatMap((key) => [el('kbd', {}, key), ' '])), el('dd', {}, meaning)])),
    el('form', {method: 'dialog'}, el('button', {}, 'Close')));
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  return dialog;
}
