// Makes calls that the fake does not imitate; prints the status of each.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";

const calls = {
  environment: () => ai.interactions.create({ model, input: "Hello", environment: "remote" }),
  agents: () => ai.agents.list(),
  generate: () => ai.models.generateContent({ model, contents: "Hello" }),
  stream: () => ai.models.generateContentStream({ model, contents: "Hello" }),
  caches: () => ai.caches.list(),
  batches: () => ai.batches.list(),
};

const statuses = {};
for (const [name, call] of Object.entries(calls)) {
  try {
    await call();
    statuses[name] = 200;
  } catch (error) {
    statuses[name] = error.status ?? error.statusCode;
  }
}
console.log(JSON.stringify(statuses));
