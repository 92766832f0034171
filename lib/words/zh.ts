/** Chinese. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "请稍候，我们马上为您服务",
  heading: "请用手机扫码",
  steps: ["打开相机。", "对准方块。", "点击链接。"],
  startsWith: "链接开头是",
  noPhone: "没有手机？请告诉我们。",
  code: "要扫描的码",
  language: "语言",
};

export const handout: HandoutWords = {
  title: "请与我们分享您的病历",
  steps: [
    "打开手机相机。",
    "对准方块。",
    "点击链接。链接开头必须是 {domain}。",
    "选择您的医院并在那里登录。",
  ],
  until: "有效期至{day} {time}。",
  justForYou: "仅供您本人使用。",
  help: "需要帮助？请询问前台。",
  helpByPhone: "需要帮助？请询问前台或致电 {phone}。",
  code: "要扫描的二维码",
};

export const message: MessageWords = {
  subject: "来自 {clinic} 的链接",
  whatItIs: "{clinic} 给您发来这个链接。请用它与我们分享您的病历。",
  open: "打开链接",
  until: "有效期至{day} {time}。",
  justForYou: "仅供您本人使用。请不要转发给别人。",
  helpByPhone: "需要帮助？请致电 {phone}。",
};

export const portal: PortalWords = {
  heading: "在哪里登录",
  where: "{hospital}：请在 {portal} 登录。",
  forgotten: "忘记密码？请使用该页面。",
  newAccount: "新账户可能需要一天才能使用。",
};

export const returned: ReturnWords = {
  done: {
    heading: "已完成",
    text: "您的医院已连接。您的病历正在传送中。",
  },
  partly: {
    heading: "部分成功",
    text: "您的部分病历正在传送中。如要再试其余的医院，请向我们要一个新链接。",
  },
  nothing: {
    heading: "没有连接任何医院",
    text: "我们可以帮您。请向我们要一个新链接。",
  },
  unknown: {
    heading: "谢谢",
    text: "前台可以看到是否成功。",
  },
  worked: "已成功：",
  failed: "未成功：",
  call: "请致电 {phone}。",
  tell: "请告诉前台。",
  goodbye: "您可以关闭此页面。如果这是诊所的手机，请还给前台。",
};

export const whose: WhoseWords = {
  question: "您连接的是谁的病历？",
  mine: "我自己的",
  child: "我孩子的",
  other: "其他人的",
  thanks: "谢谢。前台可以看到您的回答。",
};
