"""From a source to blocks: encoding, parsing, walking, cutting."""
