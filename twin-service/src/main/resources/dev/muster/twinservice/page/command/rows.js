/** Rows of a list that change one by one while somebody reads them. */

const TARGETS = 'a, button';

/**
 * Rows that say the same stay the elements that they are; the focus stays in its row, also when that is built anew.
 *
 * @param {Element} list
 * @param {HTMLElement[]} rows each with `data-row`, which no other has, and `tabindex="-1"`
 */
export function redrawRows(list, rows) {
  const before = new Map([...list.children].map((row) => [row.dataset.row, row]));
  const next = rows.map((row) => {
    const known = before.get(row.dataset.row);
    return known?.isEqualNode(row) ? known : row;
  });
  if (next.length === list.childElementCount && next.every((row, i) => row === list.children[i])) {
    return;
  }
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const focusedRow = focused?.closest('[data-row]') ?? null;
  const place = focusedRow === null ? -1 : [...focusedRow.querySelectorAll(TARGETS)].indexOf(focused);
  list.replaceChildren(...next);
  if (focusedRow !== null) {
    const row = next.find(({dataset}) => dataset.row === focusedRow.dataset.row);
    (row?.querySelectorAll(TARGETS)[place] ?? row)?.focus({preventScroll: true});
  }
}
