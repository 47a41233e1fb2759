/**
 * Korean particles depend on the sound before them. Phrases contain both forms, as is usual in Korean when it is
 * unknown (`이(가)`); this file chooses the form by the preceding name, and keeps both where that is ambiguous.
 */

/** How a text ends when read in Korean; ㄹ matters for one particle. */
type Ending = "vowel" | "ㄹ" | "consonant";

/** Both forms as in phrases, the one after a consonant, the one after a vowel. */
const particles = [
  ["이(가)", "이", "가"],
  ["은(는)", "은", "는"],
  ["을(를)", "을", "를"],
  ["과(와)", "과", "와"],
  ["(으)로", "으로", "로"],
] as const;

/** `text`, whose first particle follows `before`, with the right form. */
export function withParticle(before: string, text: string): string {
  const found = particles.find(([both]) => text.startsWith(both));
  const ending = found && endingOf(before);
  if (!found || !ending) return text;
  const [both, afterConsonant, afterVowel] = found;
  const isVowel = ending === "vowel" || (both === "(으)로" && ending === "ㄹ");
  return (isVowel ? afterVowel : afterConsonant) + text.slice(both.length);
}

/** The sound at the text's end in Korean, ignoring parentheses; undefined when it is ambiguous. */
export function endingOf(whole: string): Ending | undefined {
  const text = whole
    .slice(-100)
    .normalize("NFC")
    .replace(/\s*\([^()]*\)$/, "");
  const last = text.at(-1) ?? "";
  if (/[가-힣]/.test(last)) {
    // Syllables are ordered by their final consonant, for each pair of initial and vowel; 8 is ㄹ.
    const final = (last.charCodeAt(0) - 0xac00) % 28;
    return final === 0 ? "vowel" : final === 8 ? "ㄹ" : "consonant";
  }
  // 일, 칠, 팔; 영, 삼, 육; 이, 사, 오, 구. Tens, hundreds and thousands end in a consonant as 영 does.
  if (/[0-9]/.test(last)) return /[178]/.test(last) ? "ㄹ" : /[036]/.test(last) ? "consonant" : "vowel";
  const word = /[A-Za-z]+$/.exec(text)?.[0];
  return word === undefined ? undefined : isSpelled(word) ? endingOfLetter(word) : endingOfWord(word.toLowerCase());
}

/** Whether it is spelled out letter by letter: `RDS`, `db`, `ecr`. */
function isSpelled(word: string): boolean {
  return word.length === 1 || word === word.toUpperCase() || !/[aeiouy]/i.test(word) || /[^aeiouy]r$/i.test(word);
}

/** 엘 and 알, 엠 and 엔; the names of all other letters end in a vowel. */
function endingOfLetter(word: string): Ending {
  return /[lr]$/i.test(word) ? "ㄹ" : /[mn]$/i.test(word) ? "consonant" : "vowel";
}

/** An English word in Korean spelling: staging 스테이징, role 롤, worker 워커, dev 데브. */
function endingOfWord(word: string): Ending | undefined {
  if (/le?$/.test(word)) return "ㄹ";
  if (/(ng|[mn]e?)$/.test(word)) return "consonant";
  // These end in a stop in some words (web 웹, app 앱) and in a vowel in others (hub 허브, port 포트).
  return /[bckpqt]$/.test(word) ? undefined : "vowel";
}
