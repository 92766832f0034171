/** English, of which the others are translations. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "We will help you in a moment",
  heading: "Scan with your phone",
  steps: ["Open the camera.", "Point it at the square.", "Tap the link."],
  startsWith: "It starts with",
  noPhone: "No phone? Ask us.",
  code: "Code to scan",
  language: "Language",
};

export const handout: HandoutWords = {
  title: "Share your health records with us",
  steps: [
    "Open the camera on your phone.",
    "Point it at the square.",
    "Tap the link. It must start with {domain}.",
    "Pick your hospital and sign in there.",
  ],
  until: "Works until {time}, {day}.",
  justForYou: "It is just for you.",
  help: "Need help? Ask at the desk.",
  helpByPhone: "Need help? Ask at the desk or call {phone}.",
  code: "The code to scan",
};

export const message: MessageWords = {
  subject: "Your link from {clinic}",
  whatItIs: "{clinic} sent you this link. Use it to share your records with us.",
  open: "Open the link",
  until: "It works until {time}, {day}.",
  justForYou: "It is just for you. Do not pass it on.",
  helpByPhone: "Need help? Call {phone}.",
};

export const portal: PortalWords = {
  heading: "Where to sign in",
  where: "{hospital}: sign in at {portal}.",
  forgotten: "Forgot your password? Use that page.",
  newAccount: "A new account may need a day.",
};

export const returned: ReturnWords = {
  done: {
    heading: "You are done",
    text: "Your hospital is connected. Your records are on the way.",
  },
  partly: {
    heading: "Some of it worked",
    text: "Some of your records are on the way. To try the rest, ask us for a new link.",
  },
  nothing: {
    heading: "No hospital is connected",
    text: "We can help. Ask us for a new link.",
  },
  unknown: {
    heading: "Thank you",
    text: "The desk can see if it worked.",
  },
  worked: "This worked:",
  failed: "This did not work:",
  call: "Call us at {phone}.",
  tell: "Tell the desk.",
  goodbye: "You can close this page. If this is the clinic’s phone, give it back.",
};

export const whose: WhoseWords = {
  question: "Whose records did you connect?",
  mine: "Mine",
  child: "My child’s",
  other: "Someone else’s",
  thanks: "Thank you. The desk can see your answer.",
};
