package story

import (
	"strings"
	"testing"
)

func TestParseSignOff(t *testing.T) {
	for _, c := range []struct{ caption, text, credit, creator string }{
		{"Cars wait. (Xinhua/Tang Yi)", "Cars wait.", "Xinhua/Tang Yi", "Tang Yi"},
		{"Cars wait. (Xinhua/Tang Yi).", "Cars wait.", "Xinhua/Tang Yi", "Tang Yi"},
		{"Cars wait.  （Xinhua/Tang Yi） ", "Cars wait.", "Xinhua/Tang Yi", "Tang Yi"},
		{"Cars wait (Xinhua/Tang Yi)", "Cars wait", "Xinhua/Tang Yi", "Tang Yi"},
		{"Cars wait. (Xinhua)", "Cars wait.", "Xinhua", ""},
		{"Cars wait. (Photo by Tang Yi/Xinhua)", "Cars wait.", "Tang Yi/Xinhua", "Tang Yi"},
		{"Cars wait. (Photo by Tang Yi)", "Cars wait.", "Tang Yi", "Tang Yi"},
		{"Cars wait. (Photo: Tang Yi/Xinhua)", "Cars wait.", "Tang Yi/Xinhua", "Tang Yi"},
		{"Cars wait. (AP Photo/Jane Doe)", "Cars wait.", "AP Photo/Jane Doe", "Jane Doe"},
		{"Cars wait. (AP Photo/Jane Doe, File)", "Cars wait.", "AP Photo/Jane Doe, File", "Jane Doe"},
		{"Cars wait. (Jane Doe/Pool Photo via AP)", "Cars wait.", "Jane Doe/Pool Photo via AP", "Jane Doe"},
		{"Cars wait. (Kyodo News via AP)", "Cars wait.", "Kyodo News via AP", ""},
		{"Cars wait. (Photo by Jane DOE / AFP)", "Cars wait.", "Jane DOE / AFP", "Jane DOE"},
		{"Cars wait. (Photo by Jane Doe/Anadolu via Getty Images)", "Cars wait.", "Jane Doe/Anadolu via Getty Images", "Jane Doe"},
		{"Cars wait. (Jean-Luc O'Neill de la Cruz/AFP)", "Cars wait.", "Jean-Luc O'Neill de la Cruz/AFP", "Jean-Luc O'Neill de la Cruz"},
		{"Cars wait. (Example News/Jane Doe)", "Cars wait.", "Example News/Jane Doe", "Jane Doe"},
		{"Cars wait. REUTERS/Jane Doe", "Cars wait.", "REUTERS/Jane Doe", "Jane Doe"},
		{"Cars wait. REUTERS/Jane Doe/File Photo", "Cars wait.", "REUTERS/Jane Doe/File Photo", "Jane Doe"},
		{"Cars wait. REUTERS/File Photo", "Cars wait.", "REUTERS/File Photo", ""},
		{"Cars wait. Maxar Technologies/Handout via REUTERS", "Cars wait.", "Maxar Technologies/Handout via REUTERS", "Maxar Technologies"},
		{"Ships sail. U.S. Navy/Handout via REUTERS", "Ships sail.", "U.S. Navy/Handout via REUTERS", "U.S. Navy"},
		{"Cars wait. Social Media via REUTERS", "Cars wait.", "Social Media via REUTERS", ""},
		{"汽车等待发运。新华社记者 唐奕 摄", "汽车等待发运。", "新华社记者 唐奕 摄", "唐奕"},
		{"汽车等待发运。新华社记者唐奕摄", "汽车等待发运。", "新华社记者唐奕摄", "唐奕"},
		{"汽车等待发运 新华社记者 唐奕 摄", "汽车等待发运", "新华社记者 唐奕 摄", "唐奕"},
		{"汽车等待发运。新华社记者 唐奕、李倩蕾 摄", "汽车等待发运。", "新华社记者 唐奕、李倩蕾 摄", "唐奕、李倩蕾"},
		{"汽车等待发运。新华社发（唐奕 摄）", "汽车等待发运。", "新华社发（唐奕 摄）", "唐奕"},
		{"汽车等待发运。新华社发(唐奕摄)", "汽车等待发运。", "新华社发(唐奕摄)", "唐奕"},
		{"汽车等待发运。（新华社记者 唐奕 摄）", "汽车等待发运。", "新华社记者 唐奕 摄", "唐奕"},
		{"汽车等待发运（新华社记者唐奕摄）。", "汽车等待发运", "新华社记者唐奕摄", "唐奕"},
		{"汽车等待发运。（唐奕 摄）", "汽车等待发运。", "唐奕 摄", "唐奕"},
		{"汽车等待发运。唐奕 摄", "汽车等待发运。", "唐奕 摄", "唐奕"},
		{"汽车等待发运。新华社发", "汽车等待发运。", "新华社发", ""},
		{"汽车等待发运。（新华社发）", "汽车等待发运。", "新华社发", ""},
		{"汽车等待发运。（受访者供图）", "汽车等待发运。", "受访者供图", ""},
		{"汽车等待发运。（新华社/唐奕）", "汽车等待发运。", "新华社/唐奕", "唐奕"},
		{"汽车等待发运。中新社记者 周毅 摄", "汽车等待发运。", "中新社记者 周毅 摄", "周毅"},
		{"汽车等待发运。（摄影：唐奕）", "汽车等待发运。", "摄影：唐奕", "唐奕"},
		{"新华社记者 买买提·艾力 摄", "", "新华社记者 买买提·艾力 摄", "买买提·艾力"},
		{"(Xinhua/Tang Yi)", "", "Xinhua/Tang Yi", "Tang Yi"},
	} {
		text, s, ok := ParseSignOff(c.caption)
		if !ok || text != c.text || s.Credit != c.credit || s.Creator != c.creator {
			t.Errorf("%q:\n got %q %q by %q (%v)\nwant %q %q by %q", c.caption, text, s.Credit, s.Creator, ok, c.text, c.credit, c.creator)
		}
		if !strings.HasPrefix(c.caption, text) || !strings.HasSuffix(strings.TrimSpace(c.caption), s.Text) {
			t.Errorf("%q does not begin with %q and end with %q", c.caption, text, s.Text)
		}
	}
}

