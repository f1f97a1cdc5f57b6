/** For parts of which the document says all in one: built each time, put in place only when they say something else. */

/**
 * What did not change stays as it is: a selection, a hover, and what a screen reader is at live through the second.
 *
 * @param {Element} place
 * @param {Element[]} nodes
 */
export function redraw(place, nodes) {
  const isSame = place.childElementCount === nodes.length && nodes.every((node, i) => node.isEqualNode(place.children[i]));
  if (!isSame) {
    place.replaceChildren(...nodes);
  }
}
