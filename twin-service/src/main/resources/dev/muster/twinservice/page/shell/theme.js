/** Dark or light: as the system says, until the reader says otherwise. */

const KEY = 'muster.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Sets the theme and goes on following the system's. @param {function('dark'|'light')} onTheme called at once too */
export function followTheme(onTheme) {
  const show = () => {
    const theme = chosen() ?? (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    onTheme(theme);
  };
  dark.addEventListener('change', show);
  // Another window of the same reader.
  window.addEventListener('storage', (event) => event.key === KEY && show());
  show();
  return {
    /** Changes to the other one, and remembers it. */
    toggle() {
      store(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
      show();
    },
  };
}

let unstored = null;

function chosen() {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'dark' || stored === 'light' ? stored : unstored;
  } catch {
    return unstored;
  }
}

function store(theme) {
  unstored = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: it holds for this visit.
  }
}
