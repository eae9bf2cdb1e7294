package policy

import "github.com/iamlint/iamlint/internal/language"

// SomeARN is an ARN of a shape that fits an entry of each list and none of the
// others; ok is false when there is none, or none is found. Stars of the shape
// end at colons, those of entries do not. Policy variables are no variables here.
func SomeARN(shape string, lists [][]string, none []string) (arn string, ok bool) {
	q := language.Question{In: [][]language.Pattern{{globTokens(nil, shape, false)}}, Limit: searchLimit}
	for _, list := range lists {
		union := make([]language.Pattern, 0, len(list))
		for _, entry := range list {
			union = append(union, globTokens(nil, entry, true))
		}
		q.In = append(q.In, union)
	}
	for _, entry := range none {
		q.Out = append(q.Out, globTokens(nil, entry, true))
	}
	text, found := q.Find()
	return string(text), found == language.Found
}
