import { bilingual } from "../../words/language";
import type { Kind, Wishes } from "./wishes";

interface Words {
  title: string;
  intro: string;
  notOffered: string;
  notOfferedHelp: string;
  to(email: string): string;
  none: string;
  frequency: string;
  frequencies: Record<Wishes["frequency"], string>;
  kinds: Record<Kind, string>;
  hints: Record<Kind, string>;
  chosen(count: number): string;
  save: string;
  end: string;
  endAsk: string;
  saved: string;
  ended: string;
  unsaved: string;
}

export const words = bilingual<Words>(
  {
    title: "메일로 받기",
    intro: "고른 소식지의 새 호를 업무 메일로 받습니다. 여러 까닭으로 고른 호도 한 번만 갑니다.",
    notOffered: "이 서버는 메일을 보내지 않습니다",
    notOfferedHelp: "메일 서버가 정해지면 여기에서 고를 수 있습니다. 그동안은 새 소식 화면에서 읽지 않은 호를 모아 볼 수 있습니다.",
    to: (email) => `받는 곳: ${email}`,
    none: "아직 메일로 받지 않습니다.",
    frequency: "얼마나 자주",
    frequencies: { IMMEDIATELY: "나오는 대로", DAILY: "하루에 한 번 (아침 8시)", WEEKLY: "한 주에 한 번 (월요일 아침 8시)" },
    kinds: { topics: "주제", newsletters: "소식지", publishers: "펴내는 부서" },
    hints: { topics: "이 주제를 다루는 모든 소식지", newsletters: "이 소식지의 새 호", publishers: "이 부서가 펴내는 모든 소식지" },
    chosen: (count) => `고른 것 ${count}가지`,
    save: "이대로 받기",
    end: "그만 받기",
    endAsk: "소식지를 메일로 더 받지 않습니다. 고른 것도 지웁니다.",
    saved: "이대로 받습니다",
    ended: "더 받지 않습니다",
    unsaved: "고친 것을 아직 저장하지 않았습니다.",
  },
  {
    title: "By mail",
    intro: "New issues of what you choose, at your work address. Whatever is chosen for several reasons comes once.",
    notOffered: "This server sends no mail",
    notOfferedHelp: "Once there is a mail server, you can choose here. Until then the new issues show what you have not read.",
    to: (email) => `To ${email}`,
    none: "You get nothing by mail yet.",
    frequency: "How often",
    frequencies: { IMMEDIATELY: "As they come out", DAILY: "Once a day (at 8)", WEEKLY: "Once a week (Monday at 8)" },
    kinds: { topics: "Topics", newsletters: "Newsletters", publishers: "Publishers" },
    hints: { topics: "All newsletters on the topic", newsletters: "New issues of the newsletter", publishers: "All newsletters of the department" },
    chosen: (count) => `${count} chosen`,
    save: "Get these",
    end: "Get nothing any more",
    endAsk: "You will get no newsletters by mail. What you chose is deleted.",
    saved: "You will get these",
    ended: "You get nothing any more",
    unsaved: "What you changed is not saved yet.",
  },
);
