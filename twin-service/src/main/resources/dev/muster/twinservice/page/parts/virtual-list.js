/** A list of any length of which only what is in view, and a little more, is in the document. */

const EXTRA_ROWS = 6;

export class VirtualList {
  #container;
  #options;
  #sizer;
  #elements = new Map();
  #count = 0;
  #height = 0;
  #first = 0;
  #last = -1;
  #onScroll = () => this.#show(false);
  #resized = new ResizeObserver(() => this.#measure());

  /**
   * @param {HTMLElement} container scrolls; has a height of its own
   * @param {{rowHeight: number|function(): number, render: function(number): HTMLElement,
   *   update?: function(HTMLElement, number), recycle?: boolean, key?: function(number): *,
   *   pinned?: function(): number}} options
   *   rowHeight: pixels. update: without it, rows are rendered anew. recycle: `update` can also turn a row into another
   *   one, which is several times as fast when the reader scrolls far. key: what a row is about, so that its element
   *   and the focus go with it when rows come and go above it; default: its index. pinned: index of a row that stays in
   *   the document wherever the reader scrolls (-1: none); the row that has the focus always does
   */
  constructor(container, options) {
    this.#container = container;
    this.#options = {key: (index) => index, pinned: () => -1, update: null, recycle: false, ...options};
    this.#sizer = document.createElement('div');
    this.#sizer.className = 'virtual-list';
    this.#sizer.setAttribute('role', 'presentation');
    container.append(this.#sizer);
    container.addEventListener('scroll', this.#onScroll, {passive: true});
    this.#measure();
    this.#resized.observe(container);
  }

  /** @param {number} n rows from now on; all that are in view are brought up to date */
  setCount(n) {
    this.#count = n;
    this.#sizer.style.height = `${n * this.#height}px`;
    this.refresh();
  }

  /** Brings the rows in view up to date. */
  refresh() {
    this.#show(true);
  }

  /**
   * Scrolls as little as will bring the row into view.
   * @param {number} i
   */
  scrollToIndex(i) {
    const top = i * this.#height;
    const {scrollTop, clientHeight} = this.#container;
    if (top < scrollTop) {
      this.#container.scrollTop = top;
    } else if (top + this.#height > scrollTop + clientHeight) {
      this.#container.scrollTop = top + this.#height - clientHeight;
    }
    this.#show(false);
  }

  /** @returns {{index: number, offset: number}} the first row in view, and how many pixels of it are above */
  position() {
    const {scrollTop} = this.#container;
    const index = this.#height === 0 ? 0 : Math.floor(scrollTop / this.#height);
    return {index, offset: scrollTop - index * this.#height};
  }

  /** @param {{index: number, offset: number}} position as `position` gave it, for a row that has moved meanwhile */
  restore({index, offset}) {
    this.#container.scrollTop = index * this.#height + offset;
    this.#show(false);
  }

  /** @returns {number} how many rows fit into view */
  pageSize() {
    return Math.max(1, Math.floor(this.#container.clientHeight / Math.max(1, this.#height)));
  }

  /** @param {number} i @returns {HTMLElement|null} its element, if it is in the document */
  elementAt(i) {
    return this.#elements.get(this.#options.key(i)) ?? null;
  }

  close() {
    this.#resized.disconnect();
    this.#container.removeEventListener('scroll', this.#onScroll);
    this.#sizer.remove();
    this.#elements.clear();
  }

  #measure() {
    const {rowHeight} = this.#options;
    const height = typeof rowHeight === 'function' ? rowHeight() : rowHeight;
    if (height !== this.#height) {
      const {index, offset} = this.position();
      this.#height = height;
      this.#sizer.style.height = `${this.#count * height}px`;
      this.#container.scrollTop = index * height + Math.min(offset, height);
      this.#show(true);
    } else {
      this.#show(false);
    }
  }

  #show(all) {
    const {scrollTop, clientHeight} = this.#container;
    const height = Math.max(1, this.#height);
    const first = Math.max(0, Math.floor(scrollTop / height) - EXTRA_ROWS);
    const last = Math.min(this.#count - 1, Math.ceil((scrollTop + clientHeight) / height) + EXTRA_ROWS);
    if (!all && first === this.#first && last === this.#last) {
      return;
    }
    this.#first = first;
    this.#last = last;
    const wanted = this.#wanted(first, last);
    const spare = [];
    for (const [key, element] of this.#elements) {
      if (!wanted.has(key)) {
        this.#elements.delete(key);
        spare.push(element);
      }
    }
    if (this.#options.recycle) {
      for (const [key, index] of wanted) {
        if (!this.#elements.has(key) && spare.length > 0) {
          const element = spare.shift();
          this.#options.update(element, index);
          this.#elements.set(key, element);
        }
      }
    }
    spare.forEach((element) => element.remove());
    // In the order of the list: that is the order in which the keyboard and a screen reader walk it.
    let next = this.#sizer.firstChild;
    for (const [key, index] of wanted) {
      const before = this.#elements.get(key);
      const element = this.#element(key, index, all);
      // Rendered anew, it already stands where the one before it stood.
      if (element === next || before === next) {
        next = element.nextSibling;
      } else {
        this.#sizer.insertBefore(element, next);
      }
    }
  }

  #wanted(first, last) {
    const wanted = new Map();
    const {key} = this.#options;
    const indexes = this.#apart();
    for (let index = first; index <= last; index++) {
      indexes.add(index);
    }
    for (const index of [...indexes].sort((a, b) => a - b)) {
      if (index >= 0 && index < this.#count) {
        wanted.set(key(index), index);
      }
    }
    return wanted;
  }

  /** Rows out of view that must not leave the document: with the focused one the reader's place would be lost. */
  #apart() {
    const apart = new Set([this.#options.pinned()]);
    const focused = document.activeElement;
    if (focused !== null && focused !== this.#sizer && this.#sizer.contains(focused)) {
      for (const [key, element] of this.#elements) {
        const {index} = element.virtualRow;
        if (element.contains(focused) && index < this.#count && this.#options.key(index) === key) {
          apart.add(index);
        }
      }
    }
    return apart;
  }

  #element(key, index, all) {
    let element = this.#elements.get(key);
    if (element === undefined) {
      element = this.#options.render(index);
      this.#elements.set(key, element);
    } else if (all && this.#options.update !== null) {
      this.#options.update(element, index);
    } else if (all) {
      const fresh = this.#options.render(index);
      element.replaceWith(fresh);
      element = fresh;
      this.#elements.set(key, element);
    }
    element.virtualRow = {index};
    element.style.transform = `translateY(${index * this.#height}px)`;
    return element;
  }
}
