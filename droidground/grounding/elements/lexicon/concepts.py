"""Functions of screens: what people say for them, and what Android and its apps call them.

One function a line: what is said, `=`, what stands on screens (a text, a description or the words
of a resource id). Screens in Chinese, Japanese and Korean are named where a function is common.
"""

NAVIGATION = """
back, go back, return, previous page, leave this page, back arrow, arrow back, leave without saving = navigate up, back, go back, navigate back, return, ←, 返回, 戻る, 뒤로
close, close this, x, cross, exit, dismiss, leave, get out of here, close this without changing anything, never mind = close, dismiss, cancel, not now, exit, ×, ✕, 关闭, 閉じる, 닫기
more options, options menu, overflow menu, overflow, three dots, 3 dots, three dot menu, three dots menu, kebab menu, kebab, more options menu, dots menu, browser menu = more options, overflow menu, options menu, menu, more, ⋮, 更多, その他のオプション, 옵션 더보기
hamburger menu, hamburger, hamburger icon, three lines, navigation drawer, side menu, drawer, open drawer, open the drawer, navigation menu, open menu, sidebar, open side menu, main menu = open navigation drawer, navigation drawer, show navigation drawer, open drawer, open navigation menu, navigation menu, open navigation sidebar, main menu, menu, ☰
menu = open navigation drawer, navigation drawer, show navigation drawer, open drawer, open navigation menu, navigation menu, main menu, more options, overflow menu, options menu, menu, ☰, ⋮
home, home page, start page, go home = home, home page, 首页, ホーム, 홈
settings, preferences, gear, cog, cogwheel, open settings, gear wheel = settings, preferences, open settings, 设置, 設定, 설정
next, next step, continue, proceed, go on, move on, carry on = next, continue, next step, proceed, go on, 下一步, 次へ, 다음
skip, skip this, skip this step, do this later, not now, maybe later, later = skip, not now, later, maybe later, skip for now, no thanks, 跳过, スキップ, 건너뛰기
see all, show all, view all, see more, show more, more, show all others = see all, view all, show all, more, see more, show more, all, 更多, 全部, 查看全部, もっと見る, 더보기
collapse, collapse player, minimise, minimize, fold = collapse, minimise, minimize, 收起
help, get help, question mark = help, help and feedback, support, 帮助
refresh, reload, load page again, reload page, load again, update page = refresh, reload, reload page
tabs, open tabs, show open tabs, tab counter, tab switcher, tab count = switch tabs, open tabs, tab switcher, tabs, show tabs, tab counter
private browsing, incognito, incognito mode, private mode, private tab = private browsing, incognito, private tab, new incognito tab, new private tab, inprivate
scan qr code, scan code, scan a qr code, qr code scanner = scan qr code, qr code, scan, scan code, qr scanner, qr
notifications, bell = notifications, alerts
"""

EDITING = """
search, find, magnifying glass, magnifier, look something up, search for something = search, find, search view, 搜索, 検索, 검색
search for show, find show, look for show, find someone, look for app, look for someone, search for app = search
filter, filters, funnel, filter results = filter, filters, show filters, filter list, 筛选
sort, sort list, change order, change order of list, sort order, sort by = sort, sort by, sort order, change sort order
add, plus, plus sign, new, create, new one, add one, add new, add new one, create new one = add, new, create, +, add new, create new, plus, start chat, new message, new contact, create contact, add contact, new note, add note, add alarm, new event, add account, new chat
edit, pencil, change, modify, rename, change this = edit, rename, modify, change, 编辑, 編集
delete, trash, trash can, bin, garbage can, waste basket, throw away, remove, get rid of it, get rid = delete, remove, trash, move to trash, discard, bin, 删除, 削除, 삭제
clear, clear text, clear what i typed, empty field, clear field, clear search, clear search field = clear, clear text, clear query, clear search, clear input, ×
save, keep, store, save changes = save, done, save changes, 保存, 저장
done, finish, confirm, check, check mark, tick, ok, yes, confirm it = done, ok, confirm, yes, finish, apply, 完成, 确定, 完了, 확인
cancel, abort, never mind, no, no keep it = cancel, no, never mind, dismiss, 取消, キャンセル, 취소
copy, copy it, copy link = copy, copy link, copy to clipboard
undo, take back = undo
select all = select all
share, share this, send to friend = share, share via, share link, 分享, 共有, 공유
download, download this = download, get, 下载, ダウンロード, 다운로드
upload = upload
print = print
attach, attach file, paper clip, paperclip, add attachment = attach, attach file, add attachment
create folder, new folder, make folder = new folder, create folder, add folder
create collection, make collection = create collection, new collection, create new collection
add photo, upload photo, add picture = add photo, add a photo, upload photo, add picture, choose photo, add image
change picture, change photo = change photo, edit photo, change picture
show more fields, more fields = more fields, show more, view more
hide keyboard, close keyboard, dismiss keyboard = hide keyboard, close keyboard, dismiss keyboard
backspace, delete last digit, delete last letter, take away last digit = backspace, delete, del, ⌫
"""

