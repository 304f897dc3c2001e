/** Tests of the hop: a real front, real sockets, and sites whose every byte is seen. */
@NullMarked
package dev.insula.host.hop;

import org.jspecify.annotations.NullMarked;
