// Runs before the first paint: the chosen theme, and the sign that scripts work.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("docflow:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* Storage can be closed; the theme of the machine stays. */ }
})();
