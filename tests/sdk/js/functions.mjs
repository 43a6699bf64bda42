// Has every loop of the first argument, a map of names to create bodies, in three ways: answered as
// a whole, as streams, and without the server remembering it. The second argument has what each
// function returns, the third the bodies of other creates; prints what came of each.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";
const [loops, values, creates] = process.argv.slice(2).map((argument) => JSON.parse(argument));

async function unary(body) {
  return ai.interactions.create({ model, ...body });
}

// Puts an interaction together from its events.
async function streamed(body) {
  const steps = [];
  const spelled = [];
  const made = { steps, output_text: "" };
  for await (const event of await ai.interactions.create({ model, ...body, stream: true })) {
    if (event.event_type === "step.start") {
      steps[event.index] = event.step;
      spelled[event.index] = "";
    } else if (event.event_type === "step.delta" && event.delta.type === "arguments_delta") {
      spelled[event.index] += event.delta.arguments;
    } else if (event.event_type === "step.delta" && event.delta.type === "text") {
      made.output_text += event.delta.text;
    } else if (event.event_type === "step.delta" && event.delta.type === "thought_signature") {
      steps[event.index].signature = event.delta.signature;
    } else if (event.event_type === "step.stop" && spelled[event.index]) {
      steps[event.index].arguments = JSON.parse(spelled[event.index]);
    } else if (event.event_type === "interaction.completed") {
      made.id = event.interaction.id;
      made.status = event.interaction.status;
    }
  }
  return made;
}

function results(steps) {
  return steps
    .filter((step) => step.type === "function_call")
    .map(({ id, name }) => ({
      type: "function_result",
      call_id: id,
      name,
      result: values[name],
    }));
}

async function told(body, create, next) {
  const rounds = [];
  let made = await create(body);
  while (made.status === "requires_action") {
    const calls = made.steps.filter((step) => step.type === "function_call");
    rounds.push(calls.map((call) => [call.name, call.arguments]));
    made = await create({ ...body, ...next(made, results(made.steps)) });
  }
  return { rounds, text: made.output_text };
}

function remembered(made, answers) {
  return { input: answers, previous_interaction_id: made.id };
}

// The history is sent along as steps, as they came, and nothing is stored.
async function stateless(body, create) {
  const content = [{ type: "text", text: body.input }];
  const history = [{ type: "user_input", content }];
  return told({ ...body, input: history, store: false }, create, (made, answers) => {
    history.push(...made.steps, ...answers);
    return { input: history };
  });
}

const answers = {};
for (const [name, body] of Object.entries(loops)) {
  answers[name] = {
    unary: await told(body, unary, remembered),
    stream: await told(body, streamed, remembered),
    stateless: await stateless(body, unary),
    "stateless stream": await stateless(body, streamed),
  };
}

const others = {};
for (const [name, body] of Object.entries(creates)) {
  try {
    const { status, steps, output_text, usage } = await unary(body);
    const stream = (await streamed(body)).output_text;
    others[name] = { status, steps, output_text, usage, stream };
  } catch (error) {
    others[name] = { error: error.status, message: error.message };
  }
}
console.log(JSON.stringify({ answers, others }));
