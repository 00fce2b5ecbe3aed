// Runs before the first paint, so that a chosen light or dark theme never flashes the other one.
try {
  const scheme = localStorage.getItem('mantine-color-scheme-value');
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.mantineColorScheme = scheme;
} catch {
  // Storage is not allowed: the system's preference holds.
}
