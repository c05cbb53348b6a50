package check

import "testing"

func TestTry(t *testing.T) {
	for _, s := range []string{
		"A worker is on the job in Yongchuan District of Chongqing, southwest China, on Friday, July 20, 2023. It is No. 1 in the U.S. Another. \"We go today. Yes,\" he said.",
		"2023年7月20日，工人在重庆市江北区忙碌。7月20日（星期五）至22日，今日头条。",
		"Xi'an and Xian and Kim Jong Un and Kim Jong-un.",
	} {
		r := read(s)
		for _, x := range r.sentences {
			t.Logf("S %q", s[x.start:x.end])
		}
		for _, d := range r.dates {
			t.Logf("D %q %+v", s[d.start:d.end], d)
		}
		r.eachName(func(k uint64, n string) { t.Logf("N %x %q", k, n) })
	}
}
