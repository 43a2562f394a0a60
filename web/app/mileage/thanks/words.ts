import { bilingual } from "../../words/language";
import type { Obstacle } from "./allowing";

interface Words {
  title: string;
  intro: string;
  allowance: string;
  left(count: number): string;
  lapses: string;
  forOne(count: number): string;
  obstacles: Record<Exclude<Obstacle, "enough">, string>;
  enough(count: number): string;
  oneself: string;
  give: string;
  giveTo(name: string): string;
  receiver: string;
  message: string;
  messageHint: string;
  send: string;
  sent(name: string): string;
  came(name: string): string;
  received: string;
  given: string;
  noneReceived: string;
  noneGiven: string;
  count(number: number): string;
}

export const words = bilingual<Words>(
  {
    title: "감사",
    intro: "도와준 다른 부서의 동료에게 감사의 말을 보냅니다. 받은 사람의 마일리지가 됩니다.",
    allowance: "이달에 보낼 수 있는 감사",
    left: (count) => `이달에 ${count}번 더 보낼 수 있습니다.`,
    lapses: "남은 것은 다음 달로 넘어가지 않습니다.",
    forOne: (count) => `한 사람에게는 한 달에 ${count}번까지입니다.`,
    obstacles: {
      readOnly: "읽기만 할 수 있는 로그인이어서 보낼 수 없습니다.",
      gone: "지금 일하는 직원에게만 보낼 수 있습니다.",
      colleague: "다른 부서의 동료에게 보낼 수 있습니다. 이분은 같은 부서의 동료입니다.",
      switchedOff: "지금은 감사를 보내지 않습니다.",
      usedUp: "이달에 보낼 수 있는 감사를 모두 보냈습니다. 다음 달에 다시 보낼 수 있습니다.",
    },
    enough: (count) => `이분에게 이달에 보낼 수 있는 감사 ${count}번을 모두 보냈습니다.`,
    oneself: "자신에게는 보낼 수 없습니다.",
    give: "감사 보내기",
    giveTo: (name) => `${name}님에게 감사 보내기`,
    receiver: "받을 사람",
    message: "감사의 말",
    messageHint: "보낸 사람과 받은 사람, 관리자만 봅니다. 500자까지",
    send: "보내기",
    sent: (name) => `${name}님에게 감사를 보냈습니다.`,
    came: (name) => `${name}님이 감사를 보냈습니다.`,
    received: "받은 감사",
    given: "보낸 감사",
    noneReceived: "아직 받은 감사가 없습니다",
    noneGiven: "아직 보낸 감사가 없습니다",
    count: (number) => `모두 ${number}번`,
  },
  {
    title: "Thanks",
    intro: "Thank a colleague of another department who has helped you. It becomes their mileage.",
    allowance: "Thanks left this month",
    left: (count) => `You can give thanks ${count} more times this month.`,
    lapses: "What is left does not go over into the next month.",
    forOne: (count) => `At most ${count} a month to one person.`,
    obstacles: {
      readOnly: "This login may only read.",
      gone: "Thanks are for those who work here now.",
      colleague: "Thanks are for colleagues of other departments. This is one of your own.",
      switchedOff: "Thanks are not given at present.",
      usedUp: "You have given all thanks of this month. There are new ones next month.",
    },
    enough: (count) => `You have given this person all ${count} thanks of this month.`,
    oneself: "Not to yourself.",
    give: "Give thanks",
    giveTo: (name) => `Thank ${name}`,
    receiver: "To",
    message: "Message",
    messageHint: "Seen by you, by who receives it, and by administrators. Up to 500 characters",
    send: "Send",
    sent: (name) => `You have thanked ${name}.`,
    came: (name) => `${name} has thanked you.`,
    received: "Received",
    given: "Given",
    noneReceived: "Nobody has thanked you yet",
    noneGiven: "You have thanked nobody yet",
    count: (number) => `${number} in all`,
  },
);
