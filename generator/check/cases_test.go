package check

import (
	"crypto/sha256"
	"strings"
	"time"

	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

func captionCases() []ruleCases {
	long := "Workers load boxes in Chongqing on July 20, 2023. "
	return []ruleCases{
		{
			"caption-missing",
			[]*scene{en("", noCaption), en("  ")},
			[]*scene{en(good), en("", noCaption, func(f *plan.Figure) { f.Placed.CaptionNone = true }), en(good, func(f *plan.Figure) { f.Words().Caption.Source = "IPTC:Caption-Abstract" })},
		},
		{
			"caption-boilerplate",
			each(en, "DSC_0123.JPG", "IMG_20230720_101500", "OLYMPUS DIGITAL CAMERA", "A worker, name TK, welds auto parts in Chongqing on July 20, 2023.", "TKTK", "TODO: caption",
				"Workers weld in Chongqing on July XX, 2023.", "From left: Tang Yi, name to come, and Li Qianlei in Chongqing on July 20, 2023.", "Lorem ipsum dolor sit amet in Chongqing.", "（待补）", "2023年7月20日，记者XXX在重庆采访。", "重庆工人姓名待补。", "Untitled", "DSCF0012"),
			each(en, good, "Passengers of Turkish Airlines flight TK 1951 board in Istanbul on July 20, 2023.", "Passengers of flight number TK 1951 in Istanbul on July 20, 2023.", "A TK Maxx shop in London on July 20, 2023.", "Fans at Super Bowl XXX in Tempe, Arizona, on Jan. 28, 1996.",
				"He is one of the biggest names to come out of Brazil, in Chongqing on July 20, 2023.", "A banner reads \"TODO POR LA PATRIA\" in Madrid, Spain, on July 20, 2023.", "工人等待补给，2023年7月20日摄于重庆。", "亟待补齐短板的重庆企业，2023年7月20日。",
				"A mural of rapper XXXTentacion in Miami, Florida, on July 20, 2023.", "第XXX届夏季奥林匹克运动会2012年在伦敦举行。", "Cans of XXXX beer on a bar in Brisbane, Australia, on July 20, 2023."),
		},
		{
			"caption-detached",
			[]*scene{detached("A worker welds in Chongqing on July 20, 2023. (Xinhua/Tang Yi)", noCaption)},
			[]*scene{
				detached("A paragraph of the text that follows the picture.", noCaption),
				detached("A worker welds in Chongqing on July 20, 2023. (Xinhua/Tang Yi)"),
				detached("A worker welds in Chongqing. (Xinhua/Tang Yi)", noCaption, func(f *plan.Figure) { f.Placed.CaptionNone = true }),
				detached("A worker welds (and sings).", noCaption),
			},
		},
		{
			"caption-duplicate",
			[]*scene{
				newScene("en", pic(good), pic(good)), newScene("en", pic(good), pic(strings.ToUpper(good))), newScene("zh", pic(goodChinese), pic("这一张不同，摄于2023年7月20日，重庆市江北区。"), pic(goodChinese)),
				newScene("en", pic("A worker is seen at work on a long production line in a workshop of Chang'an Auto in Jiangbei District, Chongqing, southwest China, on July 20, 2023."), pic("A worker is seen at work on the long production line in a workshop of Chang'an Auto in Jiangbei District, Chongqing, southwest China, on July 20, 2023.")),
			},
			[]*scene{
				newScene("en", pic(good), pic(strings.Replace(good, "July 20", "July 21", 1), on("2023-07-21"))),
				newScene("en", pic(long+"Mayor Tang Yi "+strings.Repeat("and the many others look on ", 20)), pic(long+"Mayor Tang Er "+strings.Repeat("and the many others look on ", 20))),
				newScene("en", pic("", noCaption), pic("", noCaption)),
				newScene("en", pic(good), pic("Trucks loaded with cars leave a distribution center in Jiangbei District, Chongqing, on July 20, 2023.")),
				newScene("en", pic(good), pic(good)).with(shareRow),
			},
		},
		{
			"caption-length",
			[]*scene{en(strings.Repeat(long, 6)), en("Cars, July 20."), en(strings.Repeat("very ", 90) + long), zh("重庆工人。"), zh("2023年7月20日，在重庆，" + strings.Repeat("工人", 100) + "忙碌。")},
			join(each(en, good, strings.Repeat(long, 5), "Gen. Mark A. Milley, Lt. Col. J. R. Smith Jr. and Dr. Li of the U.S. Army's 3rd Inf. Div. meet at 9 a.m. at No. 10, St. James's St., Washington, D.C., on Jan. 5, 2023."), each(zh, goodChinese)),
		},
		{
			"caption-language",
			[]*scene{zh(good), en(goodChinese), newScene("fr", pic(goodChinese)), newScene("fr", pic(good, func(f *plan.Figure) { f.Words().Caption = photo.Value{Text: good, Lang: "en", Source: "sidecar"} }))},
			[]*scene{en(good), zh(goodChinese), zh("阿维塔AVATR 11 Royal Theater Edition在重庆亮相，2023年7月20日摄。"), en("A banner reads 重庆欢迎你, or Chongqing Welcomes You, in Chongqing on July 20, 2023."), newScene("fr", pic("Un ouvrier soude des pièces à Chongqing, en Chine, le 20 juillet 2023.")), zh("AVATR 11"), en(good, func(f *plan.Figure) { f.Words().Caption.Lang, f.Words().Caption.Source = "zh", "XMP-dc:Description" })},
		},
		{
			"caption-banned-word",
			[]*scene{banned(en("A Jumbo jet lands in Chongqing on July 20, 2023."), "jumbo"), banned(zh("2023年7月20日，最美逆行者在重庆集结。"), "最美逆行者"), banned(en(good, alt("A jumbo jet")), "Jumbo")},
			[]*scene{banned(en("Jumbotrons glow in Chongqing on July 20, 2023."), "jumbo"), banned(en(good), "jumbo"), banned(en("A non-jumbotron in Chongqing on July 20, 2023."), "jumbo"), en("A jumbo jet lands in Chongqing on July 20, 2023.")},
		},
		{
			"caption-wire-residue",
			each(en, good+" MANDATORY CREDIT", "ATTENTION EDITORS - THIS IMAGE WAS PROVIDED BY A THIRD PARTY. "+good, good+" NO RESALES. NO ARCHIVES.", "(230720) -- "+good, "epa10757755 "+good, "TOPSHOT - "+good, "新华社照片，重庆，2023年7月20日"+goodChinese, good+" Mandatory Credit: Tang Yi/Xinhua", good+" CHINA OUT"),
			each(en, good, "FILE - "+good, "FILE PHOTO: "+good, "Shops with a sign \"SOLD OUT\" in Chongqing on July 20, 2023.", "Historians say there are no archives of the flood in Chongqing on July 20, 2023.", "An editor attends to editors in Chongqing on July 20, 2023.", "(Left to right) Tang Yi and Li Qianlei in Chongqing on July 20, 2023.", goodChinese, "A poster reads \"NOT FOR SALE\" in Chongqing on July 20, 2023."),
		},
		{
			"caption-mojibake",
			join(each(en, "Ren\u00c3\u00a9 welds in Chongqing on July 20, 2023.", "A worker\u00e2\u20ac\u2122s hands in Chongqing on July 20, 2023.", "A wor\ufffdker in Chongqing on July 20, 2023.", "A worker\u0092s hands in Chongqing.", "锟斤拷工人在重庆，2023年7月20日。", "A \u202eworker in Chongqing.", "ÐœÐ¾ÑÐºÐ²Ð°, July 20, 2023."),
				[]*scene{en(good, credited("Xinhua/Jos\u00c3\u00a9"))}),
			each(en, "René, Zoë and Åsa weld in São Paulo on July 20, 2023.", "SÃO PAULO, Brazil — Workers weld on July 20, 2023.", "A banner reads “AMANHÔ in Lisbon on July 20, 2023.", "A worker\u200e welds\u200f in Chongqing on July 20, 2023.", "2023年7月20日，工人在重庆焊接钢铁锅炉。", "Bjørk, Þór and Ðóra in Reykjavik on July 20, 2023.", "GÂRLEANU, Romania, July 20, 2023.", "Москва, 20 июля 2023 года."),
		},
		{
			"caption-punctuation",
			join(each(en, "A worker welds， and another looks on in Chongqing on July 20, 2023.", "A worker  welds in Chongqing on July 20, 2023.", "A worker welds in Chongqing on July 20, 2023", "A worker welds in Chongqing on July 20, 2023。"), each(zh, "2023年7月20日,工人在重庆忙碌,汗流浃背。", "2023年7月20日，工人在重庆忙碌")),
			join(each(en, good, "A worker says, \"I weld.\"", "A banner reads \"中国，加油！\" in Chongqing on July 20, 2023.", "A worker welds in Chongqing, July 20, 2023 (file photo)", "Who welds in Chongqing on July 20, 2023?", "A worker welds at 3:15 p.m.", "A worker welds in Chongqing. REUTERS/Tang Yi"),
				each(zh, goodChinese, "工人在重庆忙碌（2023年7月20日摄）", "“加油！”工人说。", "2023年7月20日，C919客机飞行2,000公里抵达重庆。", "比赛结果为3:2,重庆队获胜，2023年7月20日。", "A.I.技术2.0亮相重庆，2023年7月20日摄。")),
		},
	}
}

func dateCases() []ruleCases {
	return []ruleCases{
		{
			"caption-no-date",
			[]*scene{en("A worker welds auto parts at a workshop in Chongqing.", undated), zh("工人在重庆市永川区的车间里忙碌。", undated)},
			[]*scene{en("A worker welds in Chongqing."), en("A worker welds in Chongqing on Thursday.", undated), en("A worker welds in Chongqing in 2023.", undated), en("An undated photo of a worker in Chongqing.", undated), zh("7月20日，工人在重庆忙碌。", undated), en(good, undated), newScene("fr", pic("Un ouvrier à Chongqing, le 20 juillet.", undated))},
		},
		{
			"caption-date-mismatch",
			join(dated(en, "2023-07-20", "A worker welds auto parts in Chongqing, July 11, 2023.", "A worker welds auto parts in Chongqing on July 20, 2022.", "This photo taken on July 11 shows a worker in Chongqing.", "20 July 2021, Hesse, Frankfurt: A worker welds.", "A worker welds in Chongqing. Picture taken July 11, 2023."),
				dated(zh, "2023-07-20", "2023年7月11日，工人在重庆忙碌。", "7月11日，工人在重庆忙碌。", "这是2022年7月20日拍摄的重庆一处车间。", "工人在重庆忙碌（2023年7月1日摄）。")),
			join(dated(en, "2023-07-20", good, "A worker welds in Chongqing, July 19, 2023.", "A worker welds in Chongqing, July 21.", "FILE - A worker welds in Chongqing, July 11, 2019.", "Florists in Nairobi prepare ahead of Valentine's Day on Feb. 14.", "Residents of Antakya walk past ruins of the Feb. 6 earthquake.",
				"A portrait of Ivan, who was killed on March 3, 2022, at his grave in Lviv on Thursday.", "The festival in Chongqing runs from July 18 to 22, 2023.", "The festival in Chongqing, July 18-22, 2023.", "A worker welds in Chongqing in July 2023.", "A worker welds in Chongqing in 2019.", "Workers repair a bridge hit by a ship on March 26, 2023.", "This combination of photos shows Chongqing on July 1, 2019, and July 1, 2020.", "Cars in Chongqing. Exports rose by 90 percent as of June 30.", "Theresa May, 66, visits Chongqing."),
				dated(zh, "2023-07-20", goodChinese, "这是资料照片，2019年3月1日摄于重庆。", "杭州亚运会将于9月23日开幕。", "截至6月30日，重庆出口增长。", "7月18日至22日，展会在重庆举行。", "2月6日发生的地震造成重大损失，救援人员在搜寻。", "20日，工人在重庆忙碌。", "拼版照片：2019年3月1日与2020年3月1日的重庆。")),
		},
		{
			"caption-weekday-wrong",
			append(each(en, "A worker welds in Chongqing on Friday, July 20, 2023.", "A worker welds in Chongqing, Friday July 20, 2023.", "A worker welds in Chongqing on Friday 20 July 2023.", "A worker welds in Chongqing on Friday, July 20."), each(zh, "2023年7月20日（星期五），工人在重庆忙碌。", "7月20日，周五，工人在重庆忙碌。")...),
			join(each(en, good, "A worker welds in Chongqing on Thursday, July 20, 2023.", "Saturday and Sunday, July 22 and 23, 2023, in Chongqing.", "Fans of Sheffield Wednesday, May 29, 2023, in London.", "A copy of the Vancouver Sun, July 20, 2023, in Vancouver.", "The fair in Chongqing, Thursday-Sunday, July 20-23, 2023.", "On Tuesday, March 3, the shop in Chongqing closed.", "FILE - A worker in Chongqing on Friday, July 20.", "A worker in Chongqing on Thursday night, July 20, 2023.", "The shop in Chongqing burned down in 2019, on Monday, July 15.", "The fire in Chongqing broke out four years ago on Monday, July 15."),
				each(zh, goodChinese, "7月20日（星期四），工人在重庆忙碌。", "7月20日，周一围书画展在重庆开幕。", "7月20日，周五十岁生日，重庆。")),
		},
		{
			"caption-relative-date",
			append(each(en, "A worker welds auto parts today in Chongqing.", "Yesterday a worker welded auto parts in Chongqing.", "Workers weld parts at a fair that opened last week in Chongqing.", "Fans await today's match in Chongqing."), each(zh, "今日，工人在重庆永川区忙碌。", "日前，重庆一家企业的工人在忙碌。", "近日，工人在重庆永川区忙碌。", "工人们昨天在重庆的车间里忙碌。")...),
			join(each(en, good, "A man reads USA Today in Chongqing.", "\"We weld today,\" says a worker in Chongqing.", "A worker welds in Chongqing. He will rest tomorrow.", "Today Show host Hoda Kotb in New York.", "A ruin in what is today Iraq.", "Visitors see today's China in Chongqing.", "A worker welds in Chongqing today, July 20, 2023.", "Workers in Chongqing on July 20, 2023, after last week's flood.", "A copy of Pakistan Today in Lahore."),
				each(zh, goodChinese, "今日头条的员工在北京总部。", "当日，工人在重庆忙碌。", "近年来，重庆加快建设产业集群。", "工作日前往重庆的旅客。", "如今日均产量已翻番的重庆车间。", "电影《近日点》在重庆上映。", "“今天真热。”重庆工人说。", "今日（7月20日），工人在重庆忙碌。", "临近日落的重庆江边。", "一场名为昨天与今天的重庆展览。", "7月20日前，重庆工人在赶工。")),
		},
	}
}

func placeAndNameCases() []ruleCases {
	chongqing := in("Chongqing", "China")
	return []ruleCases{
		{
			"caption-no-place",
			[]*scene{en("A worker welds auto parts at a steel bench on July 20, 2023."), zh("2023年7月20日，工人在车间里焊接零件。")},
			[]*scene{en(good), en("A worker welds on July 20, 2023.", chongqing), en("Tower Bridge opens for a ship on July 20, 2023."), en("Beijing's skyline glows at dusk on July 20, 2023."), en("CHONGQING, July 20, 2023 -- A worker welds auto parts."), zh(goodChinese), zh("2023年7月20日，巴黎街头的行人。"), newScene("de", pic("Ein Arbeiter schweißt Teile am 20. Juli 2023."))},
		},
		{
			"caption-place-mismatch",
			[]*scene{en("A worker welds in Shenzhen, south China's Guangdong Province, on July 20, 2023.", in("Kyiv", "Ukraine")), en("A worker welds at a steel bench on July 20, 2023.", chongqing), zh("2023年7月20日，工人在深圳忙碌。", in("重庆", "")), named(zh("2023年7月20日，工人在深圳忙碌。", in("Chongqing", "")), []string{"Chongqing", "重庆"})},
			[]*scene{en(good, chongqing), en("A Ukrainian soldier rests on July 20, 2023.", in("Bakhmut", "Ukraine")), en("Jones (USA) wins on July 20, 2023.", in("Springfield", "United States"), inMeta(func(m *photo.Meta) { m.Created.Code = value("USA", "x") })), en("People walk in a U.S. town on July 20, 2023.", in("Springfield", "United States")), zh(goodChinese, in("重庆市", "中国")), zh("2023年7月20日，工人在深圳忙碌。", chongqing), en("A worker welds in Jiangbei, July 20, 2023.", in("Jiangbei District", "")), en("Cars on July 20, 2023.", in("Undisclosed", "")), named(zh(goodChinese, chongqing), []string{"Chongqing", "重庆"})},
		},
		{
			"caption-tense",
			each(en, "A worker welded auto parts in Chongqing on July 20, 2023.", "A worker was at a steel bench in Chongqing on July 20, 2023."),
			each(en, good, "Workers load cars in Chongqing. They loaded 100 on July 20, 2023.", "A damaged house is seen in Kyiv on July 20, 2023.", "FILE - A worker stood at a bench in Chongqing.", "A bench in Chongqing, July 20, 2023."),
		},
		{
			"caption-name-unmatched",
			[]*scene{en(good, persons("Erling Haaland")), zh(goodChinese, persons("李四光")), named(zh(goodChinese, persons("Li Siguang")), []string{"Li Siguang", "李四光"})},
			[]*scene{en("Manchester City's Haaland in Istanbul on July 20, 2023.", persons("Erling Haaland")), zh(goodChinese, persons("Erling Haaland")), en(good, persons("people", "unidentified worker", "Group")), zh("习主席在重庆考察，2023年7月20日。", persons("习近平")), zh("拜登在重庆，2023年7月20日。", persons("乔·拜登")), en("Gulmira Tursunay in Urumqi on July 20, 2023.", persons("Gulmira Tursun'ay")), en("Jose Alvarez in Madrid on July 20, 2023.", persons("José Álvarez")), en(good, persons("A B", "C D", "E F", "G H", "I J", "K L", "M N")), named(zh("唐奕在重庆，2023年7月20日。", persons("Tang Yi")), []string{"Tang Yi", "唐奕"})},
		},
		{
			"caption-name-variants",
			[]*scene{two("Cars of Chang'an Auto in Chongqing, July 20, 2023.", "A plant of Changan Auto in Chongqing, July 20, 2023."), two("Leader Kim Jong Un in Pyongyang, July 20, 2023.", "Kim Jong-un waves in Pyongyang, July 20, 2023."), two("LeBron James in Miami, July 20, 2023.", "Fans cheer for Lebron James in Miami, July 20, 2023."), two("José Álvarez in Madrid, July 20, 2023.", "A fan of Jose Alvarez in Madrid, July 20, 2023.")},
			[]*scene{two("Cars of Chang'an Auto in Chongqing, July 20, 2023.", "A plant of Chang’an Auto's in Chongqing, July 20, 2023."), two("CHONGQING, July 20, 2023 -- A worker welds.", "A worker rests in Chongqing, July 20, 2023."), two("Al-Aqsa Mosque in Jerusalem, July 20, 2023.", "Worshippers at al-Aqsa Mosque in Jerusalem, July 20, 2023."), two("Virgil van Dijk in Liverpool, July 20, 2023.", "Fans cheer for Van Dijk in Liverpool, July 20, 2023."), named(two("Cars of Chang'an Auto in Chongqing, July 20, 2023.", "A plant of Changan Auto in Chongqing, July 20, 2023."), []string{"Chang'an Auto", "Changan Auto"}, []string{"Chang'an", "Changan"}), two("A COVID-19 ward in Wuhan, July 20, 2023.", "A Covid-19 test in Wuhan, July 20, 2023.")},
		},
	}
}

func wordsAltCases() []ruleCases {
	return []ruleCases{
		{
			"alt-missing",
			[]*scene{en(good, alt("")), en(good, alt(" "))},
			[]*scene{en(good), en(good, alt(""), func(f *plan.Figure) { f.Words().AltNone = true }), en(good, alt("重庆"))},
		},
		{
			"alt-equals-caption",
			[]*scene{en(good, alt(good)), en(good, alt(strings.TrimSuffix(good, "."))), zh(goodChinese, alt(goodChinese))},
			[]*scene{en(good), en(good, alt("A welder in a mask bends over a steel bench as sparks fly in a workshop.")), en("", noCaption, alt("x"))},
		},
		{
			"alt-weak",
			[]*scene{en(good, alt("IMG_0123.jpg")), en(good, alt("Image of a worker at a bench")), en(good, alt("A photo showing a worker")), en(good, alt(strings.Repeat("sparks fly ", 30))), newScene("en", pic(good, alt("Sparks fly")), pic("Trucks leave Chongqing on July 20, 2023.", alt("Sparks fly."))), zh(goodChinese, alt("图为一名工人"))},
			[]*scene{en(good), en(good, alt("A photo of the late president hangs above the stage")), en(good, alt("A worker takes a photo of a car")), zh(goodChinese, alt("工人举着一张照片，站在门前")), en(good, alt("Picture-perfect rows of cars fill a lot"))},
		},
	}
}

func rightsCases() []ruleCases {
	term := func(s string) *scene { return en(good, instructions(s)) }
	var active, noted, fine []*scene
	for _, s := range []string{"KILL THIS PHOTO", "MANDATORY KILL", "WEB OUT", "NO INTERNET", "NO INTERNET USE", "Not for web use.", "EMBARGOED UNTIL 00:01 GMT JULY 26, 2023", "Embargoed to 2230 BST Thursday 27 July 2023", "Expires 1 July 2023", "Not to be used after July 1, 2023", "稿件已撤稿", "禁止网络使用", "PRINT ONLY"} {
		active = append(active, term(s))
	}
	active = append(active, en(good, inMeta(func(m *photo.Meta) { m.Headline = value("PHOTO KILL: Workshop", "IPTC:Headline") })))
	for _, s := range []string{"CHINA OUT", "GERMANY OUT; AUSTRIA OUT", "NO USE IN JAPAN", "NO ARCHIVES", "Not to be archived", "30 DAYS USE ONLY", "For use within 14 days", "Expires August 31, 2023", "EMBARGOED", "MANDATORY CREDIT: Jane Doe/Example Agency"} {
		noted = append(noted, term(s))
	}
	for _, s := range []string{
		"", "EDITORIAL USE ONLY. NO SALES", "No internet restrictions", "Embargo lifted", "NO EMBARGO", "EMBARGOED UNTIL 00:01 GMT JULY 24, 2023", "MANDATORY CREDIT", "MANDATORY CREDIT: Xinhua/Tang Yi", "Mandatory Credit: Photo by Tang Yi (1234a)", "Roadkill on the way out", "Please find out more online", "Use permitted on web and in print", "SOLD OUT", "24 hours a day: desk +86 10 0000", "Not for sale; do not use in advertising",
		"RESTRICTED TO EDITORIAL USE. No use with unauthorized audio, video, data, fixture lists. Online in-match use limited to 120 images. No video emulation. No use in betting, games or single club publications.",
		"NO DIGITAL MANIPULATION", "No online archive sales", "Please credit the photographer", "Flight number TK 1951 is sold out",
	} {
		fine = append(fine, term(s))
	}
	china := func(s *scene) *scene {
		s.content.Site.Territories = []story.Text{{Value: "CN"}}
		return s
	}
	return []ruleCases{
		{"restriction-active", active, append(fine, term("CHINA OUT"), term("NO ARCHIVES"), en("Road kill lies on a street in Chongqing on July 20, 2023."))},
		{"restriction-noted", append(noted, china(term("CHINA OUT"))), append(fine, china(term("GERMANY OUT")), china(term("UK AND IRELAND OUT")))},
		{
			"credit-missing",
			[]*scene{en(good, credited(""))},
			[]*scene{en(good), en(good, credited("", "Tang Yi")), en(good, credited("Xinhua"))},
		},
		{
			"credit-conflict",
			[]*scene{en(good, credited("Reuters/Jane Doe"), inFile("Xinhua", "Tang Yi")), named(zh(goodChinese, credited("新华社/唐奕"), inFile("Reuters", "Jane Doe")), []string{"Tang Yi", "唐奕"})},
			[]*scene{en(good, inFile("Xinhua", "Tang Yi")), en(good, credited("AP Photo/Jane Doe"), inFile("ASSOCIATED PRESS", "John Roe")), zh(goodChinese, credited("新华社/唐奕"), inFile("Reuters", "Jane Doe")), en(good, credited("Jose Alvarez/EFE"), inFile("", "JOSÉ ÁLVAREZ")), en(good), en(good, credited("Reuters/Jane Doe"), inFile("", "Stringer")), named(zh(goodChinese, credited("替代渲染图；原图：新华社/唐奕"), inFile("Stand-in render", "photodesk")), []string{"Stand-in render", "替代渲染图"})},
		},
		{
			"handout-unlabelled",
			[]*scene{en(good, inFile("Handout")), en(good, inMeta(func(m *photo.Meta) { m.Source = value("Courtesy of NASA", "IPTC:Source") })), zh(goodChinese, inFile("受访者供图"))},
			[]*scene{en(good), en(good, credited("Handout/NASA"), inFile("Handout")), en(good+" Photo provided by NASA.", inFile("HANDOUT")), en("Workers give handouts of rice in Chongqing on July 20, 2023."), en(good, credited("NASA via Xinhua"), inFile("Handout")), zh("重庆市民领取救济，2023年7月20日。", credited("NASA供图"), inFile("Handout"))},
		},
		{
			"ai-unlabelled",
			[]*scene{en(good, sourceType("trainedAlgorithmicMedia")), en(good, sourceType("compositeWithTrainedAlgorithmicMedia")), en(good, inMeta(func(m *photo.Meta) { m.AIGC = value(`{"Label":"1"}`, "XMP-TC260:AIGC") })), en(good, inMeta(func(m *photo.Meta) { m.AI = []photo.Value{value("Midjourney", "XMP-iptcExt:AISystemUsed")} }))},
			[]*scene{en(good), en("An AI-generated picture of a worker in Chongqing, July 20, 2023.", sourceType("trainedAlgorithmicMedia")), zh("人工智能生成的图片，重庆，2023年7月20日。", sourceType("trainedAlgorithmicMedia")), en(good, sourceType("digitalCapture")), en(good, sourceType("algorithmicallyEnhanced")), en(good, credited("Stand-in render"), sourceType("trainedAlgorithmicMedia"))},
		},
		{
			"license-url-bad",
			[]*scene{en(good, func(f *plan.Figure) { f.Words().License = value("www.xinhuanet.com", "XMP-xmpRights:WebStatement") }), en(good).with(func(s *scene) { s.content.Site.Rights.License = textAt("content/site.yaml", 5, "/license") }), en(good).with(func(s *scene) {
				s.story.Story.Rights.AcquireLicensePage = textAt("content/s/index.md", 5, "ftp://x.org/")
			})},
			[]*scene{en(good), en(good, func(f *plan.Figure) {
				f.Words().License = value("https://creativecommons.org/publicdomain/zero/1.0/", "story")
			}), en(good, func(f *plan.Figure) { f.Words().AcquireLicense = value("HTTP://example.org", "XMP-plus:LicensorURL") })},
		},
	}
}

func sourceType(s string) func(*plan.Figure) {
	return inMeta(func(m *photo.Meta) {
		m.DigitalSourceType = value("http://cv.iptc.org/newscodes/digitalsourcetype/"+s, "XMP-iptcExt:DigitalSourceType")
	})
}

func fact(f func(*photo.Facts)) func(*plan.Figure) { return func(p *plan.Figure) { f(p.Facts) } }

func note(id string) func(*plan.Figure) {
	return inMeta(func(m *photo.Meta) {
		m.Notes = append(m.Notes, photo.Note{ID: id, Field: "credit", Message: "something was decided"})
	})
}

func takenAt(t time.Time, source string) func(*plan.Figure) {
	return func(f *plan.Figure) { f.Words().Date = photo.Date{Time: t, Precision: photo.Second, Source: source} }
}

func fileCases() []ruleCases {
	const exif = "ExifIFD:DateTimeOriginal"
	plain := "A worker welds in Chongqing."
	at := func(now time.Time, s *scene) *scene { s.now = now; return s }
	noon := time.Date(2023, 7, 25, 12, 0, 0, 0, time.UTC)
	doc := func(id string) func(*plan.Figure) {
		return fact(func(f *photo.Facts) { f.Values = []meta.Value{{Name: "XMP-xmpMM:DocumentID", Text: id}} })
	}
	bytes := fact(func(f *photo.Facts) { f.Digest = sha256.Sum256([]byte("same")) })
	id := inMeta(func(m *photo.Meta) { m.SupplierID = value("XxjpsgE007001", "XMP-plus:ImageSupplierImageID") })
	other := "Trucks leave a distribution center in Chongqing on July 20, 2023."
	return []ruleCases{
		{"credentials-in-original", []*scene{en(good, fact(func(f *photo.Facts) { f.C2PA = true }))}, []*scene{en(good), en(good, func(f *plan.Figure) { f.Facts = nil }), zh(goodChinese)}},
		{"metadata-damaged", []*scene{en(good, fact(func(f *photo.Facts) { f.Damage = []meta.Damage{{Part: "XMP", Message: "ends too early"}} }))}, []*scene{en(good), en(good, func(f *plan.Figure) { f.Facts = nil }), zh(goodChinese)}},
		{"iptc-charset-guessed", []*scene{en(good, note("iptc-charset-guessed"))}, []*scene{en(good), en(good, note("iptc-truncated")), zh(goodChinese)}},
		{"iptc-xmp-conflict", []*scene{en(good, note("iptc-xmp-conflict"))}, []*scene{en(good), en(good, note("iptc-truncated")), zh(goodChinese)}},
		{"iptc-truncated", []*scene{en(good, note("iptc-truncated"))}, []*scene{en(good), en(good, note("iptc-xmp-conflict")), zh(goodChinese)}},
		{
			"date-implausible",
			[]*scene{en(plain, takenAt(time.Date(1980, 1, 1, 3, 0, 0, 0, time.UTC), exif)), en(plain, takenAt(time.Date(2015, 1, 1, 0, 12, 0, 0, time.UTC), exif)), at(noon, en(plain, takenAt(noon.Add(15*time.Hour), exif))), en(plain, takenAt(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), exif))},
			[]*scene{en(good), at(noon, en(plain, takenAt(noon.Add(13*time.Hour), exif))), en("Fireworks in Chongqing.", takenAt(time.Date(2023, 1, 1, 0, 0, 30, 0, time.UTC), exif)), en("A street in Chongqing.", takenAt(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), "IPTC:DateCreated")), en(plain, undated), en(plain, takenAt(time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC), exif))},
		},
		{"photo-too-small", []*scene{en(good, size(640, 480))}, []*scene{en(good), en(good, size(700, 1000)), en(good, size(0, 0)), en(good, size(960, 300))}},
		{
			"photo-unused",
			[]*scene{en(good).with(func(s *scene) { s.folder.Photos = append(s.folder.Photos, "content/s/photos/99.jpg") })},
			[]*scene{en(good), en(good).with(func(s *scene) {
				s.folder.Photos = append(s.folder.Photos, "content/s/photos/99.jpg")
				s.story.AllPhotos = true
			}), en(good).with(func(s *scene) {
				f := pic(goodChinese)
				s.language("zh", "content/s/index.zh.md", f)
			})},
		},
		{
			"photo-duplicate",
			[]*scene{newScene("en", pic(good, bytes), pic(other, bytes)), newScene("en", pic(good, doc("xmp.did:0123456789ab")), pic(other, doc("xmp.did:0123456789ab"))), newScene("en", pic(good, id), pic(other, id))},
			[]*scene{newScene("en", pic(good), pic(other)), newScene("en", pic(good, doc("xmp.did:0123456789ab")), pic(other, doc("xmp.did:0123456789ac"))), newScene("en", pic(good, doc("xmp.did:template00000")), pic(other, doc("xmp.did:template00000")), pic("Cars fill a lot in Chongqing on July 20, 2023.", doc("xmp.did:template00000"))), en(good, bytes)},
		},
		{"file-skipped", []*scene{en(good).with(func(s *scene) { s.folder.Skipped = []string{"content/s/clip.mp4"} })}, []*scene{en(good), zh(goodChinese), en(good).with(func(s *scene) { s.folder.Skipped = []string{} })}},
		{"photo-truncated", nil, nil},
		{"link-broken", nil, nil},
	}
}

