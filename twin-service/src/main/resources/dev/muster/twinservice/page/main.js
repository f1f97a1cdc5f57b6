/** The page: chooses what is shown from the address, and keeps one tree and one view beside it. */

import {loadChoices} from './shell/choices.js';
import {el, replace} from './parts/dom.js';
import {showGroup} from './group/group-view.js';
import {Header} from './shell/header.js';
import {legend} from './shell/legend.js';
import {emptyMessage, startingMessage, unknownMessage} from './shell/messages.js';
import {format, navigate, parse} from './shell/route.js';
import {Banner, momentMessage} from './time/banner.js';
import {momentOf, momentSentence} from './time/moment.js';
import {Past} from './time/past.js';
import {showPastGroup} from './time/past-group.js';
import {PastTree} from './time/past-tree.js';
import {showPastUnit} from './time/past-unit.js';
import {Tree} from './tree/tree.js';
import {showUnit} from './unit/unit-view.js';

const RETRY_MILLIS = 2_000;
const REFRESH_MILLIS = 60_000;

const frame = document.querySelector('.frame');
const treePane = document.querySelector('.tree-pane');
const detailPane = document.querySelector('.detail-pane');
const narrow = matchMedia('(max-width: 56rem)');
const header = new Header(document.querySelector('.header'), {
  onHierarchy: (hierarchy) => navigate({hierarchy, signal: shown.signal}),
  onSignal: (signal) => navigate({hierarchy: shown.hierarchy, signal}),
  onMoment: (moment) => navigate(moment),
});
const banner = new Banner({onNow: () => navigate({at: null, known: null}), onAgain: again});
const key = legend();

let choices = {hierarchies: [], signals: []};
let shown = {hierarchy: null, group: null, asset: null, signal: null, at: null, known: null};
let past = null;
let tree = null;
let view = null;
let message = null;

/** The address with what it leaves open filled in; the group stays open on a phone, where it means the tree. */
function resolve() {
  const route = parse(location.hash);
  const {hierarchies, signals} = choices;
  const signal = signals.some(({id}) => id === route.signal) ? route.signal
    : (signals.find(({id}) => id === 'power') ?? signals[0])?.id ?? null;
  return {...route, hierarchy: route.hierarchy ?? hierarchies[0]?.id ?? null, signal};
}

function show() {
  if (choices.hierarchies.length === 0 || choices.signals.length === 0) {
    return;
  }
  const next = resolve();
  const moment = momentOf(next);
  const isRefused = moment?.refused !== undefined;
  header.setMoment(moment);
  banner.show(isRefused ? null : moment);
  if (!choices.hierarchies.some(({id}) => id === next.hierarchy)) {
    shown = next;
    say(unknownMessage(next.hierarchy, choices.hierarchies, (id) => format({hierarchy: id, signal: next.signal})));
    return;
  }
  header.setRoute(next);
  if (isRefused) {
    shown = next;
    say(momentMessage(moment.refused, format({...next, at: null, known: null})));
    return;
  }
  say(null);
  const byReader = shown.hierarchy !== null;
  if (tree === null || ['hierarchy', 'signal', 'at', 'known'].some((part) => next[part] !== shown[part])) {
    openTree(next, moment);
  }
  shown = next;
  frame.dataset.pane = next.group === null ? 'tree' : 'detail';
  tree.select(next.group ?? (narrow.matches ? null : 'root'));
  showDetail(byReader);
  title();
}

function openTree({hierarchy, signal}, moment) {
  closeTree();
  const options = {onNames: title, onSelect: (group) => navigate({hierarchy, group, signal: shown.signal})};
  if (moment === null) {
    tree = new Tree(treePane, {...options, hierarchy, signal,
      onState: (state) => header.setState('tree', state), onLegend: () => key.showModal()});
  } else {
    past = new Past(hierarchy, moment);
    tree = new PastTree(treePane, past, options);
  }
}

function showDetail(byReader) {
  const {group, asset} = shown;
  if (group === null && narrow.matches) {
    const focusLost = detailPane.contains(document.activeElement);
    closeView();
    if (focusLost || byReader && document.activeElement === document.body) {
      tree.focus();
    }
    return;
  }
  const route = {...shown, group: group ?? 'root'};
  const address = format(route);
  if (view?.address === address) {
    return;
  }
  const focusLost = detailPane.contains(document.activeElement) || narrow.matches && byReader;
  closeView();
  const container = el('div', {class: 'detail'});
  replace(detailPane, el('a', {class: 'back-to-tree', href: format({...shown, group: null})}, '← All groups'), container);
  detailPane.scrollTop = 0;
  const onState = (state) => {
    detailPane.dataset.current = state.kind === 'live';
    header.setState('detail', state);
  };
  const opened = past === null ? (asset === null ? showGroup : showUnit)(container, route, {onState})
    : asset === null ? showPastGroup(container, route, past) : showPastUnit(container, route, past.moment);
  view = {address, close: () => opened.close()};
  if (focusLost) {
    detailPane.focus({preventScroll: true});
  }
}

function title() {
  const {group, asset} = shown;
  const name = tree?.nameOf(group ?? 'root') ?? group;
  const when = past === null ? null : momentSentence(past.moment);
  document.title = [asset, name, when, 'Muster'].filter((part) => part !== null && part !== undefined).join(' · ');
}

function closeView() {
  view?.close();
  view = null;
  header.setState('detail', null);
  replace(detailPane);
}

function closeTree() {
  tree?.close();
  tree = null;
  past?.close();
  past = null;
  header.setState('tree', null);
}

/** What was believed until now can have been corrected since it was read. */
function again() {
  closeView();
  closeTree();
  show();
}

/** In the place of both panes; null: they are back. */
function say(next) {
  message?.remove();
  message = next;
  treePane.hidden = next !== null;
  detailPane.hidden = next !== null;
  if (next !== null) {
    closeTree();
    closeView();
    document.title = 'Muster';
    frame.append(next);
  }
}

async function refresh() {
  const answer = document.hidden ? choices : await loadChoices();
  const known = choices.hierarchies.length > 0 && choices.signals.length > 0;
  if (answer.hierarchies !== undefined) {
    choices = answer;
    header.setChoices(choices.hierarchies, choices.signals);
    if (choices.hierarchies.length === 0 || choices.signals.length === 0) {
      header.setState('choices', {kind: 'live', asOf: new Date().toISOString(), detail: null});
      sayOnce('empty', () => emptyMessage(choices.hierarchies.length === 0 ? 'hierarchy of groups' : 'signal to sum'));
    } else {
      header.setState('choices', null);
      show();
    }
  } else if (!known) {
    const kind = answer.detail === null ? 'lost' : 'unavailable';
    header.setState('choices', {kind, asOf: null, detail: answer.detail});
    sayOnce(`starting ${answer.detail}`, () => startingMessage(answer.detail));
  }
  const complete = choices.hierarchies.length > 0 && choices.signals.length > 0;
  setTimeout(refresh, complete ? REFRESH_MILLIS : RETRY_MILLIS);
}

/** The same message again would be read out again, and would lose what is marked in it. */
function sayOnce(about, make) {
  if (message?.dataset.about !== about) {
    say(make());
    message.dataset.about = about;
  }
}

document.body.append(key);
frame.before(banner.root);
document.querySelector('[data-skip]').addEventListener('click', (event) => {
  // The address is the reader's place: the link must not change it.
  event.preventDefault();
  detailPane.focus();
});
window.addEventListener('hashchange', show);
narrow.addEventListener('change', show);
refresh();
