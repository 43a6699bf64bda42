// Uploads the file of the first argument, finds, lists, uses and deletes it; prints what came of
// each.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";
const [file] = process.argv.slice(2);

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return { status: error.status, message: error.message };
  }
  return null;
}

const uploaded = await ai.files.upload({ file, config: { mimeType: "application/pdf" } });
const small = await ai.files.upload({
  file: new Blob(["hello"], { type: "text/plain" }),
  config: { name: "js-file", displayName: "Größe" },
});
const taken = await refusal(
  ai.files.upload({ file: new Blob(["x"]), config: { name: "js-file", mimeType: "text/plain" } }),
);
const found = await ai.files.get({ name: uploaded.name });
const listed = [];
for await (const one of await ai.files.list({ config: { pageSize: 1 } })) listed.push(one.name);
const used = await ai.interactions.create({
  model,
  input: [{ type: "document", uri: uploaded.uri, mime_type: uploaded.mimeType }],
});
await ai.files.delete({ name: uploaded.name });
const gone = await refusal(ai.files.get({ name: uploaded.name }));
const download = await refusal(ai.files.download({ file: "js-file", downloadPath: "/dev/null" }));
const models = [];
for await (const one of await ai.models.list()) models.push(one.name);
const tokens = await ai.models.countTokens({ model, contents: "How does AI work?" });
console.log(
  JSON.stringify({
    uploaded,
    small,
    taken,
    found,
    listed,
    used: used.output_text,
    gone,
    download,
    models,
    model: await ai.models.get({ model }),
    tokens: tokens.totalTokens,
  }),
);
