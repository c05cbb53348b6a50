package edit

import "fmt"

// Refusal is a wish that cannot be granted as it stands. Nothing was changed.
type Refusal struct{ message, hint string }

// Error says why, in lower case and without full stop.
func (r *Refusal) Error() string { return r.message }

// Hint says what to do.
func (r *Refusal) Hint() string { return r.hint }

func refuse(hint, format string, args ...any) error {
	return &Refusal{fmt.Sprintf(format, args...), hint}
}

// ErrChanged is what an error wraps when a file is not the one that the edit was
// made on: somebody saved it in between.
var ErrChanged error = &Refusal{"it was changed in between", "look at it as it is now, and do the edit again"}

func changed(file string) error { return fmt.Errorf("%s was not written: %w", file, ErrChanged) }
