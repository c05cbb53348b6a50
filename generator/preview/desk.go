package preview

import (
	"encoding/json"
	"errors"
	"net/http"
)

// Edit is one thing that the desk asks for.
type Edit struct {
	Do     string  `json:"do"`     // "caption", "alt", "focus" or "move"
	File   string  `json:"file"`   // the text to change: "content/bridge/index.md"
	Seen   string  `json:"seen"`   // the SHA-256 of that text as the desk was shown it, in hex; empty: there was none
	Figure int     `json:"figure"` // which figure of the text, from 0
	Text   string  `json:"text"`   // of a caption or an alternative text
	X      float64 `json:"x"`      // of a focal point, in percent
	Y      float64 `json:"y"`
	To     int     `json:"to"` // where a figure moves, from 0
}

// Edited is what an edit came to.
type Edited struct {
	Seen string `json:"seen"` // the digest of the text as it is now
}

// Refused is an edit that was not made, and why.
type Refused struct {
	Conflict      bool // the file is not the one that the desk was shown
	Message, Hint string
}

// Error implements error.
func (r *Refused) Error() string { return r.Message }

// edit carries out what the desk asks for: 409 if the file has changed, 422 if
// it cannot be done.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	var e Edit
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			refuse(w, http.StatusRequestEntityTooLarge, "that is more than the desk ever sends")
			return
		}
		refuse(w, http.StatusBadRequest, "that is not what the desk sends: "+err.Error())
		return
	}
	s.editing.Lock()
	done, err := s.opt.Edit(r.Context(), e)
	s.editing.Unlock()
	var no *Refused
	switch {
	case errors.As(err, &no) && no.Conflict:
		answer(w, http.StatusConflict, map[string]string{"message": no.Message, "hint": no.Hint})
	case errors.As(err, &no):
		answer(w, http.StatusUnprocessableEntity, map[string]string{"message": no.Message, "hint": no.Hint})
	case err != nil:
		answer(w, http.StatusInternalServerError, map[string]string{"message": err.Error()})
	default:
		answer(w, http.StatusOK, done)
	}
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a browser that has gone needs no answer
}
