import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const START_LIMIT_MS = 20_000;
/** Longer than the grace that the server gives open answers. */
const STOP_LIMIT_MS = 25_000;

/** A release server of its own: loopback only, a free port, a fresh data folder. */
export interface Server {
  url: string;
  data: string;
  /** The process that serves now. */
  readonly process: ChildProcess;
  /** Everything that process has printed. */
  output(): string;
  /** Ends it as a power cut would (SIGKILL); its data stays. */
  kill(): Promise<void>;
  /** Starts one at the same address with the same data, once it was killed. */
  startAgain(): Promise<void>;
  /** Ends it as an operator would (SIGTERM) and removes its data. Fails when it does not end. */
  stop(): Promise<void>;
}

/** Starts a server; `settings` are environment variables on top of a free address and a fresh folder. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "end2end-"));
  let running = await launch({ ADDR: "127.0.0.1:0", DATA: data, ...settings });
  const { url } = running;
  const again = { ...settings, ADDR: new URL(url).host, DATA: data };
  return {
    url,
    data,
    get process() {
      return running.child;
    },
    output: () => running.output(),
    kill: () => kill(running.child),
    startAgain: async () => void (running = await launch(again)),
    stop: () => stop(running.child, data),
  };
}

async function launch(settings: Record<string, string>): Promise<{ child: ChildProcess; url: string; output(): string }> {
  const child = spawn(join(ROOT, "target/release/server"), ["serve"], {
    cwd: ROOT,
    env: { ...machine(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += String(text)));
  const output = () => printed;
  return { child, url: await started(child, output), output };
}

/** The caller's own settings, of a real database perhaps, must never reach a test. */
function machine(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, RUST_LOG, RUST_BACKTRACE } = process.env;
  return { PATH, HOME, TMPDIR, RUST_LOG, RUST_BACKTRACE };
}

/** Waits for the line that says where the server listens. */
async function started(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = AbortSignal.timeout(START_LIMIT_MS);
  const exited = once(child, "exit");
  for (;;) {
    const url = /^Open (http:\S+)$/m.exec(output())?.[1];
    if (url) return url;
    const next = once(child.stdout!, "data", { signal: deadline }).catch(() => "late");
    const event = await Promise.race([next, exited.then(() => "ended")]);
    if (event === "late" || event === "ended") {
      child.kill("SIGKILL");
      throw new Error(`the server ${event === "late" ? "does not say where it listens" : "ended"}:\n${output()}`);
    }
  }
}

function runs(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function kill(child: ChildProcess): Promise<void> {
  if (!runs(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  if (runs(child)) {
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
