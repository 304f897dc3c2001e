package dev.insula.host.front;

import java.io.IOException;
import java.nio.file.Path;

/** Serves a folder in a JVM of its own until it is killed; prints the port. */
final class StaticServer {
  private StaticServer() {}

  public static void main(String[] arguments) throws IOException {
    StaticSite site = StaticSite.below("/", Path.of(arguments[0]));
    System.out.println(site.address().getPort());
  }
}
