package chain

// AsEvents makes a network of rows one that stands for event nodes, which keeps no
// rows and can be updated.
func (n *Network) AsEvents() *Network {
	n.given = nil
	return n
}
