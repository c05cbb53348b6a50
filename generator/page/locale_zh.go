package page

import "golang.org/x/text/feature/plural"

// chinese is simplified Chinese; dates and digits after GB/T 15835-2011,
// punctuation after GB/T 15834-2011.
var chinese = locale{
	Months: [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
	Year:   "{y}年", Month: "{y}年{month}", Day: "{y}年{month}{d}日",
	Clock: "24", AM: "上午", PM: "下午",
	Moment: "{date} {time}", MomentZoned: "{date} {time}（{zone}）",
	Thousands: ",",
	Pictures:  map[plural.Form]string{plural.Other: "{n}张图片"},
	Stories:   map[plural.Form]string{plural.Other: "{n}篇报道"},
	Position:  "第{n}张，共{of}张", Picture: "第{n}张图片，共{of}张", Page: "第{n}页，共{of}页",
	By: "作者：", ListComma: "、", ListLast: "、", Range: "–", RangeComma: "、", Colon: "：",
	PlaceComma: "", PlaceLargeFirst: true, Title: "{page} – {site}",
	Words: WordsView{
		Skip: "跳到正文", Languages: "语言", Pages: "翻页",
		Sections: "栏目", Archive: "往期", Photographers: "摄影师", Places: "地点", Topics: "主题",
		NoStories: "尚未发布任何图片故事。",
		Newer:     "较新的报道", Older: "较早的报道",
		Published: "发布", Updated: "更新",
		EditorsNote: "编者按", Warning: "提示", Correction: "更正",
		Credits: "图片来源", AllPictures: "全部图片", MoreStories: "更多报道", RelatedStories: "相关报道",
		NewerStory: "较新的一篇", OlderStory: "较早的一篇",
		Pictures:        "图片导航",
		PreviousPicture: "上一张", NextPicture: "下一张",
		BackToStory: "返回报道", ShowPicture: "显示图片",
		Viewer: "大图浏览", Captions: "图片说明", Zoom: "放大", FullScreen: "全屏", Close: "关闭",
		Compare: "滑动对比前后",
		Facts:   "图片信息", Date: "日期", Place: "地点", People: "人物",
		Creator: "作者", Credit: "来源", Copyright: "版权", UsageTerms: "使用条款",
		License: "许可协议", AcquireLicense: "获取授权", Camera: "相机", Origin: "成像方式",
		Original: "下载原图", Credentials: "原图带有内容凭证（C2PA），本站未予核验。",
		Description: "画面描述", Address: "本页地址",
		StoryWithdrawn: "本篇报道已撤下", PictureGone: "这张图片已撤下",
		NotFound: "找不到页面", NotFoundText: "此地址没有页面。",
		GeneratedByAI: "人工智能生成的图片", PartlyAI: "含人工智能生成内容的合成图片",
		ComputerMade: "由计算机制作，并非相机拍摄",
	},
}
