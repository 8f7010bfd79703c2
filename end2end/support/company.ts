import { type APIRequestContext, expect } from "@playwright/test";

import { type User, sameOrigin } from "./user.ts";

/** What one of everything is called in the address of its page. */
export type Ids = Record<"provider" | "account" | "contact" | "import" | "campaign" | "message" | "member", string>;

/** Gives a new company one of everything that has a page, all in test mode. */
export async function oneOfEverything(request: APIRequestContext, user: User): Promise<Ids> {
  const company = user.home.slice("/c/".length);
  const call = async (path: string, data: object): Promise<string> => {
    const answer = await request.post(`/api/v1/${path}`, { headers: sameOrigin(), data: { company, ...data } });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
    return answer.json();
  };
  const values = { usercode: "8501234567", password: "example-password", sender: "ORNEKFIRMA" };
  const sms = { channel: "sms", typed: "0532 123 45 67" };
  const text = { recipient: "0532 123 45 68", class: "informational", text: "Randevunuz yarın." };
  return {
    provider: "smtp",
    account: await call("accounts/save", { provider: "netgsm", values }),
    contact: await call("contacts/save", { kind: "person", given_name: "Ayşe", family_name: "Kaya", phones: "0532 123 45 67" }),
    campaign: await call("campaigns/save-audience", sms),
    message: await call("messages/send", { channel: "sms", ...text }),
    import: await upload(request, user),
    member: await member(request, company),
  };
}

async function upload(request: APIRequestContext, user: User): Promise<string> {
  const file = { name: "kişiler.csv", mimeType: "text/csv", buffer: Buffer.from("Ad;Telefon\nAli;0532 123 45 69\n") };
  const answer = await request.post(`${user.home}/imports/upload`, { headers: sameOrigin(), multipart: { file } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).import;
}

async function member(request: APIRequestContext, company: string): Promise<string> {
  const members = await (await request.get(`/api/v1/members/list?company=${company}`)).json();
  return members[0].id;
}
