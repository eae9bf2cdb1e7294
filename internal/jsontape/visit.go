package jsontape

import "runtime"

// A Visitor is asked about each list that is a member of an object at the top,
// as soon as its first element has been read: the object, the key of the list
// and the element. The object and the list are still open: only their Kind is
// known. The Reader that it returns is given the elements of the list, which
// are then dropped from the tape, so that the long lists of an export need no
// more memory than a few of their elements; Len of the list counts them all the
// same. A visitor that returns nil leaves the list on the tape.
type Visitor func(t *Tape, root, key, first Node) Reader

// A Reader reads elements of a list, in order, before its tape is used again.
// It may run beside the parser, but never beside another reader.
type Reader func(t *Tape, element Node)

// ParseElements is Parse with a visitor. Readers may see elements of a text of
// which a later part turns out to be wrong; none runs any more when it returns.
func ParseElements(text []byte, visit Visitor) (*Tape, error) {
	t := new(Tape)
	v := &visits{visit: visit}
	err := parseInto(t, text, v)
	v.wait()
	if err != nil {
		return nil, err
	}
	return t, nil
}

// visits are the state of a visitor during a parse. With more than one core,
// elements are read by a goroutine of their own, a tape full at a time.
type visits struct {
	visit   Visitor
	list    uint32 // the list that was asked about last; 0 for none, since a root stands there
	read    Reader // of that list
	pending []Node // its elements that nobody has read yet

	full   chan batch  // to the goroutine; nil while there is none
	unused chan []slot // and back from it
	done   chan struct{}
}

// A batch are elements on a tape of their own.
type batch struct {
	tape     Tape
	elements []Node
	read     Reader
}

// batchSlots is how full a tape gets before it is handed over: enough to make
// the handing over cheap, and little enough to stay in the cache of a core.
const batchSlots = 16 << 10

// element notes an element that has just been read, and returns the slots on
// which the parser goes on.
func (v *visits) element(t *Tape, slots []slot, list, element uint32) []slot {
	if v.list != list {
		v.list, v.read = list, nil
		root := slots[list+1].a
		if t.Text[slots[root].a] == '{' && t.Text[slots[list].a] == '[' {
			t.slots = slots
			v.read = v.visit(t, Node(root), Node(list-1), Node(element))
		}
	}
	if v.read == nil {
		return slots
	}
	v.pending = append(v.pending, Node(element))
	switch {
	case runtime.GOMAXPROCS(0) == 1:
		return v.flush(t, slots)
	case len(slots) >= batchSlots:
		return v.handOver(t, slots)
	}
	return slots
}

// flush has the pending elements read and drops them.
func (v *visits) flush(t *Tape, slots []slot) []slot {
	if len(v.pending) == 0 {
		return slots
	}
	if v.full != nil {
		return v.handOver(t, slots) // behind those that the goroutine still reads
	}
	t.slots = slots
	for _, element := range v.pending {
		v.read(t, element)
	}
	slots = slots[:v.pending[0]]
	v.pending = v.pending[:0]
	return slots
}

// handOver gives the tape with the pending elements to the goroutine and goes
// on with another one, on which all that came before them stands too.
func (v *visits) handOver(t *Tape, slots []slot) []slot {
	if v.full == nil {
		v.full, v.unused, v.done = make(chan batch, 1), make(chan []slot, 3), make(chan struct{})
		go v.work()
	}
	var next []slot
	select {
	case next = <-v.unused:
	default:
		next = make([]slot, 0, len(slots)+len(slots)/8)
	}
	next = append(next[:0], slots[:v.pending[0]]...)
	v.full <- batch{Tape{Text: t.Text, slots: slots}, v.pending, v.read}
	v.pending = nil
	return next
}

func (v *visits) work() {
	defer close(v.done)
	for b := range v.full {
		for _, element := range b.elements {
			b.read(&b.tape, element)
		}
		select {
		case v.unused <- b.tape.slots:
		default:
		}
	}
}

// wait ends when all that was handed over has been read.
func (v *visits) wait() {
	if v.full != nil {
		close(v.full)
		<-v.done
	}
}
