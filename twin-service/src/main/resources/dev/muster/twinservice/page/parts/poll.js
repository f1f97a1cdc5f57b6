/** Asking the same again and again while somebody looks. */

const HIDDEN_MILLIS = 1_000;

/**
 * @param {function(): Promise<number>} once asks and shows; answers after how many milliseconds to ask again, Infinity: no more
 * @returns {{now: function(), close: function()}} now: at once, not after the pause
 */
export function poll(once) {
  let timer = null;
  let closed = false;
  let running = false;
  let isWanted = false;

  async function turn() {
    clearTimeout(timer);
    if (closed || running) {
      // What is being answered was asked before whatever happened now.
      isWanted = running;
      return;
    }
    running = true;
    let pause = HIDDEN_MILLIS;
    try {
      pause = document.hidden ? pause : await once();
    } finally {
      running = false;
      if (!closed && (isWanted || pause !== Infinity)) {
        timer = setTimeout(turn, isWanted ? 0 : pause);
      }
      isWanted = false;
    }
  }

  turn();
  return {now: turn, close: () => {
    closed = true;
    clearTimeout(timer);
  }};
}
