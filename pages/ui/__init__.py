"""What pages share: reads, the address, filters, the map, the list, cards, and the words and looks of all of them."""
