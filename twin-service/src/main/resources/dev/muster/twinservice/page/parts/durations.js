/** Lengths of time as the API writes them. */

const FORM = /^(-)?P(?:(-?[\d.]+)D)?(?:T(?:(-?[\d.]+)H)?(?:(-?[\d.]+)M)?(?:(-?[\d.]+)S)?)?$/;

/** @param {string|null} text ISO 8601, `PT7S`, `PT-0.5S` @returns {number|null} milliseconds; null: none */
export function millis(text) {
  const match = FORM.exec(text ?? '');
  if (match === null) {
    return null;
  }
  const [days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  return (match[1] === '-' ? -1 : 1) * (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
