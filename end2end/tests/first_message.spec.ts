import { expect, test } from "../support/test.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

const ACCOUNTS = { sms: "netgsm", whatsapp: "whatsapp_cloud", email: "smtp" };

test("connects a provider, sends a first SMS and sees what became of it", async ({ page, user }) => {
  test.setTimeout(120_000);
  const { home } = user;
  // A newcomer is led to the company, a provider, people, and a first message.
  await page.goto(home);
  await expect(page.locator(".todo > li")).toHaveCount(4);
  await expect(page.locator(`.todo a[href="${home}/contacts/import"]`)).toBeVisible();
  await page.goto(`${home}/providers/new/${ACCOUNTS.sms}`);
  await page.locator("a[href='?examples=on']").click();
  await expect(page.locator("[name='values[usercode]']")).not.toHaveValue("");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/providers\/acc_/);

  await page.goto(`${home}/send`);
  await page.locator("input[name=channel][value=sms]").check();
  const typed = page.locator("textarea[name=typed]");
  await typed.fill("0532 123 45 67\n0533 abc");
  await page.locator("main form button.primary").click();
  await expect(page.locator("#typed-error")).toBeVisible();
  // What was typed is still there.
  await expect(typed).toHaveValue(/0533 abc/);
  await typed.fill("0532 123 45 67\n0532 123 45 67");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/send\/cpn_/);

  await page.locator("input[name=class][value=informational]").check();
  // Of its own: to NetGSM the same text to the same number within an hour is a duplicate.
  await page.locator("textarea[name=body]").fill(`Randevunuz yarın saat 10'da. ${user.companyName}`);
  await page.locator("main form button.primary").click();
  await page.waitForURL(/step=review/);

  // The same number twice is one message.
  await expect(page.locator("main .send button.primary")).toContainText("1");
  await page.locator("main .send button.primary").click();
  await page.waitForURL(/\/campaigns\/cpn_/);

  const state = page.locator("tbody .state").first();
  await expect
    .poll(async () => (await page.goto(`${home}/messages`), state.getAttribute("data-s")), {
      timeout: 90_000,
      intervals: [2_000],
    })
    .toBe("delivered");
  await page.locator("tbody td.lead a").first().click();
  await expect(page.locator("ol.log > li")).not.toHaveCount(0);
  await expect(page.locator("ol.steps > li")).toHaveCount(4);
  await expect(page.locator("ol.steps > li.done time").first()).toHaveText(/^\d\d:\d\d:\d\d$/);

  // The first page counts it: four tiles of today, and what arrived of it.
  await page.goto(home);
  await expect(page.locator("section[aria-labelledby=today] .tile dd").first()).toHaveText("1");
  await expect(page.locator("ol.funnel > li")).toHaveCount(3);
});
