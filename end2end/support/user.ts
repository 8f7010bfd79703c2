import { randomBytes } from "node:crypto";

import { type APIRequestContext, expect } from "@playwright/test";

import type { Credentials } from "./signin.ts";

/** Somebody with a company, made for one test. */
export interface User extends Credentials {
  name: string;
  email: string;
  companyName: string;
  /** The company's pages: `/c/cmp_…`. */
  home: string;
  /** The address of the server that knows them. */
  server: string;
}

/**
 * Signs a new person up with a new company, and leaves `request` (and the browser context that it
 * belongs to) signed in. The server must be fresh or let strangers in (`SIGNUP=open`).
 */
export async function signUp(request: APIRequestContext, server: string): Promise<User> {
  const mark = randomBytes(5).toString("hex");
  const person = {
    name: `Deniz Işık ${mark}`,
    username: `deniz_${mark}`,
    email: `deniz.${mark}@example.com`,
    password: `ıhlamur kokulu ${mark}`,
    company_name: `Işık Lastik ${mark}`,
  };
  const form = {
    ...person,
    phone: "",
    password_again: person.password,
    accept_terms: "on",
    terms: await latest(request, server, "terms"),
    clarification: await latest(request, server, "clarification"),
  };
  const answer = await request.post(`${server}/api/v1/account/sign-up`, {
    form,
    headers: { accept: "text/html", origin: server, referer: `${server}/setup` },
    maxRedirects: 0,
  });
  const home = answer.headers().location ?? "";
  expect(home, `where sign-up leads (${answer.status()} ${await answer.text()})`).toMatch(/^\/c\/cmp_\w+$/);
  const { name, username: login, email, password, company_name: companyName } = person;
  return { name, login, email, password, companyName, home, server };
}

/** The id of the newest version of a document, as the sign-up form carries it. */
export async function latest(request: APIRequestContext, server: string, kind: string): Promise<string> {
  const answer = await request.get(`${server}/api/v1/policies/latest?kind=${kind}`);
  expect(answer.status(), `latest ${kind}: ${await answer.text()}`).toBe(200);
  return (await answer.json()).reference.id;
}

/** What a page of the server says of itself when it posts. */
export function sameOrigin(): Record<string, string> {
  return { origin: process.env.SERVER_URL ?? "" };
}
