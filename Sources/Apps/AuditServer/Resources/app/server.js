// The HTTP interface of `galley audit`.

export class Refusal extends Error {
  constructor(status, body) {
    super(body.error ?? `the server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

async function answer(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    if (response.ok) throw new Error("the server's answer cannot be read");
  }
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

const read = async (path) => answer(await fetch(path, { cache: "no-store" }));

async function write(path, body) {
  return answer(
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Galley": "1" },
      body: JSON.stringify(body),
    }),
  );
}

function query(values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== "" && value !== null && value !== undefined) parameters.set(name, value);
  }
  return parameters.toString();
}

const pagePath = (token) => `/api/pages/${encodeURIComponent(token)}`;

export const server = {
  project: () => read("/api/project"),
  progress: () => read("/api/progress"),
  queue: (filters) => read(`/api/queue?${query(filters)}`),
  pages: (filters) => read(`/api/pages?${query(filters)}`),
  page: (token) => read(pagePath(token)),
  imagePath: (token) => `${pagePath(token)}/image`,
  save: (token, state, edits) => write(`${pagePath(token)}/edits`, { state, edits }),
  finish: (token, state, done) => write(`${pagePath(token)}/done`, { state, done }),
};
