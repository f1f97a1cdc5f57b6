/** Which key does what in the tree: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */

const TYPED_MILLIS = 700;

/**
 * @param {string} key as the browser names it
 * @param {number} index of the row that has the focus
 * @param {import('./tree-model.js').TreeModel} model
 * @param {number} pageSize rows
 * @returns {{index?: number, open?: boolean, select?: boolean, beside?: boolean}|null} null: not a key of the tree
 */
export function keyMove(key, index, model, pageSize) {
  const {places} = model;
  const last = places.length - 1;
  const place = places[index];
  if (place === undefined) {
    return null;
  }
  const isRoot = index === 0;
  switch (key) {
    case 'ArrowDown': return {index: Math.min(last, index + 1)};
    case 'ArrowUp': return {index: Math.max(0, index - 1)};
    case 'PageDown': return {index: Math.min(last, index + pageSize)};
    case 'PageUp': return {index: Math.max(0, index - pageSize)};
    case 'Home': return {index: 0};
    case 'End': return {index: last};
    case 'ArrowRight':
      return place.children === 0 ? {index} : place.open ? {index: index + 1} : {open: true};
    case 'ArrowLeft':
      // The root stands above the list: to shut it would leave nothing to look at.
      return place.open && !isRoot ? {open: false} : {index: isRoot ? 0 : model.indexOf(model.parentOf(place.key))};
    case 'Enter': return {select: true};
    case '*': return {beside: true};
    default: return null;
  }
}

/**
 * Letters that are typed one after the other go to the next row in view whose name begins with them; a single letter,
 * again and again, from one such row to the next. The space bar alone chooses.
 * @returns {function(string, number, import('./tree-model.js').TreeModel, number): object|null}
 */
export function typeAhead() {
  let typed = '';
  let typedAt = Number.NEGATIVE_INFINITY;
  return (key, index, model, nowMillis) => {
    if ([...key].length !== 1) {
      return null;
    }
    const going = nowMillis - typedAt < TYPED_MILLIS;
    if (key === ' ' && !going) {
      return {select: true};
    }
    typed = going ? typed + key.toLocaleLowerCase() : key.toLocaleLowerCase();
    typedAt = nowMillis;
    const same = [...typed].every((letter) => letter === typed[0]);
    const text = same ? typed[0] : typed;
    const {places} = model;
    // While a word is typed the row that has the focus may go on fitting; a first letter leads away from it.
    for (let step = same ? 1 : 0; step <= places.length; step++) {
      const candidate = (index + step) % places.length;
      if (model.row(places[candidate].key).name.toLocaleLowerCase().startsWith(text)) {
        return {index: candidate};
      }
    }
    return {index};
  };
}
