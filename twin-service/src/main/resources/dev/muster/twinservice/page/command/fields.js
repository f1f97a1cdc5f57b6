/** Fields for the arguments of a command, made from its definition. The service checks; the fields only help. */

import {el, setAttribute, setText} from '../parts/dom.js';
import {unitSign} from '../parts/format.js';

export class Fields {
  #fields = [];

  /**
   * @param {Element} place what was in it goes
   * @param {Array<object>} parameters of the command
   * @param {Object<string, {min: number, max: number}>} [limits] of the unit, by signal; {}: not known
   */
  constructor(place, parameters, limits = {}) {
    this.#fields = parameters.map((parameter) => field(parameter, limits));
    place.replaceChildren(...this.#fields.map(({label}) => label));
  }

  /** @returns {Object<string, *>} what was filled in; what was left empty is left out */
  values() {
    const values = {};
    for (const {parameter, input} of this.#fields) {
      const value = valueOf(parameter, input);
      if (value !== null) {
        values[parameter.name] = value;
      }
    }
    return values;
  }

  /**
   * Marks the fields that the service did not like, and goes to the first of them.
   * @param {Array<{field: string, detail: string}>} errors such as of `arguments.megawatts`; []: it liked all
   * @returns {boolean} whether one of them is here
   */
  refuse(errors) {
    const wrong = this.#fields.filter(({parameter, input, hint, plain}) => {
      const error = errors.find(({field: name}) => name === `arguments.${parameter.name}`);
      setAttribute(input, 'aria-invalid', error === undefined ? null : 'true');
      setText(hint, error?.detail ?? plain);
      return error !== undefined;
    });
    wrong[0]?.input.focus();
    return wrong.length > 0;
  }
}

function field(parameter, limits) {
  const {name, title, unit} = parameter;
  const input = control(parameter);
  const plain = range(parameter, limits);
  const hint = el('span', {class: 'field-hint quiet', id: `hint-${name}`}, plain);
  input.setAttribute('aria-describedby', hint.id);
  const label = el('label', {class: 'field', 'data-parameter': name},
    el('span', {class: 'field-name'}, unit === undefined ? title : `${title} (${unitSign(unit)})`), input, hint);
  return {parameter, input, hint, plain, label};
}

function control({name: parameter, kind, choices = [], optional = false}) {
  const name = `arguments.${parameter}`;
  const required = !optional;
  if (choices.length > 0) {
    return selection({name, required}, choices.map((choice) => [choice, choice]));
  }
  if (kind === 'flag') {
    // What may be left out is neither yes nor no.
    return optional ? selection({name}, [['true', 'yes'], ['false', 'no']]) : el('input', {name, type: 'checkbox'});
  }
  const isNumber = kind === 'number' || kind === 'integer';
  return el('input', {name, required, autocomplete: 'off', type: isNumber ? 'number' : 'text',
    step: kind === 'number' ? 'any' : null, maxlength: isNumber ? null : 256});
}

/** Nothing is chosen at first: what comes first in a list is not what somebody wants. */
function selection(attributes, options) {
  return el('select', attributes, el('option', {value: ''}, attributes.required ? 'choose' : ''),
    ...options.map(([value, text]) => el('option', {value}, text)));
}

/** Of two ranges what both allow. */
function range({range: own, limitedBy, unit, optional = false}, limits) {
  const all = [own, limits[limitedBy]].filter((each) => each !== undefined && each !== null);
  const allowed = all.length === 0 ? ''
    : `${Math.max(...all.map(({min}) => min))} to ${Math.min(...all.map(({max}) => max))} ${unitSign(unit)}`.trim();
  return [allowed, optional ? 'may be left out' : ''].filter((part) => part !== '').join('; ');
}

function valueOf({kind, optional = false}, input) {
  if (kind === 'flag' && !optional) {
    return input.checked;
  }
  const text = input.value.trim();
  if (text === '') {
    return null;
  }
  if (kind === 'flag') {
    return text === 'true';
  }
  const isExact = kind === 'number' ? Number.isFinite(Number(text)) : kind === 'integer' && Number.isSafeInteger(Number(text));
  // What would become another number is sent as it stands, so that the service says what it expected.
  return isExact ? Number(text) : text;
}
