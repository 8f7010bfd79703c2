import { type Server, startServer } from "./server.ts";
import { test as base } from "./test.ts";

/** Every test has a fresh server of its own, which it may kill and start again. */
export const test = base.extend<{ settings: Record<string, string>; server: Server }>({
  /** Environment variables of the server. */
  settings: [{}, { option: true }],
  server: async ({ settings }, use) => {
    const server = await startServer(settings);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.url),
});
