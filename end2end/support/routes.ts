import { readFileSync } from "node:fs";

/** The routes that the product draws, as its source names them: `contacts/:contact/edit`. Fails where it finds none. */
export function routes(source: "root" | "open_pages"): string[] {
  const file = new URL(`../../app/src/${source}.rs`, import.meta.url);
  const text = readFileSync(file, "utf8");
  const found = [...text.matchAll(/<Route path=\{Place\("([^"]*)"\)\}/g)].map(([, path]) => path ?? "");
  const all = text.match(/<Route /g)?.length ?? 0;
  if (found.length === 0 || found.length !== all) throw new Error(`${found.length} of ${all} routes are readable in ${source}.rs`);
  return found;
}
