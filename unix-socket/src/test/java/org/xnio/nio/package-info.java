/** Tests of the Unix domain socket transport, with real sockets. */
@NullMarked
package org.xnio.nio;

import org.jspecify.annotations.NullMarked;
