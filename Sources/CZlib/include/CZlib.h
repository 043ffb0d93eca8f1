// zlib for Swift. It can go when Swift imports macros such as inflateInit2, which this names.
#ifndef PRECEPT_CZLIB_H
#define PRECEPT_CZLIB_H

#include <zlib.h>

// Prepares a stream to unpack gzip data (RFC 1952); 0 is success.
static inline int precept_inflate_begin(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

#endif
