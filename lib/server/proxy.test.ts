import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { startFakeApi } from "@/test/connect/fake-api";
import { startFakeProxy } from "@/test/connect/fake-proxy";
import { readEnv } from "./env";
import { fetchThrough, outgoingProxy, proxyFor, proxyName } from "./proxy";

const read = (variables: Record<string, string>) =>
  readEnv({ MEDBLOCKS_API_KEY: "mb_sk_sbx_example", ...variables });

describe("the proxy on the way to an address", () => {
  const HTTPS_PROXY = "http://a.example:3128/";
  const HTTP_PROXY = "http://b.example/";

  it.each([
    ["https://app.medblocks.com", { HTTPS_PROXY, HTTP_PROXY }, HTTPS_PROXY],
    ["http://app.medblocks.com", { HTTPS_PROXY, HTTP_PROXY }, HTTP_PROXY],
    ["https://app.medblocks.com", { HTTP_PROXY }, HTTP_PROXY],
    ["http://app.medblocks.com", { HTTPS_PROXY }, null],
    ["https://app.medblocks.com", {}, null],
    ["https://127.0.0.1:4010", { HTTPS_PROXY }, null],
    ["http://localhost", { HTTP_PROXY }, null],
    ["http://[::1]:80", { HTTP_PROXY }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "*" }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "x.example, Medblocks.com" }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: ".medblocks.com" }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "*.medblocks.com" }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "blocks.com" }, HTTPS_PROXY],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "app.medblocks.com:443" }, null],
    ["https://app.medblocks.com", { HTTPS_PROXY, NO_PROXY: "medblocks.com:8443" }, HTTPS_PROXY],
  ])("to %s with %j is %s", (address, set, expected) => {
    expect(proxyFor(new URL(address), outgoingProxy(set))).toBe(expected);
  });
});

describe("the variables", () => {
  it("are read as other programs do, small letters first", () => {
    const { connect, proxy } = read({
      HTTPS_PROXY: "http://other.example",
      https_proxy: "desk:pl%40nted@proxy.clinic.example:3128",
      no_proxy: "intranet.example",
    });
    expect(connect.proxy).toBe("http://desk:pl%40nted@proxy.clinic.example:3128/");
    expect(proxyName(connect.proxy ?? "")).toBe("proxy.clinic.example:3128");
    expect(proxy.except).toContain("intranet.example");
    expect(read({ https_proxy: "", HTTPS_PROXY: "http://other.example" }).connect.proxy).toBeNull();
    expect(
      read({ HTTPS_PROXY: "http://p.example", MEDBLOCKS_API_URL: "http://127.0.0.1:1" }).connect
        .proxy,
    ).toBeNull();
  });

  it.each(["socks5://planted.example", "http://", "http://p.example/planted", "pl anted"])(
    "are refused by name when they are no proxy: %s",
    (value) => {
      const start = () => read({ HTTPS_PROXY: value });
      expect(start).toThrow("at HTTPS_PROXY");
      expect(start).not.toThrow(/planted|pl anted/);
    },
  );
});

it("what others fetch goes the same way, and this machine is asked directly", async () => {
  const dispatcher = getGlobalDispatcher();
  onTestFinished(() => setGlobalDispatcher(dispatcher));
  const provider = await startFakeApi((_, response) => response.end("provider"));
  const proxy = await startFakeProxy(provider.origin);
  fetchThrough(outgoingProxy({ HTTP_PROXY: proxy.url, NO_PROXY: "nowhere.example" }));

  const answer = await fetch("http://login.example/.well-known/openid-configuration");
  expect(await answer.text()).toBe("provider");
  expect(proxy.asked).toEqual(["login.example:80"]);
  await (await fetch(provider.origin)).text();
  expect(proxy.asked).toHaveLength(1);
});
