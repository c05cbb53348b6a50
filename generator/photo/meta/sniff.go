package meta

import (
	"strings"
	"unicode/utf8"
)

// sniff tells the four East Asian sets of two bytes a character apart, by how ordinary the characters are that the
// bytes make under each. It returns "" when the bytes do not look like any, as with European text, whose accented
// letters stand alone between letters of ASCII.
func sniff(b []byte) string {
	b = b[:min(len(b), sniffed)]
	if pairs(b) < 2 {
		return ""
	}
	best, bestScore := "", 0.75
	for _, c := range eastAsian {
		if score := c.score(b); score > bestScore {
			best, bestScore = c.name, score
		}
	}
	return best
}

// sniffed is how much of a text is looked at. A character that it cuts decodes to U+FFFD, which the score lets pass at the
// end.
const sniffed = 16 << 10

// pairs counts the bytes beyond ASCII that have another one, or at least a letter, behind them, two by two.
func pairs(b []byte) (n int) {
	for i := 0; i+1 < len(b); i++ {
		if b[i] >= 0x80 && b[i+1] >= 0x40 {
			if b[i+1] >= 0x80 {
				n++
			}
			i++
		}
	}
	return n
}

// eastAsianSet knows which lead bytes hold the characters of everyday use: the standards sort them before the rare ones.
type eastAsianSet struct {
	name        string
	first, last byte // lead bytes of the everyday rows
	trail       byte // least trail byte there
	chinese     bool // text in Han characters alone must be Chinese
}

var eastAsian = []eastAsianSet{
	{"gb18030", 0xB0, 0xD7, 0xA1, true},    // GB/T 2312 level 1
	{"big5", 0xA4, 0xC6, 0x40, true},       // Big5 level 1
	{"shift_jis", 0x88, 0x97, 0x40, false}, // JIS X 0208 level 1
	{"euc-kr", 0xB0, 0xC8, 0xA1, false},    // KS X 1001 Hangul
}

// score is between 0 (nonsense) and 1 (every character ordinary).
func (c eastAsianSet) score(b []byte) float64 {
	s := strings.TrimSuffix(decodeAs(b, c.name), "\uFFFD")
	if strings.ContainsRune(s, utf8.RuneError) {
		return 0
	}
	good, han, frequent, n := 0.0, 0.0, 0.0, 0.0
	everyday := c.everyday(b)
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		n++
		good += c.weight(r)
		if r >= 0x4E00 && r <= 0x9FFF {
			han++
			if strings.ContainsRune(frequentHan, r) {
				frequent++
			}
		}
	}
	if n == 0 {
		return 0
	}
	if c.name != "euc-kr" {
		good += min(everyday, han)
	}
	score := good / n
	if c.chinese && han > n/2 {
		// In running Chinese two characters of five are among the few hundred commonest; in nonsense one of twenty.
		score = score/2 + min(1, frequent/han/0.2)/2
	}
	return score
}

// weight says how ordinary a character other than Han is in text of the set.
func (c eastAsianSet) weight(r rune) float64 {
	switch {
	case r >= 0x3040 && r <= 0x30FF: // kana
		if c.name == "shift_jis" {
			return 1
		}
		return 0.3
	case r >= 0xAC00 && r <= 0xD7A3: // Hangul
		return 1
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF65: // punctuation, full-width forms
		return 0.7
	case r >= 0x2000 && r <= 0x27FF:
		return 0.2
	case r >= 0xFF66 && r <= 0xFF9F: // half-width kana: single bytes, which any text has
		return -0.5
	case r >= 0xE000 && r <= 0xF8FF: // private use
		return -1
	}
	return 0
}

// everyday counts the characters in the set's rows of everyday use.
func (c eastAsianSet) everyday(b []byte) (n float64) {
	for i := 0; i+1 < len(b); i++ {
		if b[i] < 0x80 || c.name == "shift_jis" && b[i] >= 0xA0 && b[i] < 0xE0 {
			continue
		}
		if b[i] >= c.first && b[i] <= c.last && b[i+1] >= c.trail {
			n++
		}
		i++
	}
	return n
}

// frequentHan are characters of high frequency in simplified and traditional Chinese, news and captions above all.
const frequentHan = "" +
	"的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得於于下自之年過过發发後后作里裡用道行" +
	"所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心本前開开但因只從从想實实日軍军者意無无力" +
	"它與与長长把機机十民第公此已工使情明性知全三又關关點点正業业外將将兩两高間间由問问很最重並并物手應应戰战向頭头文體体政美相見见被利什二等" +
	"產产新社記记攝摄影照片圖图報报員员今總总統统主席議议習近平强強海東东西南北加名字信息京市省縣县區区月週周街路江山河湖港台灣湾門门人民代表" +
	"大會堂舉举行參参活動動現場场期間接受訪访問問學生老師师孩子比賽赛運运球隊队選选手冠亞亚世界中央委領领導导首都机場車车站火災灾雨雪春夏秋冬"
