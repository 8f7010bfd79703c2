import type { APIRequestContext } from "@playwright/test";

import { tell } from "./calls.ts";
import { completeProfile } from "./company.ts";
import { MailServer } from "./mail_server.ts";
import { test as base } from "./own_server.ts";
import type { User } from "./user.ts";

/** A server of its own, whose live companies may send to the mail server of the test. */
export const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = new MailServer();
    await mail.comeUp();
    await use(mail);
    await mail.goDown();
  },
  settings: async ({ mail }, use) => use({ OUTBOUND_ALLOW: `${mail.host}:${mail.port}` }),
});

/** Connects a company to the mail server; the account's id. */
export async function connectMail(request: APIRequestContext, user: User, mail: MailServer): Promise<string> {
  const values = {
    host: mail.host,
    port: String(mail.port),
    security: "none",
    auth: "password",
    username: "bilgi@karaca.example",
    password: "example-password",
    from_address: "bilgi@karaca.example",
    connections: "2",
    limit_per: "hour",
  };
  return tell(request, user, "accounts/save", { provider: "smtp", values });
}

/** Takes a company live with the mail server, which must be well; the account's id. */
export async function goLive(request: APIRequestContext, user: User, mail: MailServer): Promise<string> {
  await completeProfile(request, user);
  const account = await connectMail(request, user, mail);
  await tell<null>(request, user, "company/set-mode", { mode: "live" });
  return account;
}
