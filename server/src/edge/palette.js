// The search page as a dialog over the page that is open: its form, and what it draws for each text.

/** Milliseconds without a key until a text is searched. */
const REST = 150;

/** Opens the search; fails when its page cannot be had, so that the browser goes there itself. */
export async function open(address) {
  const there = document.querySelector("dialog.palette, main form.search-all");
  if (there) return there.querySelector("input").focus();
  const page = await drawn(address, "");
  await style(page.querySelector("link[href='/search.css']"));
  const dialog = document.createElement("dialog");
  // Another key press may have been quicker.
  if (document.querySelector("dialog.palette")) return;
  dialog.className = "float palette";
  dialog.setAttribute("aria-label", page.querySelector("h1").textContent);
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  dialog.append(page.querySelector("form.search-all"), said, page.querySelector("#found"));
  dialog.querySelector("#keys").hidden = false;
  document.body.append(dialog);
  live(dialog, address, said);
  dialog.showModal();
  dialog.querySelector("input").focus();
}

/** The search page for a text, as a document of its own. */
async function drawn(address, text) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`);
  // Somebody whose session has ended is led elsewhere.
  if (!answer.ok || answer.redirected) throw new Error(`search: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Puts a sheet into this page, unless it has it; done when it holds. */
function style(link) {
  if (document.querySelector(`link[href="${link.getAttribute("href")}"]`)) return;
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

function live(dialog, address, said) {
  const input = dialog.querySelector("input");
  const keys = dialog.querySelector("#keys");
  let [timer, shown] = [0, ""];
  const search = async () => {
    const text = input.value.trim();
    if (text === shown) return;
    let page;
    try {
      page = await drawn(address, text);
    } catch {
      return;
    }
    // Meanwhile something else may have been typed, which is searched by itself.
    if (text !== input.value.trim()) return;
    shown = text;
    const found = page.querySelector("#found");
    dialog.querySelector("#found").replaceWith(found);
    found.querySelector("#keys")?.replaceWith(keys);
    said.textContent = found.dataset.said ?? "";
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, REST);
  });
  const links = () => [...dialog.querySelectorAll(".hits a")];
  dialog.addEventListener("submit", (event) => {
    const first = links()[0];
    // A text that is not searched yet is searched on its page.
    if (!first || !shown || shown !== input.value.trim()) return;
    event.preventDefault();
    first.click();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });
  // Beside the dialog, or on the way elsewhere.
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("a")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  const slash = keys.querySelector("input");
  try {
    slash.checked = localStorage.slash !== "off";
    slash.addEventListener("change", () => (localStorage.slash = slash.checked ? "on" : "off"));
  } catch {
    slash.closest("label").remove();
  }
}
