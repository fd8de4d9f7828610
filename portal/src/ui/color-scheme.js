// The same choice as MantineProvider makes later, made before the first paint.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('sallyport-color-scheme');
  } catch {
    // Storage is switched off: the system's preference counts.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
