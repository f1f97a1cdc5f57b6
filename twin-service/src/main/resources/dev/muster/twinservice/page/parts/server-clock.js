/** The time as Muster has it: the reader's own clock may be wrong by hours, and ages would be with it. */

export class ServerClock {
  #said = null;
  #heardAt = 0;

  /** @param {string} asOf of the newest moment */
  hear(asOf) {
    this.#said = Date.parse(asOf);
    this.#heardAt = performance.now();
  }

  /** @returns {number} milliseconds; goes on by itself between two moments */
  now() {
    return this.#said === null ? Date.now() : this.#said + performance.now() - this.#heardAt;
  }
}
