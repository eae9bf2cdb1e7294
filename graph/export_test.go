package graph

// CompareTrials compares trials with graphs that are made anew; see TestTrial.
var CompareTrials = compareTrials
