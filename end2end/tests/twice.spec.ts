import { ask, postForm, tell } from "../support/calls.ts";
import { expectInTime } from "../support/patience.ts";
import { connectSms, courseOf, messagesOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";

test("a card that is saved with a double click is there once", async ({ page, context, user }) => {
  await page.goto(`${user.home}/contacts/new`, { waitUntil: "networkidle" });
  await page.getByLabel("Ad", { exact: true }).fill("Ayşe");
  await page.getByLabel("Telefonlar").fill("0532 555 01 83");
  await page.getByRole("button", { name: "Kaydet" }).dblclick();
  await page.waitForURL(/\/contacts\/con_\w+$/);
  expect((await ask<{ total: number }>(context.request, user, "contacts/list")).total).toBe(1);
});

test("an account that is connected with a double click is there once", async ({ page, context, user }) => {
  await page.goto(`${user.home}/providers/new/netgsm?examples=on`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Bağla" }).dblclick();
  await page.waitForURL(/\/providers\/acc_/);
  expect(await ask(context.request, user, "accounts/list")).toHaveLength(1);
});

test("somebody who is invited with a double click is invited once", async ({ page, context, user }) => {
  await page.goto(`${user.home}/members/invite`, { waitUntil: "networkidle" });
  await page.getByLabel("E-posta").fill("mehmet@firma.example");
  await page.getByRole("radio", { name: "İzleyici" }).check();
  await page.getByRole("button", { name: "Daveti gönder" }).dblclick();
  await expect(page.getByText("Davet gönderildi.")).toBeVisible();
  expect(await ask(context.request, user, "invitations/list")).toHaveLength(1);
});

// A double click whose second half comes after the answer to the first, before the browser has gone on.
test("a company whose form comes twice is there once", async ({ page, context, user }) => {
  const form = { from: "/companies/new", name: `İkinci ${user.companyName}` };
  const made = await postForm(context.request, user, "companies/create", form);
  expect(await postForm(context.request, user, "companies/create", form)).toBe(made);
  await page.goto("/companies");
  await expect(page.getByRole("button", { name: user.companyName })).toHaveCount(2);
});

test("a message that is sent once more with a double click leaves once more", async ({ page, context, user, hydrated }) => {
  test.setTimeout(90_000);
  await connectSms(context.request, user);
  // The stand-in says of such a number that it is none.
  const text = `Randevunuz yarın. ${user.companyName}`;
  const form = { channel: "sms", recipient: "0532 811 00 00", class: "informational", text };
  const message = await tell(context.request, user, "messages/send", form);
  await page.goto(`${user.home}/messages/${message}`);
  const again = page.getByRole("button", { name: "Yeniden gönder" });
  await expectInTime(page, again, hydrated);
  await again.dblclick();
  await page.waitForURL((url) => /\/messages\/msg_\w+$/.test(url.pathname) && !url.pathname.endsWith(message));
  const all = await messagesOf(context.request, user, "");
  expect(all).toHaveLength(2);
  for (const { id } of all) {
    await expect.poll(async () => (await courseOf(context.request, user, id)).filter((to) => to === "on_wire").length).toBe(1);
  }
});
