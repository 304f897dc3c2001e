package org.xnio.nio;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** The process that listens on a socket is not one that may: a check of its credential failed. */
public final class PeerRefusedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  PeerRefusedException(Path socket) {
    super(socket + " is served by a process of another user than expected; the connection is shut");
  }
}
