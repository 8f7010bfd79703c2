import { startServer } from "./server.ts";

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
  return server.stop;
}
