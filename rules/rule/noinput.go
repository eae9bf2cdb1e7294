package rule

import "strings"

// NoInputError is what a provider returns when the account holds no export of
// the kinds it reads. The driver reports the rules that depend on it as not
// evaluated, which is neither passed nor failed.
type NoInputError struct {
	// Needs names what is missing for people, for example "credential report";
	// several entries are alternatives.
	Needs []string
}

func (e *NoInputError) Error() string { return "needs the " + e.Alternatives() }

// NoInput makes a NoInputError; several kinds are alternatives.
func NoInput(kinds ...string) error { return &NoInputError{Needs: kinds} }

// Alternatives is what is missing, as one text.
func (e *NoInputError) Alternatives() string { return strings.Join(e.Needs, " or ") }
