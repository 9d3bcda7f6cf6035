// Two real OpenID servers on loopback, which follow the contracts of ProConnect and FranceConnect. Reads the address of
// the site on its input, writes the two issuers. One signs in by choosing a button: its name says how the server behaves.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { createServer } from "node:http";
import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.NODE_PATH_BASE}/`);
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));

const people = {
  agent: "eidas1",
  "agent fort": "eidas2",
  "autre agent": "eidas1",
  habitante: "eidas1",
  "sans niveau": undefined,
  "niveau bas": "eidas0",
  "réponse altérée": "eidas1",
  "réponse non signée": "eidas1",
  "réponse sans signature": "eidas1",
  "réponse d’un autre service": "eidas1",
  "réponse d’un autre émetteur": "eidas1",
  "réponse d’une autre personne": "eidas1",
  "réponse d’une autre clé": "eidas1",
  "code périmé": "eidas1",
};
const expired = "code périmé";
let lastLogin;

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
const keys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const anotherKey = keys();

const signed = (header, payload, key) => {
  const body = `${encode(header)}.${encode(payload)}`;
  return `${body}.${createSign("RSA-SHA256").update(body).sign(key).toString("base64url")}`;
};

// What a hostile or broken server would say in place of the right userinfo.
const spoil = (kind, token, key, context) => {
  const [head, body, signature] = token.split(".");
  const [header, payload] = [decode(head), decode(body)];
  switch (kind) {
    case "réponse altérée":
      return `${head}.${encode({ ...payload, siret: "13002526500013" })}.${signature}`;
    case "réponse non signée":
      return `${encode({ alg: "none" })}.${body}.`;
    case "réponse sans signature":
      context.type = "application/json";
      return payload;
    case "réponse d’un autre service":
      return signed(header, { ...payload, aud: "un-autre-service" }, key);
    case "réponse d’un autre émetteur":
      return signed(header, { ...payload, iss: "https://ailleurs.exemple.test" }, key);
    case "réponse d’une autre personne":
      return signed(header, { ...payload, sub: "quelqu-un-d-autre" }, key);
    case "réponse d’une autre clé":
      return signed(header, payload, anotherKey.privateKey);
    default:
      return token;
  }
};

const button = (person) => `<p><button name="qui" value="${person}">${person}</button></p>`;
const choice = (action) =>
  `<!doctype html><html lang="fr"><title>Fournisseur d’essai</title><h1>Qui êtes-vous ?</h1><form method="post" action="${action}">` +
  `${Object.keys(people).map(button).join("")}<p><button name="qui" value="">Refuser</button></p></form></html>`;

// Each contract: what the authorisation request must hold, what it may hold.
const contracts = {
  proconnect: {
    client: "maillage-agents",
    path: "/connexion/proconnect",
    after: "/connexion",
    subjects: "public",
    pkce: true,
    required: ["response_type", "client_id", "redirect_uri", "scope", "state", "nonce"],
    allowed: ["claims", "prompt", "idp_hint", "login_hint", "code_challenge", "code_challenge_method"],
  },
  franceconnect: {
    client: "maillage-habitants",
    path: "/ma-demande/franceconnect",
    after: "/ma-demande",
    subjects: "pairwise",
    pkce: false,
    required: ["response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values"],
    allowed: ["prompt"],
  },
};

const complaint = (contract, query) => {
  const asked = [...query.keys()];
  if (contract.required.some((name) => !asked.includes(name))) return "Y030007";
  if (asked.some((name) => ![...contract.required, ...contract.allowed].includes(name))) return "Y000400";
  if (query.get("state").length < 32 || query.get("nonce").length < 32) return "Y030007";
  if (contract.pkce && !query.has("code_challenge")) return "PKCE";
  if (asked.includes("acr_values") && query.get("acr_values") !== "eidas1") return "Y030007";
  return null;
};

const provide = (name, contract, issuer, site) => {
  const { privateKey } = keys();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: contract.client,
        client_secret: "un-secret-pour-essai-de-plus-de-trente-deux-lettres",
        redirect_uris: [`${site}${contract.path}/retour`],
        post_logout_redirect_uris: [`${site}${contract.after}`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "client_secret_post",
        id_token_signed_response_alg: "RS256",
        userinfo_signed_response_alg: "RS256",
        subject_type: contract.subjects,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: name, use: "sig", alg: "RS256" }] },
    cookies: {
      keys: [randomBytes(16).toString("hex")],
      names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` },
    },
    acrValues: ["eidas0", "eidas1", "eidas2"],
    scopes: ["openid", "given_name", "usual_name", "siret"],
    claims: { openid: ["sub", "acr"], given_name: ["given_name"], usual_name: ["usual_name"], siret: ["siret"] },
    subjectTypes: ["public", "pairwise"],
    pairwiseIdentifier: (context, person, client) =>
      `${createHash("sha256").update(`${client.clientId} ${person}`).digest("hex")}v1`,
    pkce: { required: () => contract.pkce },
    routes: { authorization: "/authorize", end_session: "/session/end" },
    ttl: {
      AuthorizationCode: () => (lastLogin === expired ? 1 : 30),
      AccessToken: 60,
      IdToken: 60,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      claimsParameter: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = `<!doctype html><html lang="fr"><title>Déconnexion</title>${form}<button form="op.logoutForm" name="logout" value="yes">Me déconnecter</button></html>`;
        },
      },
    },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid given_name usual_name siret");
      await grant.save();
      return grant;
    },
    findAccount: (context, person) => ({
      accountId: person,
      claims: () => ({ sub: person, given_name: "Zoé", usual_name: "Martin", siret: "22490001500013" }),
    }),
  });
  provider.use(async (context, next) => {
    if (context.path === "/authorize") {
      const wrong = complaint(contract, new URLSearchParams(context.querystring));
      if (wrong) {
        context.status = 400;
        context.body = wrong;
        return;
      }
    }
    if (context.path === "/token" && lastLogin === expired) await wait(2100);
    await next();
    if (context.oidc?.route === "userinfo" && context.status === 200) {
      context.body = spoil(context.oidc.account.accountId, context.body, privateKey, context);
    }
    if (context.path.endsWith("/openid-configuration") && !contract.pkce) {
      delete context.body.code_challenge_methods_supported;
    }
  });
  const answer = provider.callback();
  return async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    if (request.method === "GET") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      return response.end(choice(request.url));
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    lastLogin = new URLSearchParams(Buffer.concat(chunks).toString("utf8")).get("qui");
    const result = lastLogin
      ? { login: { accountId: lastLogin, acr: people[lastLogin] } }
      : { error: "access_denied", error_description: "User auth aborted" };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
};

const servers = await Promise.all(
  Object.entries(contracts).map(async ([name, contract]) => {
    const server = createServer();
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    return { name, contract, server, issuer: `http://127.0.0.1:${server.address().port}` };
  }),
);
process.stdout.write(`${servers.map(({ issuer }) => issuer).join(" ")}\n`);
const lines = createInterface({ input: process.stdin });
lines.once("line", (site) => {
  for (const { name, contract, server, issuer } of servers) {
    server.on("request", provide(name, contract, issuer, site));
  }
  process.stdout.write("prêt\n");
});
lines.on("close", () => process.exit(0));
