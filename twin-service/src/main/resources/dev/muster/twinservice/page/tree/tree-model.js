/** The order of a tree of groups, and which of them are in view. Knows nothing of the document. */

const RECOVERED_KEPT_MILLIS = 60_000;
const OPEN_AT_FIRST_MAX = 40;
const collator = new Intl.Collator(navigator.language || 'en', {numeric: true, sensitivity: 'base'});

/**
 * @typedef {{key: string, level: number, position: number, siblings: number, children: number, open: boolean}} Place
 *   level and position count from 1, as ARIA does
 */

export class TreeModel {
  /** @type {Place[]} what the reader can scroll through, the root first */
  places = [];

  #rows = new Map();
  #shapes = new Map();
  #children = new Map();
  #order = [];
  #ranks = new Map();
  #indexes = new Map();
  #open;
  #shut = new Set();
  #kept = null;

  /** @param {string[]|null} open groups that were open when the reader was here last; null: was not */
  constructor(open) {
    this.#open = open === null ? null : new Set(open);
  }

  /**
   * @param {Map<string, object>} rows
   * @param {Set<string>} changed
   * @param {number} nowMillis
   * @returns {boolean} whether `places` is another one now
   */
  update(rows, changed, nowMillis) {
    this.#rows = rows;
    let other = false;
    for (const key of changed) {
      const row = rows.get(key);
      const shape = this.#shapes.get(key);
      if (row === undefined ? shape !== undefined : shape?.name !== row.name || shape.parent !== row.parent) {
        other = true;
        break;
      }
    }
    if (other) {
      this.#arrange();
    }
    const filtered = this.#kept !== null && this.#keep(nowMillis);
    if (other || filtered) {
      this.#lay();
    }
    return other || filtered;
  }

  /** @returns {boolean} whether only groups with somebody missing are in view */
  get onlyMissing() {
    return this.#kept !== null;
  }

  /** @param {boolean} on @param {number} nowMillis */
  filter(on, nowMillis) {
    this.#kept = on ? new Map() : null;
    this.#shut.clear();
    if (on) {
      this.#keep(nowMillis);
    }
    this.#lay();
  }

  /** @param {string} key @returns {object|undefined} */
  row(key) {
    return this.#rows.get(key);
  }

  /** @param {string} key @returns {number} its index in `places`; -1: not in view */
  indexOf(key) {
    return this.#indexes.get(key) ?? -1;
  }

  /** @param {string} key @returns {string|null} */
  parentOf(key) {
    return this.#shapes.get(key)?.under ?? null;
  }

