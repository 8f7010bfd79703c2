import { expect, test } from "../support/test.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

// The whole way of a newcomer, hydrated and with JavaScript off: connect a provider in test mode,
// write to two people, look at the review, send, and see the reports come in.
test("connects a provider, sends a first SMS and sees what became of it", async ({ page, user }) => {
  test.setTimeout(120_000);
  await page.goto(`${user.home}/providers/new/netgsm`);
  await page.locator("[name='values[usercode]']").fill("8501234567");
  await page.locator("[name='values[password]']").fill("any-password");
  await page.locator("[name='values[sender]']").fill("FIRMAADI");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/providers\/acc_/);

  await page.goto(`${user.home}/send`);
  await page.locator("input[name=channel][value=sms]").check();
  await page.locator("textarea[name=typed]").fill("0532 123 45 00\n0533 abc");
  await page.locator("main form button.primary").click();
  await expect(page.locator("#typed-error")).toBeVisible();
  await page.locator("textarea[name=typed]").fill("0532 123 45 00\n0532 123 45 00");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/send\/cpn_/);

  await page.locator("input[name=class][value=informational]").check();
  await page.locator("textarea[name=body]").fill("Randevunuz yarın saat 10'da.");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/step=review/);

  // The same number twice is one message.
  await expect(page.locator("main .send button.primary")).toContainText("1");
  await page.locator("main .send button.primary").click();
  await page.waitForURL(/\/campaigns\/cpn_/);

  await expect
    .poll(
      async () => {
        await page.goto(`${user.home}/messages`);
        return page.locator("tbody .state").first().getAttribute("data-s");
      },
      { timeout: 90_000, intervals: [2_000] },
    )
    .toMatch(/delivered|failed/);
  await page.locator("tbody td.lead a").first().click();
  await expect(page.locator("ol.log > li")).not.toHaveCount(0);
});
