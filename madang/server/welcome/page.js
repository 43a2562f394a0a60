// Lists the sample city's personas and signs in as the one that is chosen.
const problem = document.getElementById("problem");

function button(persona) {
  const element = document.createElement("button");
  const what = document.createElement("span");
  what.textContent = [persona.department, persona.position, ...persona.roles].join(" · ");
  element.append(persona.name, what);
  element.addEventListener("click", () => signIn(persona.number));
  return element;
}

async function signIn(number) {
  const response = await fetch("/demo/sign-in", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona: number }),
  });
  if (response.ok) location.assign("/graphql");
  else problem.textContent = (await response.json()).message;
}

async function list() {
  const response = await fetch("/demo/personas");
  const answer = await response.json();
  if (!response.ok) {
    problem.textContent = answer.message;
    return;
  }
  for (const persona of answer) {
    const item = document.createElement("li");
    item.append(button(persona));
    document.getElementById("personas").append(item);
  }
}

list().catch(() => {
  problem.textContent = "서버에 연결할 수 없습니다. 터미널에서 madang이 켜져 있는지 보십시오.";
});
