// A real browser before the sign-in: opens the address, agrees, and prints what it is shown at the end.
// node browser.mjs MODULES CHROMIUM ADDRESS
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, executablePath, address] = process.argv.slice(2);
const puppeteer = createRequire(join(modules, "package.json"))("puppeteer-core");

// Whoever runs this in a container is root, for whom Chromium has no sandbox.
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--no-proxy-server"] });
try {
    const page = await browser.newPage();
    await page.goto(address);
    await Promise.all([page.waitForNavigation(), page.click("#accept")]);
    console.log(await page.evaluate(() => document.body.innerText));
} finally {
    await browser.close();
}
