import { request } from "@playwright/test";

import { startServer } from "./server.ts";
import { signUp } from "./user.ts";

/**
 * One server for the whole run; tests share it and keep apart by having users of their own.
 * `SERVER=http://127.0.0.1:3000` takes one that already runs instead.
 */
export default async function sharedServer(): Promise<() => Promise<void>> {
  if (process.env.SERVER) {
    process.env.SERVER_URL = process.env.SERVER;
    return async () => {};
  }
  const server = await startServer({ SIGNUP: "open" });
  process.env.SERVER_URL = server.url;
  await setUp(server.url);
  return server.stop;
}

/** The first sign-up makes the operator; without it every page leads to the set-up. */
async function setUp(url: string): Promise<void> {
  const stranger = await request.newContext();
  await signUp(stranger, url);
  await stranger.dispose();
}