func TestNoSignOff(t *testing.T) {
	for _, caption := range []string{
		"", "A worker (pictured)", "A worker (pictured).", "Li (left) and Wang (right)", "Made by a machine (AI)", "A worker. (AI)",
		"The captain (right, in red)", "It runs on AC or DC. (AC/DC)", "Open all day. (24/7)", "The board of Toyota. (Toyota/Mazda Motor Corp)",
		"He and she (he/she)", "The International Space Station (ISS)", "the agency (AP)", "seen from the air (Xinhua)", "The final. (Real Madrid/Manchester United)",
		"The story spread via REUTERS", "he said via REUTERS", "A man reads the news on REUTERS/his phone", "Left, right. (Left/Right)",
		"Photo by phone", "A picture. (Photo by the author)", "(photo)", "Yes. (Yes/No)", "A plane. (Boeing 737/800)",
		"这是7月20日拍摄的汽车（无人机照片）", "这是7月20日拍摄的汽车（无人机照片）。", "汽车。（资料照片）", "汽车（7月20日摄）。", "汽车。7月20日摄", "汽车。（2023年7月20日摄）",
		"这张照片由唐奕拍摄", "这张照片由新华社记者唐奕摄", "汽车。（近日 摄）", "汽车。（航摄）", "汽车。（拼版照片）", "（新能源汽车）", "汽车。（右）", "汽车。（手机拍摄）",
		")", "(", "()", "（）", "x)", "((((", "))))",
	} {
		if text, s, ok := ParseSignOff(caption); ok {
			t.Errorf("%q: took off %q, credit %q by %q, left %q", caption, s.Text, s.Credit, s.Creator, text)
		}
	}
}

func TestSignOffsAreCounted(t *testing.T) {
	for caption, want := range map[string]int{
		"Left: cars. (Xinhua/Tang Yi) Right: trucks. (Xinhua/Li Qianlei)": 2,
		"Left: cars (red). Right: trucks. (Xinhua/Li Qianlei)":            1,
		"Cars.":         0,
		"汽车。新华社发（唐奕 摄）": 1,
	} {
		if got := signOffs(caption); got != want {
			t.Errorf("%q: %d sign-offs, want %d", caption, got, want)
		}
	}
}

func FuzzSignOff(f *testing.F) {
	for _, s := range []string{"Cars. (Xinhua/Tang Yi)", "汽车。新华社发（唐奕 摄）", "x. REUTERS/A/File Photo", "A B/Handout via REUTERS", "(((a)", "（"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, caption string) {
		text, s, ok := ParseSignOff(caption)
		if !strings.HasPrefix(caption, text) || ok != (s.Text != "") || ok && s.Credit == "" {
			t.Fatalf("%q: %q %+v %v", caption, text, s, ok)
		}
		if ok && !strings.Contains(s.Text, s.Creator) {
			t.Fatalf("%q: creator %q is not in %q", caption, s.Creator, s.Text)
		}
		signOffs(caption)
	})
}
