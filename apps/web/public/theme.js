// Runs before the first paint, so that a chosen theme does not flash. A file of its own because the page allows no inline scripts.
try {
  const theme = JSON.parse(localStorage.getItem('docket.theme') || 'null');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
