import { josa } from "es-hangul";

import { bilingual } from "../words/language";

export const words = bilingual(
  {
    chooseFiles: "파일 고르기",
    dropHere: "여기에 끌어다 놓아도 됩니다.",
    fileProgress: (name: string) => `${name} 올리는 중`,
    fileSent: (name: string) => `${josa(name, "을/를")} 올렸습니다`,
    cancelled: "그만두었습니다",
    unreachable: "보내지 못했습니다",
    cancel: "그만두기",
    again: "다시 보내기",
    remove: "빼기",
  },
  {
    chooseFiles: "Choose files",
    dropHere: "Or drop them here.",
    fileProgress: (name: string) => `Sending ${name}`,
    fileSent: (name: string) => `${name} was added`,
    cancelled: "Called off",
    unreachable: "It could not be sent",
    cancel: "Call off",
    again: "Send again",
    remove: "Remove",
  },
);
