package dev.insula.host.hop;

import java.nio.file.Path;

/** How a hop reaches its site; what it promises does not depend on it. */
enum Way {
  CONNECTIONS,
  LINK;

  HopTarget target(Path socket) {
    return HopTarget.of(
        "shop",
        switch (this) {
          case CONNECTIONS -> new HopAddress.UnixSocket(socket);
          case LINK -> new HopAddress.SharedSocket(socket);
        });
  }
}
