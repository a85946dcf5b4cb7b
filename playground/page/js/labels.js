// The page's own words in three languages (简体, 繁體, English); sentences of the bot are never here.

const TABLE = {
  app: ["围炉演练场", "圍爐演練場", "Weilu playground"],
  people: ["人与群", "人與群組", "People and chats"], chats: ["聊天", "聊天", "Chats"], stage: ["控制台", "控制台", "Controls"],
  who: ["你现在是谁？", "你現在是誰？", "Who are you now?"],
  owner: ["群主", "擁有者", "owner"], moderator: ["管理员", "管理員", "admin"], member: ["成员", "成員", "member"],
  newcomer: ["新人", "新人", "newcomer"], bot: ["机器人", "機器人", "bot"],
  language: ["界面语言", "介面語言", "Language"],
  groupOf: ["{n} 位成员", "{n} 位成員", "{n} {n:member|members}"], forum: ["话题群", "話題群", "forum"],
  private: ["和机器人的私聊", "和機器人的私訊", "Private chat with the bot"], notIn: ["你不在这个群里", "你不在這個群組裡", "You are not in this group"], noChats: ["还没有聊天", "還沒有聊天", "No chats yet"],
  general: ["综合", "綜合", "General"], topics: ["话题", "話題", "Topics"], newTopic: ["新话题", "新話題", "New topic"],
  topicName: ["话题名字", "話題名字", "Name of the topic"], closed: ["已关闭", "已關閉", "closed"],
  topicMenu: ["话题操作", "話題操作", "Topic actions"], closeTopic: ["关闭话题", "關閉話題", "Close topic"],
  reopenTopic: ["重开话题", "重開話題", "Reopen topic"], renameTopic: ["改名", "改名", "Rename"],
  deleteTopic: ["删除话题", "刪除話題", "Delete topic"],
  members: ["成员", "成員", "Members"], chatMenu: ["更多", "更多", "More"], join: ["加入群组", "加入群組", "Join"],
  leave: ["退出群组", "離開群組", "Leave"], blockBot: ["屏蔽机器人", "封鎖機器人", "Block the bot"],
  unblockBot: ["解除屏蔽", "解除封鎖", "Unblock the bot"], addBot: ["把机器人请进来", "把機器人請進來", "Add the bot"],
  removeBot: ["把机器人请出去", "把機器人請出去", "Remove the bot"], newGroup: ["新建群组", "新建群組", "New group"],
  groupTitle: ["群组名字", "群組名字", "Title of the group"],
  askFirst: ["加群要先申请", "加入前要先申請", "Ask before joining"], askNoMore: ["加群不用申请", "加入不用申請", "Join without asking"],
  requests: ["等着进群", "等著加入", "Waiting to join"], approve: ["同意", "同意", "Let in"], decline: ["拒绝", "拒絕", "Turn away"],
  asked: ["已申请，等管理员同意", "已申請，等管理員同意", "Asked to join: an admin decides"],
  touch: ["编辑，但什么都不改", "編輯，但什麼都不改", "Edit nothing visible"],
  deleted: ["已注销的账号", "已刪除的帳號", "Deleted account"], deleteAccount: ["注销「{name}」的账号", "刪除「{name}」的帳號", "Delete {name}’s account"],
  deletedNow: ["账号已注销，机器人听不到这件事", "帳號已刪除，機器人聽不到這件事", "The account is gone, and no bot is told"],
  promote: ["设为管理员", "設為管理員", "Make admin"], demote: ["撤销管理员", "取消管理員", "Dismiss as admin"],
  restrict: ["禁言", "禁言", "Mute"], ban: ["移出并封禁", "移除並封鎖", "Ban"], unban: ["解除封禁", "解除封鎖", "Unban"],
  s_creator: ["群主", "擁有者", "owner"], s_administrator: ["管理员", "管理員", "admin"], s_member: ["成员", "成員", "member"],
  s_restricted: ["受限", "受限", "restricted"], s_left: ["已离开", "已離開", "left"], s_kicked: ["已封禁", "已封鎖", "banned"],
  pinned: ["置顶消息", "置頂訊息", "Pinned message"], start: ["开始", "開始", "Start"],
  startHint: ["点「开始」，机器人才能私聊你。", "點「開始」，機器人才能私訊你。", "Press Start so that the bot may write to you."],
  say: ["输入消息…", "輸入訊息…", "Write a message…"], send: ["发送", "傳送", "Send"], attach: ["发图片或文件", "傳圖片或檔案", "Send a picture or file"],
  sticker: ["发贴纸", "傳貼圖", "Send a sticker"], anonymous: ["匿名", "匿名", "Anonymous"],
  anonymousHint: ["以群组的名义发言", "以群組的名義發言", "Speak as the group"],
  cannotSend: ["你现在不能在这里发消息", "你現在不能在這裡傳訊息", "You can't send messages here right now"],
  replyTo: ["回复 {name}", "回覆 {name}", "Reply to {name}"], editing: ["编辑消息", "編輯訊息", "Edit message"],
  cancel: ["取消", "取消", "Cancel"], close: ["关闭", "關閉", "Close"], ok: ["好", "好", "OK"],
  messages: ["消息", "訊息", "Messages"], actions: ["消息操作", "訊息操作", "Message actions"], reply: ["回复", "回覆", "Reply"],
  edit: ["编辑", "編輯", "Edit"], delete: ["删除", "刪除", "Delete"], pin: ["置顶", "置頂", "Pin"], copy: ["复制文字", "複製文字", "Copy text"],
  forward: ["转发到…", "轉傳到…", "Forward to…"], copied: ["已复制", "已複製", "Copied"], edited: ["已编辑", "已編輯", "edited"],
  reactWith: ["回应 {emoji}", "回應 {emoji}", "React with {emoji}"], commands: ["命令", "指令", "Commands"], mention: ["提到谁", "提到誰", "Mention"],
  groupVoice: ["群组匿名", "群組匿名", "as the group"], forwarded: ["转发自 {name}", "轉傳自 {name}", "Forwarded from {name}"],
  notInChat: ["你不在这个群里", "你不在這個群組裡", "You are not in this group"],
  deletedReply: ["消息已不在", "訊息已不在", "message is gone"], empty: ["这里还很安静，说句话吧。", "這裡還很安靜，說句話吧。", "It's quiet here. Say something!"],
  today: ["今天", "今天", "Today"], picture: ["图片", "圖片", "Picture"], film: ["视频", "影片", "Video"], voice: ["语音", "語音", "Voice message"],
  place: ["位置", "位置", "Location"], via: ["通过 {name}", "透過 {name}", "via {name}"],
  wordButtons: ["快捷回复", "快速回覆", "Quick replies"], inlineAnswers: ["机器人的回答", "機器人的回答", "The bot’s answers"], file: ["文件", "檔案", "File"],
  poll_anonymous: ["匿名投票", "匿名投票", "Anonymous poll"], poll_public: ["公开投票", "公開投票", "Public poll"], poll_quiz: ["测验", "測驗", "Quiz"],
  poll_closed: ["投票已结束", "投票已結束", "Poll closed"], votes: ["{n} 人投票", "{n} 人投票", "{n} {n:vote|votes}"], vote: ["投票", "投票", "Vote"],
  addOption: ["添加选项", "新增選項", "Add an option"], retract: ["收回投票", "收回投票", "Retract vote"], spoiler: ["点开看看", "點開看看", "Show hidden text"],
  typing: ["机器人正在输入…", "機器人正在輸入…", "the bot is typing…"], stopped: ["机器人已停止，消息会等它回来", "機器人已停止，訊息會等它回來", "The bot is stopped; messages wait for it"],
  offline: ["连接断开，正在重连…", "連線中斷，正在重新連線…", "Disconnected, reconnecting…"],
  toEnd: ["回到最新", "回到最新", "Jump to latest"],
  clock: ["时间", "時間", "Clock"], clockHint: ["拨快一天，再签到：连续天数会加一。", "撥快一天，再簽到：連續天數會加一。", "Move a day on and check in again: the streak grows."],
  plusHour: ["+1 小时", "+1 小時", "+1 hour"], plusDay: ["+1 天", "+1 天", "+1 day"], to20: ["到 20:00", "到 20:00", "Jump to 20:00"], reset: ["恢复真实时间", "恢復真實時間", "Back to real time"],
  zone: ["上海时间", "上海時間", "Shanghai time"],
  network: ["网络", "網路", "Network"], networkHint: ["断网时照常签到，恢复后回复会补发，一条不少。", "斷網時照常簽到，恢復後回覆會補發，一則不少。", "Check in while it is offline: the answers arrive later, none lost."],
  net_ok: ["正常", "正常", "Normal"], net_down: ["断网", "斷網", "Offline"], net_slow: ["很慢", "很慢", "Slow"], net_errors: ["服务器报错", "伺服器報錯", "Server errors"], net_flood: ["限速（429）", "流量限制（429）", "Rate limit (429)"],
  config: ["配置文件", "設定檔", "Config file"], editConfig: ["改配置文件", "改設定檔", "Edit the config"], save: ["保存", "儲存", "Save"],
  configHow: ["和真的一样：改了就存，机器人一两秒后私聊告诉运营者（{name}）收下了什么、哪里不对。写错也不要紧，原来的照常生效。", "和真的一樣：改了就存，機器人一兩秒後私訊告訴營運者（{name}）收下了什麼、哪裡不對。寫錯也不要緊，原來的照常生效。", "As in earnest: save, and in a second or two the bot tells its operator ({name}) in private what it took over or what is wrong. A mistake does no harm: what was in force stays."],
  configSaved: ["存好了，看机器人怎么说", "存好了，看機器人怎麼說", "Saved. See what the bot says"],
  botHint: ["强制关掉再启动：什么都不丢，也不重复。只有按钮等不久，停两分半钟以上要再按一次。", "強制關閉再啟動：什麼都不丟，也不重複。只有按鈕等不久，停兩分半鐘以上要再按一次。", "Kill it and start again: nothing is lost or doubled. Presses alone wait two and a half minutes, no longer."],
  running: ["运行中", "執行中", "running"], notRunning: ["已停止", "已停止", "stopped"],
  privacy: ["隐私模式", "隱私模式", "Privacy mode"],
  privacyHint: ["打开后，不是管理员的机器人只看得见给它的话", "開啟後，不是管理員的機器人只看得見給它的話", "With it on, a bot that is no admin sees only what is meant for it"],
  pointing: ["让你的机器人连过来", "讓你的機器人連過來", "Point your bot here"], library: ["用哪个库", "用哪個函式庫", "Library"],
  pointingHint: ["把你的机器人指到这里，别的什么都不用改：", "把你的機器人指到這裡，其他都不用改：", "Point your own bot here; nothing else need change:"],
  unsupervised: ["这个机器人在别处运行，这里控制不了它。", "這個機器人在別處執行，這裡控制不了它。", "This bot runs elsewhere and cannot be controlled here."],
  kill: ["强制关掉（kill -9）", "強制關閉（kill -9）", "Kill (kill -9)"], stop: ["停止", "停止", "Stop"], startBot: ["启动", "啟動", "Start"], restart: ["重启", "重新啟動", "Restart"],
  lively: ["模拟聊天", "模擬聊天", "Simulate chatter"], livelyHint: ["让成员自己聊起来，看机器人跟不跟得上。", "讓成員自己聊起來，看機器人跟不跟得上。", "Let members chat on their own and watch the bot keep up."],
  livelyOn: ["成员自己聊天", "成員自己聊天", "Members chat"], rate: ["每分钟 {n} 条消息", "每分鐘 {n} 則訊息", "{n} {n:message|messages} a minute"],
  cast: ["人与群", "人與群組", "People and chats"], castHint: ["新人马上进群，看看怎么欢迎；普通群升级后，积分一分不少。", "新人馬上進群組，看看怎麼歡迎；普通群組升級後，積分一分不少。", "A newcomer joins at once: see the welcome. Upgrade a plain group and keep every point."],
  addNewcomer: ["来个新人", "來個新人", "Add a newcomer"], migrate: ["把「{title}」升级为超级群", "把「{title}」升級為超級群組", "Upgrade “{title}” to a supergroup"],
  migrated: ["群组已升级为超级群", "群組已升級為超級群組", "The group is now a supergroup"], arrived: ["{name} 来了", "{name} 來了", "{name} has arrived"],
  v_join: ["{name} 加入了群组", "{name} 加入了群組", "{name} joined"], v_added: ["{by} 把 {name} 拉进了群", "{by} 把 {name} 加進了群組", "{by} added {name}"],
  v_left: ["{name} 离开了群组", "{name} 離開了群組", "{name} left"], v_removed: ["{by} 移出了 {name}", "{by} 移出了 {name}", "{by} removed {name}"],
  v_pin: ["{by} 置顶了「{text}」", "{by} 置頂了「{text}」", "{by} pinned “{text}”"], v_topic: ["{by} 开了话题「{text}」", "{by} 開了話題「{text}」", "{by} opened the topic “{text}”"],
  v_topicClosed: ["{by} 关闭了话题", "{by} 關閉了話題", "{by} closed the topic"], v_topicReopened: ["{by} 重开了话题", "{by} 重開了話題", "{by} reopened the topic"],
  v_topicEdited: ["{by} 把话题改成了「{text}」", "{by} 把話題改成了「{text}」", "{by} renamed the topic to “{text}”"], v_title: ["{by} 把群名改成「{text}」", "{by} 把群組名稱改成「{text}」", "{by} renamed the group to “{text}”"],
  v_appData: ["{by} 把小程序「{text}」里的数据交给了机器人", "{by} 把小程式「{text}」裡的資料交給了機器人", "{by} sent the bot what the Mini App “{text}” had"],
  v_usersShared: ["{by} 把 {n} 个人告诉了机器人", "{by} 把 {n} 個人告訴了機器人", "{by} told the bot of {n} {n:person|people}"],
  v_chatShared: ["{by} 把一个群告诉了机器人", "{by} 把一個群組告訴了機器人", "{by} told the bot of a group"],
  back: ["返回", "返回", "Back"], appSendsNothing: ["只有键盘按钮打开的小程序能交数据给机器人", "只有鍵盤按鈕開啟的小程式能交資料給機器人", "Only a Mini App opened from the keyboard can send data to the bot"],
  nobodyFits: ["没有合适的可选", "沒有合適的可選", "There is nothing that fits"],
  v_migrated: ["群组已升级为超级群", "群組已升級為超級群組", "Upgraded to a supergroup"], v_created: ["群组建好了", "群組建好了", "Group created"], v_other: ["系统消息", "系統訊息", "Service message"],
};

export const LOCALES = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };
const COLUMN = Object.keys(LOCALES);
let chosen = localStorage.getItem("locale") ?? guess();

function guess() {
  const wanted = (navigator.languages ?? [navigator.language]).find((code) => /^(zh|en)\b/i.test(code)) ?? "en";
  if (/^zh-(TW|HK|MO|Hant)/i.test(wanted)) return "zh-Hant";
  return /^zh/i.test(wanted) ? "zh-Hans" : "en";
}

export const locale = () => chosen;

export function setLocale(code) {
  chosen = code;
  localStorage.setItem("locale", code);
  document.documentElement.lang = code;
}

/** The label in the chosen language, `{name}` filled from `values`, `{n:vote|votes}` by whether `n` is 1; an unknown key is
 * an error of the page. */
export function t(key, values = {}) {
  const row = TABLE[key];
  if (!row) throw new Error(`no label named ${key}`);
  return row[COLUMN.indexOf(chosen)].replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (_, name, one, many) => one === undefined ? values[name] ?? "" : Number(values[name]) === 1 ? one : many);
}
