// Has every conversation of the first argument, a map of names to turns, in three ways: answered as
// a whole, as a stream, and without the server remembering it; prints the answers. "PICTURE" stands for the picture that the second argument names.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";
const [calls, picture] = process.argv.slice(2);

async function unary(body) {
  const interaction = await ai.interactions.create({ model, ...body });
  return [interaction.id, interaction.output_text];
}

async function streamed(body) {
  let id;
  let text = "";
  for await (const event of await ai.interactions.create({ model, ...body, stream: true })) {
    if (event.event_type === "interaction.completed") id = event.interaction.id;
    if (event.event_type === "step.delta" && event.delta.type === "text") text += event.delta.text;
  }
  return [id, text];
}

async function told(turns, create) {
  const texts = [];
  let last = {};
  for (const turn of turns) {
    const [id, text] = await create({ ...turn, ...last });
    last = { previous_interaction_id: id };
    texts.push(text);
  }
  return texts;
}

// The history is sent along as steps, and nothing is stored.
async function stateless(turns) {
  const texts = [];
  const history = [];
  for (const { input, ...body } of turns) {
    const content = typeof input === "string" ? [{ type: "text", text: input }] : input;
    history.push({ type: "user_input", content });
    const interaction = await ai.interactions.create({
      model,
      ...body,
      input: history,
      store: false,
    });
    history.push(...interaction.steps);
    texts.push(interaction.output_text);
  }
  return texts;
}

const uploaded = await ai.files.upload({ file: picture, config: { mimeType: "image/jpeg" } });
const answers = {};
for (const [name, turns] of Object.entries(JSON.parse(calls.replaceAll("PICTURE", uploaded.uri)))) {
  answers[name] = {
    unary: await told(turns, unary),
    stream: await told(turns, streamed),
    stateless: await stateless(turns),
  };
}
console.log(JSON.stringify(answers));
