/** Tests of the server's side of HTTP/1.1. */
@NullMarked
package dev.insula.host.http1;

import org.jspecify.annotations.NullMarked;