// listedUnder is a site of one story in two languages, with the places of each.
func listedUnder(places, others []string) *scene {
	s := en(good)
	s.story.Places = texted(places...)
	s.language("fr", "content/s/index.fr.md").Places = texted(others...)
	return s
}

func texted(names ...string) []story.Text {
	var out []story.Text
	for _, n := range names {
		out = append(out, textAt("content/s/index.md", 5, n))
	}
	return out
}

func size(w, h int) func(*plan.Figure) { return func(f *plan.Figure) { f.Width, f.Height = w, h } }

func storyCases() []ruleCases {
	asOf := func(now time.Time) func(*scene) { return func(s *scene) { s.now = now } }
	updated := func(s *story.Story, day int) {
		s.Updated = story.Time{Time: published.AddDate(0, 0, day), Pos: at(s.File, 4, "updated")}
	}
	same := func(change func(first, second *plan.Story)) *scene {
		f := pic(good)
		s := newScene("en", f)
		g := pic(goodChinese)
		g.Photo, g.Placed.Path = f.Photo, f.Photo
		change(s.story, s.language("zh", "content/s/index.zh.md", g))
		return s
	}
	return []ruleCases{
		{
			"translation-behind",
			[]*scene{en(good).with(func(s *scene) { s.language("zh", "content/s/index.zh.md") }), same(func(a, _ *plan.Story) { updated(a.Story, 1) }), same(func(a, b *plan.Story) { updated(a.Story, 2); updated(b.Story, 1) })},
			[]*scene{en(good), same(func(_, _ *plan.Story) {}), same(func(a, b *plan.Story) { updated(a.Story, 1); updated(b.Story, 2) }), same(func(_, b *plan.Story) { updated(b.Story, 2) }), en(good).with(func(s *scene) { s.language("zh", "content/s/index.zh.md").AllPhotos = true })},
		},
		{
			"published-ahead",
			[]*scene{en(good).with(asOf(published.Add(-25 * time.Hour))), zh(goodChinese).with(asOf(published.AddDate(-1, 0, 0)))},
			[]*scene{
				en(good), en(good).with(asOf(published.Add(-23 * time.Hour))), en(good).with(asOf(published.AddDate(1, 0, 0))),
				en(good).with(asOf(published.AddDate(-1, 0, 0))).with(func(s *scene) { s.story.Draft = true }),
				en(good).with(asOf(published.AddDate(-1, 0, 0))).with(func(s *scene) { s.story.Published.Pos.File = "content/s/index.zh.md" }),
			},
		},
		{
			"list-name",
			[]*scene{
				newScene("en", pic(good, credited("Xinhua", "Jean-Luc Martin")), pic(good, credited("Xinhua", "Jean Luc Martin"))),
				listedUnder([]string{"Xi'an"}, []string{"Xian"}), listedUnder([]string{"Zürich", "Zurich"}, nil),
				newScene("en", pic(good, in("Xi’an", "China"))).with(func(s *scene) { s.story.Places = texted("Xian") }),
			},
			[]*scene{
				en(good), listedUnder([]string{"Chongqing"}, []string{"CHONGQING"}), listedUnder([]string{"Chongqing", "Jiangbei District"}, []string{"Jiangbei"}),
				listedUnder([]string{"Zu\u0308rich"}, []string{"Z\u00fcrich"}), named(listedUnder([]string{"Xi'an"}, []string{"Xian"}), []string{"Xi'an", "Xian"}),
				listedUnder([]string{"重庆"}, []string{"重庆市"}), listedUnder([]string{"???"}, []string{"!!!"}),
				newScene("en", pic(good, credited("Xinhua", "Xian"))).with(func(s *scene) { s.story.Places = texted("Xi'an") }),
			},
		},
		{
			"seo-headline-length",
			[]*scene{en(good).with(func(s *scene) { s.story.Headline.Value = strings.Repeat("long ", 23) }), zh(goodChinese).with(func(s *scene) { s.story.Headline.Value = strings.Repeat("长", 111) })},
			[]*scene{en(good), zh(goodChinese).with(func(s *scene) { s.story.Headline.Value = strings.Repeat("长", 110) }), en(good).with(func(s *scene) { s.story.Headline.Value = strings.Repeat("e\u0301", 110) })},
		},
		{
			"share-image-small",
			[]*scene{en(good, size(1199, 2000))},
			[]*scene{en(good, size(1200, 800)), en(good).with(func(s *scene) { s.story.Cover = nil }), newScene("en", pic(good), pic("Trucks leave Chongqing on July 20, 2023.", size(1000, 1000)))},
		},
		{
			"base-url-missing",
			[]*scene{en(good).with(func(s *scene) { s.content.Site.BaseURL = story.Text{} })},
			[]*scene{en(good), zh(goodChinese), en(good, size(1, 1))},
		},
	}
}
