package page

import "golang.org/x/text/feature/plural"

// arabic is modern standard Arabic with the month names and the digits that
// pan-Arab news sites use.
var arabic = locale{
	Months: [12]string{
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
		"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	},
	Year: "{y}", Month: "{month} {y}", Day: "{d} {month} {y}",
	Clock: "12", AM: "ص", PM: "م",
	Moment: "{date}، {time}", MomentZoned: "{date}، {time} ({zone})",
	Thousands: ",",
	Pictures: map[plural.Form]string{
		plural.Zero: "لا صور", plural.One: "صورة واحدة", plural.Two: "صورتان",
		plural.Few: "{n} صور", plural.Many: "{n} صورة", plural.Other: "{n} صورة",
	},
	Stories: map[plural.Form]string{
		plural.Zero: "لا قصص", plural.One: "قصة واحدة", plural.Two: "قصتان",
		plural.Few: "{n} قصص", plural.Many: "{n} قصة", plural.Other: "{n} قصة",
	},
	Position: "{n} من {of}", Picture: "الصورة {n} من {of}", Page: "الصفحة {n} من {of}",
	By: "بقلم ", ListComma: "، ", ListLast: " و", Range: "–", RangeComma: "، ", Colon: ": ",
	PlaceComma: "، ", Title: "{page} – {site}",
	Words: WordsView{
		Skip: "انتقل إلى المحتوى", Languages: "اللغات", Pages: "الصفحات",
		Sections: "القوائم", Archive: "الأرشيف", Photographers: "المصورون", Places: "الأماكن", Topics: "المواضيع",
		Search: "بحث", SearchFor: "ابحث في العناوين والتعليقات والأشخاص والأماكن والمصورين",
		SearchFound: "عدد القصص: {n}", SearchNone: "لا نتائج. جرّب كلمات أقل أو أخرى.",
		SearchMore: "عرض المزيد من القصص", SearchFailed: "تعذّر تحميل جزء من الفهرس. حاول مرة أخرى.",
		NoStories: "لم تُنشر أي قصص بعد.",
		Newer:     "قصص أحدث", Older: "قصص أقدم",
		Updated:     "حُدّث",
		EditorsNote: "ملاحظة المحرر", Warning: "تنبيه", Correction: "تصحيح",
		Credits: "مصادر الصور", AllPictures: "كل الصور", MoreStories: "قصص أخرى", RelatedStories: "قصص ذات صلة",
		NewerStory: "القصة الأحدث", OlderStory: "القصة الأقدم",
		Pictures:        "الصور",
		PreviousPicture: "الصورة السابقة", NextPicture: "الصورة التالية",
		BackToStory: "العودة إلى القصة", ShowPicture: "إظهار الصورة",
		Viewer: "الصور بحجم كبير", Captions: "التعليقات", Zoom: "تكبير", FullScreen: "ملء الشاشة", Close: "إغلاق",
		Compare: "التمرير بين ما قبل وما بعد",
		Facts:   "عن هذه الصورة", Date: "التاريخ", Place: "المكان", People: "الأشخاص",
		Creator: "من إنتاج", Credit: "المصدر", Copyright: "حقوق النشر", UsageTerms: "شروط الاستخدام",
		License: "الترخيص", AcquireLicense: "الحصول على ترخيص", Camera: "الكاميرا", Origin: "طريقة الإنتاج",
		Original: "تنزيل الصورة الأصلية", Credentials: "تحمل بيانات اعتماد المحتوى (C2PA)، ولم يتحقق منها هذا الموقع.",
		Description: "الوصف", Address: "عنوان هذه الصفحة",
		Letters:        "المفتاحان j و k ينقلان بين الصور",
		StoryWithdrawn: "سُحبت هذه القصة", PictureGone: "سُحبت هذه الصورة",
		NotFound: "الصفحة غير موجودة", NotFoundText: "لا توجد صفحة على هذا العنوان.",
		GeneratedByAI: "صورة مولّدة بالذكاء الاصطناعي", PartlyAI: "صورة مركّبة تحتوي أجزاء مولّدة بالذكاء الاصطناعي",
		ComputerMade: "صُنعت بالحاسوب وليس بالكاميرا",
	},
}
