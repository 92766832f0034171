/** Spanish. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "Le atenderemos en un momento",
  heading: "Escanee con su teléfono",
  steps: ["Abra la cámara.", "Apunte al cuadrado.", "Toque el enlace."],
  startsWith: "Empieza con",
  noPhone: "¿No tiene teléfono? Pregúntenos.",
  code: "Código para escanear",
  language: "Idioma",
};

export const handout: HandoutWords = {
  title: "Comparta su historial médico con nosotros",
  steps: [
    "Abra la cámara de su teléfono.",
    "Apunte al cuadrado.",
    "Toque el enlace. Debe empezar con {domain}.",
    "Elija su hospital e inicie sesión allí.",
  ],
  until: "Funciona hasta las {time}, {day}.",
  justForYou: "Es solo para usted.",
  help: "¿Necesita ayuda? Pregunte en recepción.",
  helpByPhone: "¿Necesita ayuda? Pregunte en recepción o llame al {phone}.",
  code: "El código que debe escanear",
};

export const message: MessageWords = {
  subject: "Su enlace de {clinic}",
  whatItIs: "{clinic} le envía este enlace. Úselo para compartir su historial con nosotros.",
  open: "Abrir el enlace",
  until: "Funciona hasta las {time}, {day}.",
  justForYou: "Es solo para usted. No lo comparta con nadie.",
  helpByPhone: "¿Necesita ayuda? Llame al {phone}.",
};

export const portal: PortalWords = {
  heading: "Dónde iniciar sesión",
  where: "{hospital}: inicie sesión en {portal}.",
  forgotten: "¿Olvidó su contraseña? Use esa página.",
  newAccount: "Una cuenta nueva puede tardar un día.",
};

export const returned: ReturnWords = {
  done: {
    heading: "Ya terminó",
    text: "Su hospital está conectado. Su historial médico está en camino.",
  },
  partly: {
    heading: "Una parte funcionó",
    text: "Una parte de su historial médico está en camino. Para intentar el resto, pídanos un enlace nuevo.",
  },
  nothing: {
    heading: "Ningún hospital está conectado",
    text: "Le ayudamos. Pídanos un enlace nuevo.",
  },
  unknown: {
    heading: "Gracias",
    text: "En recepción pueden ver si funcionó.",
  },
  worked: "Esto funcionó:",
  failed: "Esto no funcionó:",
  call: "Llámenos al {phone}.",
  tell: "Avise en recepción.",
  goodbye: "Puede cerrar esta página. Si este teléfono es de la clínica, devuélvalo.",
};

export const whose: WhoseWords = {
  question: "¿De quién es el historial que conectó?",
  mine: "Mío",
  child: "De mi hijo o hija",
  other: "De otra persona",
  thanks: "Gracias. En recepción pueden ver su respuesta.",
};
