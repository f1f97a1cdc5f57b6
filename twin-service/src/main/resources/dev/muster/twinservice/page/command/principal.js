/** Who the reader is: stands in the audit of what they send. Kept in this browser. */

import {el} from '../parts/dom.js';

const PLACE = 'muster.principal';
const NOBODY = 'anonymous';
/** Also an attribute, of which browsers make a regular expression with the flag v: that wants more characters escaped. */
const ALLOWED = '[A-Za-z0-9._~:#\\/@+\\-]{1,128}';

let fallback = null;

/** @returns {string} */
export function principal() {
  const kept = read();
  return kept !== null && new RegExp(`^${ALLOWED}$`).test(kept) ? kept : NOBODY;
}

/** @returns {HTMLElement} a field for it */
export function principalField() {
  const input = el('input', {type: 'text', name: 'principal', autocomplete: 'username', maxlength: 128,
    pattern: ALLOWED, title: 'Letters, digits and . _ ~ : # / @ + -', placeholder: NOBODY, spellcheck: 'false'});
  input.value = read() ?? '';
  // What cannot be a name is not kept: whatever else is sent meanwhile is sent in the one before.
  input.addEventListener('input', () => input.validity.valid && write(input.value.trim()));
  // Another form of the same page may have been told.
  input.addEventListener('focus', () => (input.value = read() ?? ''));
  return el('label', {class: 'field'}, el('span', {class: 'field-name'}, 'Your name'), input);
}

function read() {
  try {
    return localStorage.getItem(PLACE) || null;
  } catch {
    return fallback;
  }
}

function write(name) {
  fallback = name || null;
  try {
    localStorage.setItem(PLACE, name);
  } catch {
    // A browser that keeps nothing knows it until the page is closed.
  }
}
