/**
 * The server's side of HTTP/1.1: reads requests off a client's connection and writes answers to it,
 * for exchanges of Undertow. Trusts that the gate let only well-formed bytes through.
 */
@NullMarked
package dev.insula.host.http1;

import org.jspecify.annotations.NullMarked;
