package generator

import (
	"bytes"
	"encoding/gob"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/diag"
	"photodesk/generator/plan"
)

// known is what was found out of a story and is kept for other runs, by the story's ID:
// what other pages than its own need of it, and what the desk's rules object to. One
// entry of the cache holds it for all stories of a site; it is the program's own, since
// another might find out something else.
type known struct {
	Brief string // as [plan.Brief.Text] has it
	Said  diag.List
	Timed bool // Said holds for the hour
}

// kept is what the cache holds.
type kept struct {
	Hour    time.Time // of the judgments that are timed
	Stories map[plan.ID]known
}

func (x *index) knownKey() cache.Key { return cache.KeyOf("stories/1", program(), x.site) }

// recollect reads what other runs have found out.
func (m *Memory) recollect() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known != nil {
		return
	}
	m.known = map[plan.ID]known{}
	m.plans.Remember = m.brief
	if m.cache == nil || program() == "" {
		return // nobody knows where, or who, we are: begin with nothing
	}
	var k kept
	data, ok := m.cache.Get(m.knownKey())
	if ok && gob.NewDecoder(bytes.NewReader(data)).Decode(&k) == nil && k.Stories != nil {
		m.known, m.hour = k.Stories, k.Hour
	}
}

func (m *Memory) brief(id plan.ID) *plan.Brief {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.known[id]; ok {
		return plan.ReadBrief(k.Brief)
	}
	return nil
}

// keepKnown writes what was found out since it was read.
func (m *Memory) keepKnown() error {
	m.mu.Lock()
	if m.cache == nil || program() == "" || !m.news {
		m.mu.Unlock()
		return nil
	}
	m.news = false
	var data bytes.Buffer
	err := gob.NewEncoder(&data).Encode(kept{m.hour, m.known})
	m.mu.Unlock()
	if err != nil {
		return err
	}
	return m.cache.Put(m.knownKey(), data.Bytes())
}