  /** @returns {number} of all groups, the root not counted */
  get size() {
    return Math.max(0, this.#order.length - 1);
  }

  /** @returns {number} of groups that a member is missing from, the root not counted */
  missing() {
    let n = 0;
    for (const key of this.#order) {
      n += this.#rows.get(key)?.missing.count > 0 ? 1 : 0;
    }
    return n > 0 ? n - 1 : 0;
  }

  /** @param {string} key @param {boolean} open */
  setOpen(key, open) {
    const set = this.#kept === null ? this.#open : this.#shut;
    if (open === (this.#kept === null)) {
      set.add(key);
    } else {
      set.delete(key);
    }
    this.#lay();
  }

  /** Opens all groups beside this one that can be. @param {string} key */
  openBeside(key) {
    for (const sibling of this.#below(this.parentOf(key))) {
      if (this.#kept === null) {
        this.#open.add(sibling);
      } else {
        this.#shut.delete(sibling);
      }
    }
    this.#lay();
  }

  /** Opens all that stands above this group. @param {string} key */
  reveal(key) {
    for (let above = this.parentOf(key); above !== null; above = this.parentOf(above)) {
      this.#open?.add(above);
      this.#shut.delete(above);
    }
    this.#lay();
  }

  /** @returns {string[]} groups that are open, for the next time */
  opened() {
    return [...this.#open ?? []].filter((key) => this.#below(key).length > 0);
  }

  /**
   * The next group in the order of the tree, open or not, that misses a member of its own: its parents miss it too, but
   * there is nothing to see there that is not seen better here.
   * @param {string|null} key
   * @param {1|-1} direction
   * @returns {string|null} null: nobody is missing
   */
  nextMissing(key, direction) {
    const size = this.#order.length;
    const from = this.#ranks.get(key) ?? (direction > 0 ? -1 : size);
    for (let step = 1; step <= size; step++) {
      const candidate = this.#order[(from + direction * step + 2 * size) % size];
      if (this.#misses(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  #misses(key) {
    let own = this.#rows.get(key)?.missing.count ?? 0;
    for (const child of this.#below(key)) {
      own -= this.#rows.get(child)?.missing.count ?? 0;
    }
    return own > 0;
  }

  #below(key) {
    return this.#children.get(key) ?? [];
  }

  /** Who stands under whom, by name. A group whose parent is not there yet hangs at the root: none is out of sight. */
  #arrange() {
    this.#shapes.clear();
    this.#children.clear();
    for (const {key, name, parent} of this.#rows.values()) {
      const under = key === 'root' ? null : this.#rows.has(parent) ? parent : 'root';
      this.#shapes.set(key, {name, parent, under});
      if (under !== null) {
        const siblings = this.#children.get(under);
        if (siblings === undefined) {
          this.#children.set(under, [key]);
        } else {
          siblings.push(key);
        }
      }
    }
    for (const siblings of this.#children.values()) {
      siblings.sort((a, b) =>
        collator.compare(this.#shapes.get(a).name, this.#shapes.get(b).name) || (a < b ? -1 : 1));
    }
    this.#open ??= this.#openAtFirst();
    this.#open.add('root');
    this.#order = [];
    this.#walk(() => true, (key) => this.#below(key), (key) => this.#order.push(key));
    this.#ranks = new Map(this.#order.map((key, rank) => [key, rank]));
  }

  /** Level by level, as long as all that is open can be taken in at a glance. */
  #openAtFirst() {
    const open = new Set();
    let level = ['root'];
    let inView = 1;
    while (level.length > 0) {
      const next = level.flatMap((key) => this.#below(key));
      inView += next.length;
      if (inView > OPEN_AT_FIRST_MAX) {
        break;
      }
      level.forEach((key) => open.add(key));
      level = next;
    }
    return open;
  }

  /**
   * With the filter on, a group comes at once when somebody is missing but stays for a minute after the last has come
   * back, so that nothing vanishes under the reader's eye.
   * @returns {boolean} whether one came or went
   */
  #keep(nowMillis) {
    let other = false;
    for (const key of this.#order) {
      const missing = this.#rows.get(key)?.missing.count > 0;
      if (missing) {
        other ||= !this.#kept.has(key);
        this.#kept.set(key, nowMillis);
      } else if (this.#kept.has(key) && nowMillis - this.#kept.get(key) > RECOVERED_KEPT_MILLIS) {
        this.#kept.delete(key);
        other = true;
      }
    }
    for (const key of this.#kept.keys()) {
      if (!this.#ranks.has(key)) {
        this.#kept.delete(key);
      }
    }
    return other;
  }

  #lay() {
    const places = [];
    const kept = this.#kept;
    const isOpen = kept === null ? (key) => this.#open?.has(key) === true : (key) => !this.#shut.has(key);
    const shown = (key) => this.#below(key).filter((child) => kept.has(child));
    const below = kept === null ? (key) => this.#below(key) : shown;
    this.#walk(isOpen, below, (key, level, position, siblings, children) =>
      places.push({key, level, position, siblings, children, open: children > 0 && isOpen(key)}));
    this.places = places;
    this.#indexes = new Map(places.map(({key}, index) => [key, index]));
  }

  #walk(isOpen, below, visit) {
    const todo = this.#rows.has('root') ? [['root', 1, 1, 1]] : [];
    // A loop with a stack: how deep a hierarchy goes is for its owner to say.
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const [key, level, position, siblings] = next;
      const children = below(key);
      visit(key, level, position, siblings, children.length);
      if (isOpen(key)) {
        for (let i = children.length - 1; i >= 0; i--) {
          todo.push([children[i], level + 1, i + 1, children.length]);
        }
      }
    }
  }
}
