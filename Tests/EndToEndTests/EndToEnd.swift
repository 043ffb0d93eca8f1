import Testing

/// The real binary in a real terminal, one journey after the other.
@Suite(.serialized) struct EndToEnd {}
