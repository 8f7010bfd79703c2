import { once } from "node:events";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { createInterface } from "node:readline";

/** Nothing else of this machine listens there, so that the port of a server that is down stays its own. */
const HOST = "127.0.0.2";

/**
 * What a mail server does with whoever connects.
 * - `well`: what RFC 5321 wants of it, and it takes every login.
 * - `strict`: it takes no login.
 * - `silent`: it never says a word.
 * - `page`: it is no mail server and greets with a web page.
 * - `vague`: it takes messages, and what it says then is no reply.
 */
export type Manners = "well" | "strict" | "silent" | "page" | "vague";

/** A company's own mail server, played by the test, without encryption. */
export class MailServer {
  readonly host = HOST;
  port = 0;
  manners: Manners = "well";
  /** Who has a message here, once for each. */
  readonly taken: string[] = [];
  readonly #open = new Set<Socket>();
  readonly #server = createServer((socket) => void this.#receive(socket));

  /** Listens, at the same port as before it went down. */
  async comeUp(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.port, HOST);
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection; new ones are refused. */
  async goDown(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #receive(socket: Socket): Promise<void> {
    this.#open.add(socket);
    socket.on("close", () => this.#open.delete(socket));
    // Whoever hangs up in the middle has a reason.
    socket.on("error", () => socket.destroy());
    if (this.manners === "silent") return;
    if (this.manners === "page") return void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n<html></html>\r\n");
    await this.#talk(socket);
  }

  async #talk(socket: Socket): Promise<void> {
    const say = (...lines: string[]) => void socket.write(lines.map((line) => `${line}\r\n`).join(""));
    say("220 mail.example.com");
    let recipient = "";
    let isContent = false;
    for await (const line of createInterface({ input: socket })) {
      if (isContent && line !== ".") continue;
      const [, verb = "", address = ""] = /^(\w*)[^<]*<?([^>]*)/.exec(line) ?? [];
      if (isContent) {
        this.taken.push(recipient);
        say(this.manners === "vague" ? "<html></html>" : "250 2.0.0 Ok: queued as 4XyZ12abc");
      } else if (verb === "EHLO") say("250-mail.example.com", "250 AUTH PLAIN");
      else if (verb === "AUTH") say(this.manners === "strict" ? "535 5.7.8 Who are you?" : "235 2.7.0 Welcome");
      else if (verb === "DATA") say("354 Go on");
      else if (verb === "QUIT") say("221 2.0.0 Bye");
      else say("250 2.1.0 Ok");
      if (verb === "RCPT") recipient = address;
      isContent = verb === "DATA";
    }
  }
}
