// npm's oidc-provider as the baseline: one process, its store in memory.
// Prints its address, its tokens and what asks for them as one line of JSON.
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const jwk = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  alg,
});

const API = "urn:bench:api";
const COUNT = Number(process.argv[2]);
const client = {
  client_id: "bench",
  client_secret: "the-secret-of-the-bench-0123456789",
  token_endpoint_auth_method: "client_secret_basic",
  redirect_uris: ["https://client.example/callback"],
  grant_types: ["authorization_code", "refresh_token", "client_credentials"],
  id_token_signed_response_alg: "ES256",
};

// Its own keeps 1000 records and forgets the oldest, so that refresh tokens were
// gone before their turn came, and refusals, which cost little, were measured.
class Memory {
  static records = new Map();

  constructor(model) {
    this.model = model;
  }

  #at = (id) => `${this.model}:${id}`;

  async upsert(id, payload) {
    Memory.records.set(this.#at(id), payload);
  }

  async find(id) {
    return Memory.records.get(this.#at(id));
  }

  async consume(id) {
    Memory.records.get(this.#at(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    Memory.records.delete(this.#at(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, { grantId: of }] of Memory.records) if (of === grantId) Memory.records.delete(key);
  }
}

const provider = new Provider("http://127.0.0.1:1", {
  adapter: Memory,
  clients: [client],
  jwks: { keys: [jwk("rsa", { modulusLength: 2048 }, "RS256"), jwk("ec", { namedCurve: "P-256" }, "ES256")] },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256"] },
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      // Access tokens are JWTs for the API, as ours always are, but for the one
      // that userinfo is asked with: it wants its own, which are opaque.
      defaultResource: (ctx) => (ctx.oidc.params?.grant_type === "client_credentials" ? API : undefined),
      getResourceServerInfo: () => ({ scope: "score:write", accessTokenFormat: "jwt", jwt: { sign: { alg: "ES256" } } }),
      useGrantedResource: () => true,
    },
  },
  scopes: ["openid", "offline_access", "score:write"],
  rotateRefreshToken: true,
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: "A player" }) }),
});

const tokensOf = async () => {
  const found = await provider.Client.find("bench");
  const grant = new provider.Grant({ accountId: "player", clientId: "bench" });
  grant.addOIDCScope("openid offline_access");
  grant.addResourceScope(API, "score:write");
  const grantId = await grant.save();
  const token = {
    accountId: "player",
    client: found,
    grantId,
    gty: "authorization_code",
    scope: "openid offline_access",
    authTime: Math.floor(Date.now() / 1000),
    claims: {},
  };
  const refresh = await new provider.RefreshToken({
    ...token,
    scope: `${token.scope} score:write`,
    resource: API,
    rotations: 0,
    iiat: Math.floor(Date.now() / 1000),
  }).save();
  const access = await new provider.AccessToken(token).save();
  return { refresh, access };
};

const server = provider.listen(0, "127.0.0.1", async () => {
  const tokens = await Promise.all(Array.from({ length: COUNT }, tokensOf));
  console.log(
    JSON.stringify({
      url: `http://127.0.0.1:${server.address().port}`,
      client,
      service: client,
      refresh: tokens.map((t) => t.refresh),
      access: tokens[0].access,
      paths: { token: "/token", userinfo: "/me", introspect: "/token/introspection" },
    }),
  );
});
