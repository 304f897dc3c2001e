package dev.insula.host.hop;

import java.io.IOException;
import java.nio.file.Path;

/** A front in a process of its own, so that its heap can be small. */
final class FrontMain {
  private FrontMain() {}

  public static void main(String[] args) throws IOException {
    HopTarget target = Way.valueOf(args[1]).target(Path.of(args[0]));
    try (Front front =
        new Front(target.withLimits(target.limits().withBodyBytes(Long.MAX_VALUE >> 8)))) {
      System.out.println(front.port() + " " + front.tlsPort());
      while (System.in.read() != -1) {
        // the end of the input is the end of this process
      }
    }
    System.exit(0);
  }
}
