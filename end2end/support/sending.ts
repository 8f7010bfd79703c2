import type { APIRequestContext, Locator, Page } from "@playwright/test";

import { ask, tell } from "./calls.ts";
import type { User } from "./user.ts";

/** What is said of whom in a draft. */
export interface Draft {
  channel?: string;
  /** Recipients as they are typed. */
  typed: string;
  /** Without one the draft waits at its second step. */
  body?: string;
  name?: string;
}

/** A message as a list shows it. */
export interface MessageRow {
  id: string;
  state: string;
  recipient: string;
}

/** How many messages of a campaign stand where. */
export interface Progress {
  total: number;
  waiting: number;
  delivered: number;
}

/** Gives a company an SMS account at the stand-in. */
export async function connectSms(request: APIRequestContext, user: User): Promise<void> {
  const values = { usercode: "8501234567", password: "example-password", sender: "ORNEKFIRMA" };
  await tell(request, user, "accounts/save", { provider: "netgsm", values });
}

/** Connects an account with what its form offers as examples, but for what is typed; its id. */
export async function connect(
  request: APIRequestContext,
  user: User,
  provider: string,
  typed: Record<string, string> = {},
): Promise<string> {
  const forms = await ask<ProviderForm[]>(request, user, "providers/list");
  const fields = forms.find(({ id }) => id === provider)?.fields ?? [];
  const examples = Object.fromEntries(fields.map(({ name, example, default: usual }) => [name, example ?? usual ?? ""]));
  return tell(request, user, "accounts/save", { provider, values: { ...examples, ...typed } });
}

interface ProviderForm {
  id: string;
  fields: { name: string; example?: string; default?: string }[];
}

/** Makes a draft; its id. */
export async function draft(request: APIRequestContext, user: User, { channel = "sms", typed, body, name = "" }: Draft): Promise<string> {
  const campaign = await tell(request, user, "campaigns/save-audience", { channel, typed });
  if (body) await tell<object>(request, user, "campaigns/save-content", { campaign, name, class: "informational", body });
  return campaign;
}

/** Launches a draft as a person does, and stays on its page. */
export async function launch(page: Page, user: User, campaign: string, people: number): Promise<void> {
  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: `${people} kişiye gönder` }).click();
  await page.waitForURL(/\/campaigns\/cpn_/);
}

/** A number of a campaign's page. */
export function funnel(page: Page, step: string): Locator {
  return page.locator("ol.funnel > li").filter({ hasText: step }).locator("b");
}

/** Where a campaign stands. */
export function campaignOf(
  request: APIRequestContext,
  user: User,
  campaign: string,
): Promise<{ state: string; content: object | null; progress: Progress }> {
  return ask(request, user, "campaigns/get", { campaign });
}

/** Every message of a campaign, the newest first. */
export async function messagesOf(request: APIRequestContext, user: User, campaign: string): Promise<MessageRow[]> {
  const all: MessageRow[] = [];
  for (let before = ""; ; ) {
    const page = await ask<{ rows: MessageRow[]; older: string | null }>(request, user, "messages/list", { campaign, before });
    all.push(...page.rows);
    if (!page.older) return all;
    before = page.older;
  }
}

/** Everything that happened to a message, the oldest first: the states it came into. */
export async function courseOf(request: APIRequestContext, user: User, message: string): Promise<string[]> {
  const { history } = await ask<{ history: { to: string }[] }>(request, user, "messages/get", { message });
  return history.map(({ to }) => to);
}
