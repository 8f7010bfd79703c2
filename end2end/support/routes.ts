import { readFileSync } from "node:fs";

/** The routes that the product draws, as its source names them: `contacts/:contact/edit`. */
export function routes(source: "root" | "open_pages"): string[] {
  const file = new URL(`../../app/src/${source}.rs`, import.meta.url);
  const found = readFileSync(file, "utf8").matchAll(/<Route path=path!\("([^"]*)"\)/g);
  return [...found].map(([, path]) => path ?? "");
}
