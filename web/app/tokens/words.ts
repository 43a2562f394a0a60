import { bilingual } from "../words/language";

export const words = bilingual(
  {
    title: "API 토큰",
    intro: "프로그램이 나를 대신해 협력 요청을 읽거나 바꿀 때 씁니다.",
    purpose: "쓰임",
    number: "번호",
    getting: "토큰 받기",
    gettingHelp: "화면에서는 만들 수 없습니다. 서버 운영자에게 이 명령을 보내 부탁하십시오. 이 토큰은 읽기만 할 수 있고 90일 동안 씁니다(--days로 바꿉니다).",
    writing: "바꾸는 일도 하는 프로그램이라면:",
    once: "토큰은 만들 때 한 번만 보입니다. 토큰을 가진 사람은 내가 볼 수 있는 것을 모두 볼 수 있으니 비밀번호처럼 다루십시오.",
    using: "쓰기",
    usingHelp: "/graphql로 보내는 요청마다 이 머리글을 붙입니다.",
    revoking: "거두기",
    revokingHelp: "쓰지 않거나 새어 나간 토큰은 운영자에게 거두어 달라고 하십시오. 곧바로 쓸 수 없게 됩니다.",
  },
  {
    title: "API tokens",
    intro: "For programs that read or change requests on my behalf.",
    purpose: "PURPOSE",
    number: "NUMBER",
    getting: "Getting one",
    gettingHelp: "They cannot be made on this page. Ask whoever runs the server for this command. The token may only read, and lasts 90 days (--days says otherwise).",
    writing: "For a program that changes things, too:",
    once: "A token is shown once, when it is made. Whoever has it sees all that you may see: treat it like a password.",
    using: "Using it",
    usingHelp: "Send this header with each request to /graphql.",
    revoking: "Revoking it",
    revokingHelp: "Ask for tokens that are no longer used, or that have leaked, to be revoked. They open nothing from then on.",
  },
);
