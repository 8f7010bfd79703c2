import type { APIRequestContext } from "@playwright/test";
import { expect } from "@playwright/test";

import { tell } from "./calls.ts";
import { mailedToken } from "./mail.ts";
import type { Server } from "./server.ts";
import { type User, latest } from "./user.ts";

/**
 * Lets somebody new join a user's company in a role, and leaves `newcomer` signed in as them. The server
 * must be the test's own.
 */
export async function join(
  request: APIRequestContext,
  user: User,
  server: Server,
  newcomer: APIRequestContext,
  role: string,
): Promise<User> {
  const [name, username, email] = ["Mehmet Çınar", "mehmet", "mehmet@firma.example"];
  const password = "kestane kebap kokusu 7";
  await tell<object>(request, user, "invitations/create", { email, role });
  const answer = await newcomer.post(`${server.url}/api/v1/invitations/accept-as-new`, {
    headers: { origin: server.url },
    data: {
      token: await mailedToken(server, "invitations"),
      ...{ name, username, phone: "", password, password_again: password, accept_terms: "on" },
      terms: await latest(newcomer, server.url, "terms"),
      clarification: await latest(newcomer, server.url, "clarification"),
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return { ...user, name, login: username, email, password };
}
