import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "@playwright/test";

import type { Server } from "./server.ts";

/**
 * The token in the link of the newest mail of a kind. The product keeps only its SHA-256 and hands the mail
 * to nobody but a mail server that the public knows; so the link gets another token. Needs `sqlite3`.
 */
export async function mailedToken(server: Server, table: "invitations" | "password_resets"): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const newest = `(SELECT max(id) FROM ${table})`;
  const statement = `UPDATE ${table} SET token_hash = x'${hash}' WHERE id = ${newest}; SELECT changes();`;
  const change = () => promisify(execFile)("sqlite3", ["-cmd", ".timeout 5000", join(server.data, "data.db"), statement]);
  // The form is answered before the mail is written down.
  await expect.poll(async () => (await change()).stdout.trim(), { message: `a row of ${table}` }).toBe("1");
  return token;
}
