// What a page does before, and without, its WASM: it keeps the page for the time without a network, and opens
// the search over itself.
// Where the certificate is not trusted, browsers refuse; the page works all the same.
navigator.serviceWorker?.register("/sw.js").catch(() => {});
{
  const typing = "input, textarea, select, [contenteditable]";
  // A browser that keeps nothing for pages refuses to be asked.
  const slash = () => {
    try {
      return localStorage.slash !== "off";
    } catch {
      return true;
    }
  };
  const way = ".top > a";
  addEventListener("DOMContentLoaded", () => document.querySelector(way)?.setAttribute("aria-keyshortcuts", "Control+K"));
  const find = (event) => {
    const link = document.querySelector(way);
    if (!link) return;
    event.preventDefault();
    const openPage = () => location.assign(link.href);
    import("/palette.js").then(({ open }) => open(link.href)).catch(openPage);
  };
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (altKey || event.defaultPrevented) return;
    const held = ctrlKey || metaKey;
    if (held ? key.toLowerCase() === "k" : key === "/" && !target.closest?.(typing) && slash()) find(event);
  });
  addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey, target } = event;
    if (button === 0 && !ctrlKey && !metaKey && !shiftKey && target.closest?.(way)) find(event);
  }, true);
}
