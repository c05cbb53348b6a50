package check

import (
	"slices"
	"strings"
)

// country is a country or region by the names that captions and instructions
// give to it.
type country struct {
	codes []string // ISO 3166-1 alpha-2; several for a region
	names []string // folded: nouns, then adjectives, then Chinese names
}

// countries lists, for each country that agencies often name: its codes | its
// names | words for what comes from there | its names in Chinese.
var countries = parseCountries(`
CN|China,Mainland China,PRC|Chinese|中国,中国大陆,中国内地
HK|Hong Kong||香港
MO|Macao,Macau||澳门
TW|Taiwan|Taiwanese|台湾
US|United States,United States of America,USA,U.S.,U.S.A.,US,America|American|美国
GB|United Kingdom,UK,U.K.,Britain,Great Britain,England,Scotland,Wales,Northern Ireland|British,English,Scottish,Welsh|英国,英格兰,苏格兰,威尔士
IE|Ireland|Irish|爱尔兰
FR|France|French|法国
DE|Germany|German|德国
AT|Austria|Austrian|奥地利
CH|Switzerland|Swiss|瑞士
IT|Italy|Italian|意大利
ES|Spain|Spanish|西班牙
PT|Portugal|Portuguese|葡萄牙
NL|Netherlands,The Netherlands,Holland|Dutch|荷兰
BE|Belgium|Belgian|比利时
LU|Luxembourg||卢森堡
DK|Denmark|Danish|丹麦
NO|Norway|Norwegian|挪威
SE|Sweden|Swedish|瑞典
FI|Finland|Finnish|芬兰
IS|Iceland|Icelandic|冰岛
PL|Poland|Polish|波兰
CZ|Czech Republic,Czechia|Czech|捷克
SK|Slovakia|Slovak|斯洛伐克
HU|Hungary|Hungarian|匈牙利
RO|Romania|Romanian|罗马尼亚
BG|Bulgaria|Bulgarian|保加利亚
GR|Greece|Greek|希腊
RS|Serbia|Serbian|塞尔维亚
HR|Croatia|Croatian|克罗地亚
UA|Ukraine|Ukrainian|乌克兰
RU|Russia,Russian Federation|Russian|俄罗斯
BY|Belarus|Belarusian|白俄罗斯
EE|Estonia|Estonian|爱沙尼亚
LV|Latvia|Latvian|拉脱维亚
LT|Lithuania|Lithuanian|立陶宛
TR|Turkey,Turkiye|Turkish|土耳其
IL|Israel|Israeli|以色列
PS|Palestine,Palestinian Territories,Gaza,Gaza Strip,West Bank|Palestinian|巴勒斯坦,加沙
LB|Lebanon|Lebanese|黎巴嫩
SY|Syria|Syrian|叙利亚
IQ|Iraq|Iraqi|伊拉克
IR|Iran|Iranian|伊朗
SA|Saudi Arabia|Saudi|沙特
AE|United Arab Emirates,UAE,U.A.E.|Emirati|阿联酋
QA|Qatar|Qatari|卡塔尔
EG|Egypt|Egyptian|埃及
MA|Morocco|Moroccan|摩洛哥
LY|Libya|Libyan|利比亚
SD|Sudan|Sudanese|苏丹
ET|Ethiopia|Ethiopian|埃塞俄比亚
KE|Kenya|Kenyan|肯尼亚
NG|Nigeria|Nigerian|尼日利亚
GH|Ghana|Ghanaian|加纳
ZA|South Africa|South African|南非
IN|India|Indian|印度
PK|Pakistan|Pakistani|巴基斯坦
BD|Bangladesh|Bangladeshi|孟加拉国
LK|Sri Lanka|Sri Lankan|斯里兰卡
NP|Nepal|Nepali,Nepalese|尼泊尔
AF|Afghanistan|Afghan|阿富汗
KZ|Kazakhstan|Kazakh|哈萨克斯坦
UZ|Uzbekistan|Uzbek|乌兹别克斯坦
MN|Mongolia|Mongolian|蒙古国
JP|Japan|Japanese|日本
KR|South Korea,Korea,Republic of Korea,Korea Republic of|South Korean,Korean|韩国
KP|North Korea,DPRK|North Korean|朝鲜
VN|Vietnam,Viet Nam|Vietnamese|越南
TH|Thailand|Thai|泰国
MM|Myanmar,Burma|Burmese|缅甸
KH|Cambodia|Cambodian|柬埔寨
LA|Laos|Lao,Laotian|老挝
MY|Malaysia|Malaysian|马来西亚
SG|Singapore|Singaporean|新加坡
ID|Indonesia|Indonesian|印度尼西亚,印尼
PH|Philippines|Philippine,Filipino|菲律宾
AU|Australia|Australian|澳大利亚
NZ|New Zealand||新西兰
CA|Canada|Canadian|加拿大
MX|Mexico|Mexican|墨西哥
BR|Brazil|Brazilian|巴西
AR|Argentina|Argentine,Argentinian|阿根廷
CL|Chile|Chilean|智利
CO|Colombia|Colombian|哥伦比亚
PE|Peru|Peruvian|秘鲁
VE|Venezuela|Venezuelan|委内瑞拉
EC|Ecuador|Ecuadorian|厄瓜多尔
CU|Cuba|Cuban|古巴
HT|Haiti|Haitian|海地
DK,NO,SE,FI,IS|Scandinavia,Nordics||
BE,NL,LU|Benelux||
`)

