/** Vietnamese. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "Chúng tôi sẽ giúp quý vị ngay",
  heading: "Quét bằng điện thoại của quý vị",
  steps: ["Mở máy ảnh.", "Hướng máy ảnh vào ô vuông.", "Chạm vào đường liên kết."],
  startsWith: "Liên kết bắt đầu bằng",
  noPhone: "Không có điện thoại? Hãy hỏi chúng tôi.",
  code: "Mã để quét",
  language: "Ngôn ngữ",
};

export const handout: HandoutWords = {
  title: "Chia sẻ hồ sơ sức khỏe với chúng tôi",
  steps: [
    "Mở máy ảnh trên điện thoại.",
    "Hướng máy ảnh vào ô vuông.",
    "Chạm vào đường liên kết. Liên kết phải bắt đầu bằng {domain}.",
    "Chọn bệnh viện của quý vị và đăng nhập ở đó.",
  ],
  until: "Dùng được đến {time}, {day}.",
  justForYou: "Chỉ dành riêng cho quý vị.",
  help: "Cần giúp đỡ? Hãy hỏi quầy tiếp tân.",
  helpByPhone: "Cần giúp đỡ? Hãy hỏi quầy tiếp tân hoặc gọi {phone}.",
  code: "Mã cần quét",
};

export const message: MessageWords = {
  subject: "Đường liên kết từ {clinic}",
  whatItIs: "{clinic} gửi quý vị đường liên kết này. Hãy dùng nó để chia sẻ hồ sơ với chúng tôi.",
  open: "Mở đường liên kết",
  until: "Dùng được đến {time}, {day}.",
  justForYou: "Chỉ dành riêng cho quý vị. Xin đừng chuyển cho người khác.",
  helpByPhone: "Cần giúp đỡ? Hãy gọi {phone}.",
};

export const portal: PortalWords = {
  heading: "Nơi đăng nhập",
  where: "{hospital}: đăng nhập tại {portal}.",
  forgotten: "Quên mật khẩu? Hãy dùng trang đó.",
  newAccount: "Tài khoản mới có thể cần một ngày.",
};

export const returned: ReturnWords = {
  done: {
    heading: "Đã xong",
    text: "Bệnh viện của quý vị đã được kết nối. Hồ sơ của quý vị đang được gửi đến.",
  },
  partly: {
    heading: "Đã xong một phần",
    text: "Một phần hồ sơ của quý vị đang được gửi đến. Để thử phần còn lại, hãy xin chúng tôi một đường liên kết mới.",
  },
  nothing: {
    heading: "Chưa có bệnh viện nào được kết nối",
    text: "Chúng tôi có thể giúp. Hãy xin chúng tôi một đường liên kết mới.",
  },
  unknown: {
    heading: "Cảm ơn quý vị",
    text: "Quầy tiếp tân có thể xem việc kết nối đã thành công hay chưa.",
  },
  worked: "Đã thành công:",
  failed: "Chưa thành công:",
  call: "Hãy gọi cho chúng tôi theo số {phone}.",
  tell: "Hãy báo cho quầy tiếp tân.",
  goodbye:
    "Quý vị có thể đóng trang này. Nếu đây là điện thoại của phòng khám, xin vui lòng trả lại.",
};

export const whose: WhoseWords = {
  question: "Quý vị đã kết nối hồ sơ của ai?",
  mine: "Của tôi",
  child: "Của con tôi",
  other: "Của người khác",
  thanks: "Cảm ơn quý vị. Quầy tiếp tân có thể xem câu trả lời.",
};
