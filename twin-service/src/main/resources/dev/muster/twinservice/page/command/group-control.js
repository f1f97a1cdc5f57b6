/** All by which a group is told what to do: its set-point, promises that are not kept, commands to all of its members. */

import {ask} from '../time/ask.js';
import {GroupCommands} from './group-commands.js';
import {Promises} from './promises.js';
import {SetPoint} from './set-point.js';

export class GroupControl {
  #over = new AbortController();
  #parts;

  /**
   * @param {{first: Element, last: Element}} places first: of what must be seen with the total
   * @param {import('../shell/route.js').Route} route
   * @param {string} api of the group
   * @param {function(): number} now by the clock of the service
   */
  constructor({first, last}, route, api, now) {
    const known = {types: types(this.#over.signal), now};
    this.#parts = [
      new SetPoint(first, route, api, known),
      new Promises(last, route, known),
      new GroupCommands(last, route, api, known),
    ];
  }

  close() {
    this.#over.abort();
    this.#parts.forEach((part) => part.close());
  }
}

/** None when it was given up. */
async function types(signal) {
  const answer = await ask('/v1/types', signal);
  return answer.ok ? answer.document.types : [];
}
