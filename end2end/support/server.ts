import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 10_000;

/** A release server of its own: loopback only, a free port, a fresh data folder. */
export interface Server {
  url: string;
  data: string;
  process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** Ends it as an operator would (SIGTERM) and removes its data. Fails when it does not end. */
  stop(): Promise<void>;
}

/** Starts a server; `settings` are environment variables on top of the usual ones. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "end2end-"));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(join(ROOT, "target/release/server"), ["serve"], {
    cwd: ROOT,
    env: { ...inherited(), ...built(address), ADDR: address, DATA: data, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (text) => printed.push(String(text)));
  child.stderr.on("data", (text) => printed.push(String(text)));
  const server = {
    url: `http://${address}`,
    data,
    process: child,
    output: () => printed.join(""),
    stop: () => stop(child, data),
  };
  await answering(server);
  return server;
}

/** The caller's own database must never be touched by a test. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _own, DEMO: _demo, ...others } = process.env;
  return others;
}

/** What cargo-leptos would tell the server that it built; the same lines stand in the Makefile. */
function built(address: string): Record<string, string> {
  return {
    LEPTOS_SITE_ADDR: address,
    LEPTOS_SITE_ROOT: "target/site",
    LEPTOS_HASH_FILES: "true",
    LEPTOS_ENV: "PROD",
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function answering(server: Server): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && server.process.exitCode === null) {
    const answer = await fetch(`${server.url}/signin`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  const code = server.process.exitCode;
  server.process.kill("SIGKILL");
  throw new Error(`the server ${code === null ? "does not answer" : `ended with ${code}`}:\n${server.output()}`);
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const inTime = await Promise.race([ended.then(() => true), pause(STOP_LIMIT_MS, false, { ref: false })]);
    if (!inTime) {
      child.kill("SIGKILL");
      throw new Error(`the server still runs ${STOP_LIMIT_MS} ms after SIGTERM`);
    }
  }
  await rm(data, { recursive: true, force: true });
}
