// Package spelling guesses what a misspelt word was meant to be.
package spelling

import "iter"

// maxDistance is how many letters may differ.
const maxDistance = 3

// Nearest is the word that fewest inserted, removed or changed letters make of
// text, without case; "" if none is close. Of equally near words it is the first.
func Nearest(text string, words iter.Seq[string]) string {
	best, distance := "", maxDistance+1
	if len(text) > 200 {
		return ""
	}
	for w := range words {
		if difference(len(text), len(w)) >= distance {
			continue
		}
		// Two of three letters have to be right.
		if n := editDistance(text, w); n < distance && 3*n <= len(w) {
			best, distance = w, n
		}
	}
	return best
}

func difference(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}

// editDistance is the number of letters to insert, remove or change.
func editDistance(a, b string) int {
	var few [64]int
	row := few[:0]
	for j := range len(b) + 1 {
		row = append(row, j)
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if fold(a[i]) != fold(b[j]) {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func fold(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