MEDIA = """
play, start playing, start playback, resume = play, resume, 播放, 再生, 재생
pause, pause it, stop for now = pause, 暂停, 一時停止, 일시중지
next track, next song, skip song, skip track, skip to next song = next, next track, next song, skip next, skip to next, 下一曲, 下一首, 次の曲
previous track, previous song, last song, song before = previous, previous track, previous song, skip previous, 上一曲, 上一首, 前の曲
repeat, repeat mode, loop, loop mode = repeat, repeat mode, loop, repeat all, 列表循环, 单曲循环, 循环
shuffle, shuffle mode, random order = shuffle, shuffle all, shuffle play, 随机播放
queue, playlist, play queue, playing queue, song queue = queue, play queue, playlist, now playing queue, up next, 歌曲队列, 播放列表
mute, turn sound off, silence = mute, mute audio, volume off, 静音
unmute, turn sound on = unmute, volume up, volume on
like, heart, favourite, favorite, mark as favourite, mark as favorite, love, star, add to favourites, add to favorites = like, favourite, favorite, add to favourites, add to favorites, mark as favourite, mark as favorite, star, add star, 添加到我喜欢, 收藏, 喜欢, 赞
comments, comment, see comments, read comments = comments, comment, 评论, コメント, 댓글
add to playlist = add to playlist, 添加到歌单, 添加到
ringtone, set as ringtone = set as ringtone, ringtone, 设为铃声, 铃声
buy, buy this, purchase = buy, purchase, buy now, 购买
cast, cast to tv, chromecast, play on tv, show on tv = cast, cast to device, cast screen, cast button, chromecast, cast disconnected, connect to a device
full screen, fullscreen = full screen, enter full screen
voice search, microphone, mic, speak, talk, search by voice, voice input = voice search, voice input, microphone, mic, speak, search by voice, record
camera, take picture, take photo, shoot, shutter = camera, take photo, take picture, shutter, capture
switch camera, selfie, flip camera, front camera, i want selfie = switch camera, flip camera, toggle camera, front camera
flash, torch, flashlight, turn off flash, turn on flash = flash, torch, flashlight
use, use it, enable, apply, activate = use, apply, enable, 使用, 启用
"""

PEOPLE = """
log in, login, sign in, i already have account, already have account, i have account, have account = log in, login, sign in, i already have an account, 登录, 登入, ログイン, 로그인
sign up, register, create account, make account, i am new here, new account, join = sign up, register, create account, create new account, join, join now, 注册, 新規登録, 회원가입
log out, logout, sign out = log out, logout, sign out, 退出登录
forgot password, i forgot my password, i can't remember my password, can't remember password, forgotten password, reset password, trouble signing in, trouble logging in = forgot password, forgot your password, forgot password?, forgotten password, reset password, trouble logging in, trouble signing in, need help signing in, can't log in
show password, reveal password, show what i typed, eye, make password visible, unhide password = show password, toggle password visibility, password visibility, show, reveal password, text input end icon
guest, continue as guest, without account, use without account = continue as guest, guest, skip sign in, use without an account
agree, accept, accept terms, allow, allow it, permit, i agree, let it = agree, accept, i agree, allow, accept all, agree and continue, accept and continue, while using the app, ok, 同意, 允许, 許可, 동의
disagree, refuse, deny, decline, don't allow, reject, no it may not = disagree, decline, deny, refuse, don't allow, reject, 不同意, 拒绝, 許可しない
only once, just once, only this time = only this time, just once, allow once
profile, my profile, account, my account, profile picture, avatar, user, me = profile, account, my profile, user profile, my account, avatar, me, profile picture, account and settings, 我的, マイページ
follow = follow, subscribe, 关注
compose, write message, new message, write to someone, write new message, start chat, new chat = compose, new message, start chat, new chat, write, new conversation
send, paper plane, submit, send it, send message = send, submit, send message, send sms, 发送, 送信, 보내기
call, make phone call, phone, ring, dial, call someone, handset = call, phone, dial, make a call, call phone
message, text, send text message, send text = message, text, send message, messages, sms
add person, add contact, new contact, create contact = create contact, add contact, new contact, create new contact, add person
emoji, smiley, smiley face, emojis = emoji, insert emoji, smiley, open emoji
review, leave review, write review, rate = write a review, leave a review, add review, rate, review
invite, invite friends = invite, invite friends
surname, family name = last name, surname
given name, forename = first name
"""

PLACES = """
my location, where i am, center map on me, centre map on me, current location, locate me, show where i am, show my location = my location, current location, locate me, center on my location, location
map, show map, on map, see them on map, show on map, map view = map, show map, map view, view map
layers, map layers, map type = layers, map layers, map type, layer
directions, navigate, route, way there = directions, navigate, get directions, start navigation
"""

SYSTEM = """
flight mode, airplane mode = airplane mode, flight mode, aeroplane mode
address bar, url bar, location bar, web address = url bar, address bar, search or type url, search or enter address, url, omnibox
app drawer, all apps, list of apps = apps list, all apps, apps
recent apps, recents, app switcher, overview = overview, recent apps, recents
start over, reset, start again, clear all = clear, reset, ac, all clear, clear all
divided by, divide, division = ÷, divide, /, div
times, multiply, multiplied by = ×, multiply, *, mul
plus key, plus = +, plus, add
minus, subtract = −, -, minus, subtract, sub
equals, is = =, equals, eq
save power, save battery = battery saver, power saving, power saving mode
"""

TABLES = (NAVIGATION, EDITING, MEDIA, PEOPLE, PLACES, SYSTEM)
