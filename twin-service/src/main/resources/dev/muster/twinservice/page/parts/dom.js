/** Building elements. Text from data only ever becomes a text node: nothing here parses markup. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Object<string, *>} [attributes] plain attributes; `class`; `on: {click: f}`. null and false are left out
 * @param {...(Node|string|number|null|undefined|Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * @param {string} tag
 * @param {Object<string, *>} [attributes] as for `el`
 * @param {...(Node|string|null|undefined)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Puts these children in the place of all that are there.
 * @param {Element} parent
 * @param {...(Node|string|null|undefined)} children
 */
export function replace(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

/**
 * Sets the text if it is another one: a wall of figures is written to once a second, and most of them have not changed.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Sets the attribute if its value is another one; null removes it.
 * @param {Element} element
 * @param {string} name
 * @param {string|number|boolean|null} value
 */
export function setAttribute(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (name === 'style' || name.startsWith('on')) {
      // The page's Content-Security-Policy would refuse it without a word in some browsers.
      throw new Error(`Expected no inline ${name} but got one`);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat().filter((child) => child !== null && child !== undefined && child !== false);
}

/**
 * @param {Element} parent under which the property is looked up
 * @param {string} property a custom property that holds a length in whatever unit or calculation
 * @returns {number} pixels
 */
export function cssLength(parent, property) {
  const probe = document.createElement('div');
  probe.className = 'css-probe';
  probe.style.height = `var(${property})`;
  parent.append(probe);
  const {height} = probe.getBoundingClientRect();
  probe.remove();
  return height;
}
