import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";

import type { User } from "./user.ts";

/** The id of a user's company: `cmp_…`. */
export function companyOf(user: User): string {
  return user.home.slice("/c/".length);
}

/** Makes a call that changes something, as a program does, and gives its answer whatever it is. */
export function post(request: APIRequestContext, user: User, path: string, data: object): Promise<APIResponse> {
  const headers = { origin: user.server };
  return request.post(`${user.server}/api/v1/${path}`, { headers, data: { company: companyOf(user), ...data } });
}

/** Posts a form to a call as a browser without scripts does from the page `from`; the answer is where it leads. */
export async function postForm(
  request: APIRequestContext,
  user: User,
  path: string,
  { from, ...form }: { from: string } & Record<string, string>,
): Promise<string> {
  const answer = await request.post(`${user.server}/api/v1/${path}`, {
    headers: { origin: user.server, referer: user.server + from, accept: "text/html" },
    form: { company: companyOf(user), ...form },
    maxRedirects: 0,
  });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(303);
  return answer.headers().location ?? "";
}

/** Makes a call that changes something and must succeed. */
export async function tell<T = string>(request: APIRequestContext, user: User, path: string, data: object): Promise<T> {
  return contents(await post(request, user, path, data), path);
}

/** Makes a call that only reads. */
export async function ask<T>(
  request: APIRequestContext,
  user: User,
  path: string,
  params: Record<string, string> = {},
): Promise<T> {
  const answer = await request.get(`${user.server}/api/v1/${path}`, { params: { company: companyOf(user), ...params } });
  return contents(answer, path);
}

async function contents<T>(answer: APIResponse, path: string): Promise<T> {
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  return answer.json();
}