func parseCountries(table string) []country {
	var out []country
	for line := range strings.Lines(strings.TrimSpace(table)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		c := country{codes: strings.Split(cells[0], ",")}
		for _, cell := range cells[1:] {
			for name := range strings.SplitSeq(cell, ",") {
				if name != "" {
					c.names = append(c.names, fold(name))
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// countryByName finds a country by any folded name of it.
var countryByName = func() map[string]*country {
	out := map[string]*country{}
	for i := range countries {
		for _, n := range countries[i].names {
			out[n] = &countries[i]
		}
	}
	return out
}()

// cities are places that need no country beside them.
var cities = wordSet(`london paris berlin madrid rome vienna moscow kyiv kiev kharkiv lviv odesa istanbul ankara athens lisbon dublin brussels amsterdam
	stockholm oslo copenhagen helsinki warsaw prague budapest bucharest sofia belgrade geneva zurich munich hamburg milan barcelona marseille lyon
	beijing shanghai chongqing guangzhou shenzhen wuhan chengdu tianjin nanjing hangzhou xinjiang tibet lhasa urumqi tokyo osaka seoul pyongyang taipei
	bangkok hanoi manila jakarta delhi mumbai kolkata karachi lahore islamabad kabul dhaka kathmandu colombo tehran baghdad damascus beirut jerusalem
	amman cairo khartoum tripoli tunis algiers rabat nairobi lagos accra johannesburg sydney melbourne washington chicago houston boston
	miami seattle toronto montreal ottawa havana caracas bogota lima santiago asia europe africa antarctica arctic atlantic pacific`)

// facilities are nouns that, with a capital letter, end the name of a place.
var facilities = wordSet(`bridge tower square street park river lake mount mountain mountains stadium airport temple palace cathedral church mosque hall museum
	hospital university school station island islands beach bay city county district province valley road avenue wall gate canal port harbor harbour dam desert
	sea ocean capitol house arena center centre factory prison market village town border coast airbase base camp cemetery courthouse court parliament
	prefecture state republic kingdom strip bank strait gulf peninsula plateau forest garden gardens zoo hotel theater theatre`)

// nearness are the words that a place follows.
var nearness = wordSet(`in at near from outside of off over on through across to inside around along between toward towards into above below beyond under
	by beside opposite amid downtown central northern southern eastern western northeast northwest southeast southwest north south east west`)

// placeEndings are characters that end, and hardly ever stand outside of, the
// name of a place in Chinese.
const placeEndings = "省市县区州旗镇乡村路街港湾岛江河湖海桥国园馆站山寺庙宫城场厂店校院关口"

// chineseCities and chineseLands are places without such an ending.
var (
	chineseCities = strings.Fields(`北京 上海 天津 重庆 香港 澳门 台北 深圳 广州 南京 杭州 武汉 成都 西安 苏州 郑州 长沙 济南 青岛 大连 沈阳 哈尔滨 长春 昆明 贵阳 南宁 福州 厦门
	宁波 温州 义乌 无锡 常州 珠海 佛山 东莞 汕头 泉州 洛阳 开封 延安 酒泉 敦煌 西昌 文昌 桂林 大理 丽江 遵义 吐鲁番 喀什 浦东 合肥 南昌 石家庄 太原 呼和浩特 兰州 西宁 银川 乌鲁木齐 拉萨 海口 三亚 伦敦 巴黎 纽约 华盛顿 东京 莫斯科 基辅 柏林 罗马 马德里 首尔 平壤 曼谷 河内 新德里 孟买 加沙 耶路撒冷
	贝鲁特 大马士革 德黑兰 开罗 内罗毕 悉尼 墨尔本 里约热内卢 布宜诺斯艾利斯 日内瓦 布鲁塞尔 维也纳 雅典 伊斯坦布尔 安卡拉 华沙 布拉格 布达佩斯 洛杉矶 旧金山 芝加哥 多伦多
	渥太华 哈瓦那 加拉加斯`)
	chineseSites = strings.Fields(`中心 广场 大街 大厦 高原 草原 沙漠 盆地 平原 半岛 群岛 运河 大学 基地 故居 遗址 社区 开发 保税 世界杯 锦标 奥运 亚运 联赛 公开赛 大奖赛 峰会 论坛 博览会`)
	chineseLands = strings.Fields(`河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾
	俄罗斯 乌克兰 日本 印度 巴西 以色列 土耳其 伊朗 伊拉克 叙利亚 埃及 加拿大 意大利 西班牙 葡萄牙 希腊 荷兰 瑞士 瑞典 挪威 芬兰 丹麦 波兰 匈牙利 澳大利亚 新西兰 印尼 越南
	老挝 缅甸 柬埔寨 马来西亚 新加坡 菲律宾 尼泊尔 阿富汗 巴基斯坦 斯里兰卡 肯尼亚 南非 墨西哥 阿根廷 智利 秘鲁 古巴 朝鲜 太空 月球 空间站`)
)

// mentionsPlace reports whether a text names any place, as far as that can be
// told from its form. In doubt it does.
func (r *reading) mentionsPlace() bool {
	if r.script == han {
		return strings.ContainsAny(r.text, placeEndings) || containsAny(r.text, chineseCities) || containsAny(r.text, chineseLands) || containsAny(r.text, chineseSites)
	}
	for i, w := range r.words {
		if w.digits || !w.upper {
			continue
		}
		name := r.word(i)
		switch {
		case cities[name], facilities[name] && i > 0, countryByName[name] != nil && name != "us":
			return true
		case r.begins(i):
			if r.possessive(i) || w.caps && strings.HasPrefix(r.text[w.end:], ",") {
				return true
			}
		case monthOrDay(name):
		case nearness[r.word(i-1)], r.word(i-1) == "the" && nearness[r.word(i-2)], i > 1 && r.words[i-1].upper && strings.TrimSpace(r.gap(i)) == ",":
			return true
		}
	}
	return strings.Contains(r.text, "U.S.") || strings.Contains(r.text, "U.K.")
}

// possessive reports whether 's follows word i.
func (r *reading) possessive(i int) bool {
	rest := r.text[r.words[i].end:]
	return strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ")
}

// plain are words in the names of places that say nothing by themselves.
var plain = wordSet(`city town province district county state region prefecture village municipality republic kingdom federation united north south east west new
	saint san santa los las the of and area central northern southern eastern western upper lower great greater autonomous capital territory
	international national islands island national park street road avenue`)

// namesPlace reports whether a folded caption names a place, or a part of it
// that says which: "Jiangbei" for "Jiangbei District", "Ukrainian" for "Ukraine".
func (d *desk) namesPlace(caption, place string) bool {
	if d.names.mentioned(caption, place) {
		return true
	}
	for _, spelling := range d.names.spellings(place) {
		folded := fold(spelling)
		if c := countryByName[folded]; c != nil && slices.ContainsFunc(c.names, func(n string) bool { return containsWord(caption, n) }) {
			return true
		}
		for w := range strings.FieldsSeq(folded) {
			if core := chineseCore(w); core != w && strings.Contains(caption, core) || !plain[w] && len(w) > 3 && wordLike(caption, w) {
				return true
			}
		}
	}
	return false
}

// wordLike reports whether a folded text has w, or a word that begins as it does:
// "Ukrainian" and "Ukraine" share five letters of seven.
func wordLike(text, w string) bool {
	stem := w
	if ascii(w) && len(w) >= 6 {
		stem = w[:max(5, len(w)-2)]
	}
	for from := 0; ; {
		i := strings.Index(text[from:], stem)
		if i < 0 {
			return false
		}
		if i += from; borderAt(text, i) {
			return true
		}
		from = i + 1
	}
}

// chineseCore returns the name of a Chinese place without its kind: 永川 for
// 永川区.
func chineseCore(w string) string {
	for _, kind := range []string{"壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "特别行政区", "地区", "市", "省", "区", "县", "州", "镇", "乡", "村", "盟", "旗"} {
		if core, ok := strings.CutSuffix(w, kind); ok && len(core) >= 6 {
			return core
		}
	}
	return w
}
