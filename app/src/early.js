// What a page does before, and without, its WASM: it keeps the page for the time without a network, and opens
// the search over itself.
navigator.serviceWorker?.register("/sw.js");
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
  const find = (event) => {
    const link = document.querySelector(".find");
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
    if (button === 0 && !ctrlKey && !metaKey && !shiftKey && target.closest?.(".find")) find(event);
  }, true);
}
