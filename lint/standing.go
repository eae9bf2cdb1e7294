package lint

// A Standing is how an account stands to a benchmark, as plain data for reports
// that show it beside the findings. All rules of the benchmark were judged for
// it, whichever findings the report shows.
type Standing struct {
	Framework string // name of the benchmark
	Controls  []Control
}

// A Control is one item of a benchmark, and how the account stands to it.
type Control struct {
	ID, Title string
	Status    string   // one of those of package compliance
	Rules     []string // ids
	Findings  int      // that fail it
	Needs     []string // exports that are missing
	Manual    string   // why no export can answer, "" where one can
}
