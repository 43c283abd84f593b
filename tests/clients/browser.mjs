// A real browser before a sign-in: opens the address, presses the buttons, and prints what it is shown at the end.
// node browser.mjs MODULES CHROMIUM ADDRESS BUTTON…
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, executablePath, address, ...buttons] = process.argv.slice(2);
const puppeteer = createRequire(join(modules, "package.json"))("puppeteer-core");

// Whoever runs this in a container is root, for whom Chromium has no sandbox.
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--no-proxy-server"] });
try {
    const page = await browser.newPage();
    await page.goto(address);
    for (const button of buttons) await Promise.all([page.waitForNavigation(), page.click(button)]);
    console.log(await page.evaluate(() => document.body.innerText));
} finally {
    await browser.close();
}
