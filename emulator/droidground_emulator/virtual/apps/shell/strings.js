// The words of System UI.
const WORDS = {
  ar: {
    "Device locked": "الجهاز مقفل", "Swipe up to open": "مرّر سريعًا للأعلى لفتح القفل", "No recent items": "ليس هناك عناصر حديثة",
    "Clear all": "محو الكل", "Internet": "الإنترنت", "Bluetooth": "البلوتوث", "Airplane mode": "وضع الطيران", "Dark theme": "المظهر الداكن",
    "Auto-rotate": "تدوير تلقائي", "Mobile data": "بيانات الجوّال", "Do Not Disturb": "عدم الإزعاج", "Battery Saver": "توفير شحن البطارية",
    "No notifications": "ما مِن إشعارات", "Open settings": "فتح الإعدادات", "OK": "حسنًا", "Wait": "انتظار", "Close app": "إغلاق التطبيق",
    "While using the app": "أثناء استخدام التطبيق", "Only this time": "هذه المرة فقط", "Don't allow": "عدم السماح", "App info": "معلومات التطبيق",
  },
  ja: {
    "Device locked": "デバイスはロックされています", "Swipe up to open": "上にスワイプすると開きます", "No recent items": "最近のアイテムはありません",
    "Clear all": "すべてクリア", "Internet": "インターネット", "Bluetooth": "Bluetooth", "Airplane mode": "機内モード", "Dark theme": "ダークモード",
    "Auto-rotate": "自動回転", "Mobile data": "モバイルデータ", "Do Not Disturb": "サイレント モード", "Battery Saver": "バッテリー セーバー",
    "No notifications": "通知はありません", "Open settings": "設定を開く", "OK": "OK", "Wait": "待機", "Close app": "アプリを閉じる",
    "While using the app": "アプリの使用時のみ", "Only this time": "今回のみ", "Don't allow": "許可しない", "App info": "アプリ情報",
  },
};

export const t = (locale, word) => WORDS[locale.slice(0, 2)]?.[word] ?? word;
