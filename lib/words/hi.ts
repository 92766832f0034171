/** Hindi. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "हम थोड़ी देर में आपकी मदद करेंगे",
  heading: "अपने फ़ोन से स्कैन करें",
  steps: ["कैमरा खोलें।", "उसे इस चौकोर कोड के सामने रखें।", "लिंक पर टैप करें।"],
  startsWith: "लिंक इससे शुरू होता है:",
  noPhone: "फ़ोन नहीं है? हमसे पूछें।",
  code: "स्कैन करने का कोड",
  language: "भाषा",
};

export const handout: HandoutWords = {
  title: "अपने स्वास्थ्य रिकॉर्ड हमारे साथ साझा करें",
  steps: [
    "अपने फ़ोन का कैमरा खोलें।",
    "उसे इस चौकोर कोड के सामने रखें।",
    "लिंक पर टैप करें। लिंक {domain} से शुरू होना चाहिए।",
    "अपना अस्पताल चुनें और वहाँ साइन इन करें।",
  ],
  until: "{day}, {time} तक चलेगा।",
  justForYou: "यह सिर्फ़ आपके लिए है।",
  help: "मदद चाहिए? रिसेप्शन पर पूछें।",
  helpByPhone: "मदद चाहिए? रिसेप्शन पर पूछें या {phone} पर फ़ोन करें।",
  code: "स्कैन करने का कोड",
};

export const message: MessageWords = {
  subject: "{clinic} से आपका लिंक",
  whatItIs: "{clinic} ने आपको यह लिंक भेजा है। इससे अपने रिकॉर्ड हमारे साथ साझा करें।",
  open: "लिंक खोलें",
  until: "यह {day}, {time} तक चलेगा।",
  justForYou: "यह सिर्फ़ आपके लिए है। इसे किसी और को न भेजें।",
  helpByPhone: "मदद चाहिए? {phone} पर फ़ोन करें।",
};

export const portal: PortalWords = {
  heading: "कहाँ साइन इन करें",
  where: "{hospital}: {portal} पर साइन इन करें।",
  forgotten: "पासवर्ड भूल गए? उसी पेज का इस्तेमाल करें।",
  newAccount: "नए खाते में एक दिन लग सकता है।",
};

export const returned: ReturnWords = {
  done: {
    heading: "काम पूरा हुआ",
    text: "आपका अस्पताल जुड़ गया है। आपके रिकॉर्ड आ रहे हैं।",
  },
  partly: {
    heading: "कुछ काम पूरा हुआ",
    text: "आपके कुछ रिकॉर्ड आ रहे हैं। बाकी के लिए हमसे नया लिंक माँगें।",
  },
  nothing: {
    heading: "कोई अस्पताल नहीं जुड़ा है",
    text: "हम मदद कर सकते हैं। हमसे नया लिंक माँगें।",
  },
  unknown: {
    heading: "धन्यवाद",
    text: "रिसेप्शन पर देखा जा सकता है कि काम हुआ या नहीं।",
  },
  worked: "यह जुड़ गया:",
  failed: "यह नहीं जुड़ा:",
  call: "हमें {phone} पर फ़ोन करें।",
  tell: "रिसेप्शन पर बताएँ।",
  goodbye: "आप यह पेज बंद कर सकते हैं। अगर यह क्लिनिक का फ़ोन है, तो इसे लौटा दें।",
};

export const whose: WhoseWords = {
  question: "आपने किसके रिकॉर्ड जोड़े?",
  mine: "मेरे",
  child: "मेरे बच्चे के",
  other: "किसी और के",
  thanks: "धन्यवाद। रिसेप्शन पर आपका जवाब दिख सकता है।",
};
